"""The inbox: what was read."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from ui.refusals import NotFound
from workflow.models import Notification


@transaction.atomic
def mark_read(*, by: User, pk: int, now: datetime | None = None) -> Notification:
    """One message of one's own is read; twice is the same as once."""
    mine = Notification.objects.select_related("application").filter(user=by)
    notification: Notification | None = mine.filter(pk=pk).first()
    if notification is None:
        raise NotFound("没有找到该消息。")
    if notification.read_at is None:
        notification.read_at = now or timezone.now()
        notification.save(update_fields=["read_at"])
    return notification


@transaction.atomic
def mark_all_read(*, by: User, now: datetime | None = None) -> int:
    """All messages of one's own are read; how many were not."""
    unread = Notification.objects.filter(user=by, read_at__isnull=True)
    return int(unread.update(read_at=now or timezone.now()))
