"""Reads of the inbox and the sent log."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.lookups import IsNull

from accounts.choices import Role
from accounts.standing import standing_of


class NotificationQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> NotificationQuerySet:
        return self.filter(user_id=user.pk) if user.is_authenticated else self.none()

    def unread_first(self) -> NotificationQuerySet:
        """The inbox: what was not opened, then the rest, newest first."""
        return self.order_by(IsNull(F("read_at"), False), "-pk")

    def unread(self) -> NotificationQuerySet:
        return self.filter(read_at__isnull=True)


class SendingQuerySet(QuerySet[Any]):
    def to_send(self, now: datetime) -> SendingQuerySet:
        """Waiting mails that were not tried in the last five minutes."""
        return self.filter(
            Q(tried_at__isnull=True) | Q(tried_at__lt=now - timedelta(minutes=5)),
            state="waiting",
        )


class MailQuerySet(SendingQuerySet):
    def visible_to(self, user: Any) -> MailQuerySet:
        """The sent log is the system administrator's."""
        if standing_of(user).has_role(Role.SYSADMIN):
            return self.all()
        return self.none()
