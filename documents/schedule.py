"""What the clock does for files and jobs; every entry is safe to run twice."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from documents.models import Attachment, Job
from documents.services import drop_unlinked, expire_exports
from documents.tasks import run_job

RING_SECONDS = 15.0
BEAT = {
    "documents-ring-waiting-jobs": {
        "task": "documents.schedule.ring_waiting_jobs",
        "schedule": RING_SECONDS,
        # Rings that nobody heard in time must not pile up before the workers.
        "options": {"expires": RING_SECONDS},
    },
    "documents-sweep-files": {
        "task": "documents.schedule.sweep_files",
        "schedule": 3600.0,
    },
}
KEPT_UNLINKED = timedelta(days=1)
# The oldest first; the others have their turn in the next ring.
RUNG_AT_ONCE = 50
SWEPT_AT_ONCE = 1000


@shared_task
def ring_waiting_jobs() -> int:
    """Ring again for jobs whose bell was lost or whose worker died."""
    waiting = Job.objects.waiting(timezone.now()).order_by("pk")
    numbers = list(waiting.values_list("pk", flat=True)[:RUNG_AT_ONCE])
    for number in numbers:
        run_job.delay(number)
    return len(numbers)


@shared_task
def sweep_files() -> int:
    """Remove what nobody links to, and exports that have had their days."""
    now = timezone.now()
    expire_exports(now=now)
    return sweep_unlinked(now) + sweep_rowless(now)


def sweep_unlinked(now: datetime) -> int:
    """Remove files older than a day that no row of any app links to."""
    old = Attachment.objects.unlinked().filter(created_at__lt=now - KEPT_UNLINKED)
    found = list(old.values_list("pk", flat=True)[:SWEPT_AT_ONCE])
    return sum(drop_unlinked(attachment_id=number) for number in found)


def sweep_rowless(now: datetime) -> int:
    """Remove stored bytes whose row never came: their process died before it."""
    root = Path(settings.MEDIA_ROOT)
    limit = (now - KEPT_UNLINKED).timestamp()
    old = [
        path
        for path in root.glob("attachments/*/*")
        if path.is_file() and path.stat().st_mtime < limit
    ]
    names = {str(path.relative_to(root)): path for path in old}
    known = Attachment.objects.filter(file__in=list(names))
    lost = set(names) - set(known.values_list("file", flat=True))
    for name in lost:
        names[name].unlink(missing_ok=True)
    return len(lost)
