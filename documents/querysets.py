"""Reads of files and jobs."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from documents.choices import JobState

# A running job writes its heartbeat every few seconds; silence this long means its
# worker is gone.
STALE_AFTER = timedelta(seconds=30)


class AttachmentQuerySet(QuerySet[Any]):
    pass


class JobQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> JobQuerySet:
        return self.filter(owner_id=user.pk) if user.is_authenticated else self.none()

    def waiting(self, now: datetime) -> JobQuerySet:
        """Jobs that a worker may claim: queued, or left by a worker that died."""
        return self.filter(
            Q(state=JobState.QUEUED)
            | Q(state=JobState.RUNNING, heartbeat_at__lt=now - STALE_AFTER)
        )
