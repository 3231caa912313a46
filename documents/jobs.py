"""Claims and finishes background jobs; PostgreSQL is the truth, the queue a bell.

A claim is a random mark on the row. Whoever writes to a job names its claim, so a
worker that was thought dead and comes back can neither report nor finish.
"""

from __future__ import annotations

import logging
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from documents.choices import JobState
from documents.handlers import Made, Work
from documents.models import Job
from documents.querysets import JobQuerySet
from documents.storing import keep

log = logging.getLogger(__name__)
MAX_ATTEMPTS = 3
BEAT_SECONDS = 5.0
REPORT_SECONDS = 0.5


class ClaimLost(Exception):
    """Another worker has taken the job over; what this one does no longer counts."""


@transaction.atomic
def claim(job_id: int, now: datetime | None = None) -> Job | None:
    """Take a waiting job for this worker, or None when there is nothing to take."""
    now = now or timezone.now()
    waiting = Job.objects.waiting(now).select_for_update(skip_locked=True)
    job: Job | None = waiting.filter(pk=job_id).first()
    if job is None:
        return None
    job.updated_at = now
    if job.attempt >= MAX_ATTEMPTS:
        job.state, job.message, job.finished_at = JobState.FAILED, gave_up(job), now
        job.save(update_fields=["state", "message", "finished_at", "updated_at"])
        return None
    job.state, job.claim, job.heartbeat_at = JobState.RUNNING, uuid.uuid4(), now
    job.attempt += 1
    job.message = ""
    job.save(
        update_fields=[
            "state", "claim", "heartbeat_at", "attempt", "message", "updated_at",
        ]
    )  # fmt: skip
    return job


def gave_up(job: Job) -> str:
    """Why a job was stopped, for its owner."""
    return _(
        "已自动尝试 %(times)d 次，仍未成功，现已停止。请稍后点击“重新处理”；"
        "仍不成功的，请联系系统管理员，并告知任务编号 %(number)d。"
    ) % {"times": MAX_ATTEMPTS, "number": job.pk}


def held(job: Job) -> JobQuerySet:
    """The job's row, as long as this claim on it stands."""
    rows: JobQuerySet = Job.objects.filter(
        pk=job.pk, claim=job.claim, state=JobState.RUNNING
    )
    return rows


class Reporter:
    """What a handler calls to say how far it is; writes at most twice a second."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self._last = 0.0

    def __call__(self, done: int, total: int, message: str = "") -> None:
        """Raises `ClaimLost` when another worker has taken the job over."""
        instant = time.monotonic()
        if done < total and instant - self._last < REPORT_SECONDS:
            return
        self._last = instant
        now = timezone.now()
        written = held(self.job).update(
            done=done,
            total=total,
            message=message[:300],
            heartbeat_at=now,
            updated_at=now,
        )
        if not written:
            raise ClaimLost


@contextmanager
def heartbeat(job: Job) -> Iterator[None]:
    """Say every few seconds that this worker lives, while the handler works."""
    stop = threading.Event()
    thread = threading.Thread(target=_beat, args=(job, stop), daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(timeout=BEAT_SECONDS)


def _beat(job: Job, stop: threading.Event) -> None:
    """Runs in a thread, so on a connection of its own, which it closes."""
    try:
        while not stop.wait(BEAT_SECONDS):
            try:
                held(job).update(heartbeat_at=timezone.now())
            except DatabaseError:
                log.exception("no heartbeat of job %s; trying again", job.pk)
                connection.close()
    finally:
        connection.close()


@transaction.atomic
def finish(job: Job, work: Work, made: Made | None, now: datetime | None = None) -> Job:
    """Store what was made and end the job, once; raises `ClaimLost` otherwise."""
    locked: Job | None = held(job).select_for_update().first()
    if locked is None:
        raise ClaimLost
    if made is not None:
        locked.result = keep(
            name=made.name,
            media_type=made.media_type,
            data=made.data,
            by=locked.owner,
            owner=made.owner,
        )
        if made.found:
            locked.params = {**locked.params, "found": dict(made.found)}
    locked.state, locked.message = JobState.DONE, ""
    locked.done = locked.total
    locked.finished_at = locked.updated_at = now or timezone.now()
    locked.save()
    if work.finish is not None and locked.result is not None:
        work.finish(locked, locked.result)
    return locked


def fail(job: Job, sentence: str, now: datetime | None = None) -> None:
    """End a job that cannot succeed; its owner reads the sentence."""
    now = now or timezone.now()
    held(job).update(
        state=JobState.FAILED, message=sentence[:300], finished_at=now, updated_at=now
    )


def give_back(job: Job, now: datetime | None = None) -> None:
    """Let a job that hit a fault be tried again, or stop it after the last attempt."""
    if job.attempt >= MAX_ATTEMPTS:
        fail(job, gave_up(job), now)
        return
    held(job).update(
        state=JobState.QUEUED,
        claim=None,
        message=_("第 %d 次处理未成功，稍后自动重试。") % job.attempt,
        updated_at=now or timezone.now(),
    )
