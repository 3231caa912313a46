"""The background work of incentives."""

from __future__ import annotations

from datetime import datetime

from documents.handlers import Progress, register
from documents.models import Job
from incentives.services.credit import RECOMPUTE_JOB, recompute_all


def recompute_ledgers(job: Job, progress: Progress) -> None:
    """All ledgers, chunk by chunk; a second run goes on where the first ended."""
    recompute_all(
        cause=job.params["cause"],
        since=datetime.fromisoformat(job.params["since"]),
        progress=progress,
    )


def connect() -> None:
    """Called once when the app is ready."""
    register(RECOMPUTE_JOB, recompute_ledgers)
