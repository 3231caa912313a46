"""Reads of files and jobs."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from documents.choices import JobState

# A running job writes its heartbeat every few seconds; silence this long means its
# worker is gone.
STALE_AFTER = timedelta(seconds=30)


class AttachmentQuerySet(QuerySet[Any]):
    def unlinked(self) -> AttachmentQuerySet:
        """Files that no row of any app points at; later apps count by themselves."""
        rows: AttachmentQuerySet = self
        for relation in self.model._meta.get_fields(include_hidden=True):
            if relation.auto_created and (relation.one_to_many or relation.one_to_one):
                points_here = {relation.field.name: OuterRef("pk")}
                linking = relation.related_model._base_manager.filter(**points_here)
                rows = rows.filter(~Exists(linking))
        return rows


class JobQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> JobQuerySet:
        return self.filter(owner_id=user.pk) if user.is_authenticated else self.none()

    def waiting(self, now: datetime) -> JobQuerySet:
        """Jobs that a worker may claim: queued, or left by a worker that died."""
        return self.filter(
            Q(state=JobState.QUEUED)
            | Q(state=JobState.RUNNING, heartbeat_at__lt=now - STALE_AFTER)
        )
