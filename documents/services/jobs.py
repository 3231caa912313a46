"""The verbs of background jobs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from documents.choices import JobState
from documents.handlers import work_of
from documents.models import Job
from documents.permissions import can_retry
from documents.tasks import run_job
from ui.refusals import Closed


@transaction.atomic
def enqueue(
    *,
    kind: str,
    title: str,
    params: dict[str, Any],
    owner: User | None,
    now: datetime | None = None,
) -> Job:
    """Write the job down and ring for it after the commit.

    `kind` must be registered (documents.handlers); `params` are ids and plain values.
    """
    if work_of(kind) is None:
        raise LookupError(f"nobody does jobs of kind {kind!r}; register it first")
    now = now or timezone.now()
    job = Job.objects.create(
        kind=kind,
        title=title[:200],
        params=params,
        owner=owner,
        created_at=now,
        updated_at=now,
    )
    _ring(job)
    return job


@transaction.atomic
def ring_again(job: Job, *, by: User, now: datetime | None = None) -> Job:
    """Start a failed job anew; for its owner only."""
    locked: Job = Job.objects.select_for_update().get(pk=job.pk)
    verdict = can_retry(by, locked)
    if not verdict:
        raise Closed(verdict.reason)
    locked.state, locked.attempt, locked.message = JobState.QUEUED, 0, ""
    locked.done, locked.claim, locked.finished_at = 0, None, None
    locked.updated_at = now or timezone.now()
    locked.save()
    _ring(locked)
    return locked


def _ring(job: Job) -> None:
    number = job.pk

    # A function with a name: Django's own report of a failed hook needs one.
    def ring() -> None:
        run_job.delay(number)

    # Robust: without a queue the row still stands, and the clock rings again.
    transaction.on_commit(ring, robust=True)
