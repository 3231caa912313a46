"""Reads of public notices and what stands on them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet

from workflow.choices import OPEN_OBJECTIONS, NoticeOutcome, Stage


class NoticeQuerySet(QuerySet[Any]):
    def running(self, today: date) -> NoticeQuerySet:
        return self.filter(starts_on__lte=today, ends_on__gte=today)

    def not_ended(self, today: date) -> NoticeQuerySet:
        """Running, or posted to begin on the next working day."""
        return self.filter(ends_on__gte=today)

    def visible_to(self, user: Any) -> NoticeQuerySet:
        """A notice is public."""
        return self.all()

    def with_amount(self) -> NoticeQuerySet:
        """With the number of cases on each."""
        return self.annotate(amount=Count("entries", distinct=True))

    def ended_before(self, today: date) -> NoticeQuerySet:
        return self.filter(ends_on__lt=today)

    def with_running_entries(self) -> NoticeQuerySet:
        return self.filter(entries__outcome=NoticeOutcome.RUNNING).distinct()


class NoticeEntryQuerySet(QuerySet[Any]):
    def running(self) -> NoticeEntryQuerySet:
        """Still on their notice; an objection can be raised to these."""
        return self.filter(
            outcome=NoticeOutcome.RUNNING, application__stage=Stage.PUBLIC_NOTICE
        )

    def with_held(self) -> NoticeEntryQuerySet:
        """With whether an objection is in hand."""
        related = self.model._meta.get_field("objections").related_model
        open_ones = related._default_manager.open().filter(entry_id=OuterRef("pk"))
        return self.annotate(is_held=Exists(open_ones))

    def to_close(self, today: date) -> NoticeEntryQuerySet:
        """Running entries whose last day is over and on which nothing is open."""
        return (
            self.filter(
                outcome=NoticeOutcome.RUNNING,
                notice__ends_on__lt=today,
                application__stage=Stage.PUBLIC_NOTICE,
                application__proposal__isnull=True,
            )
            .exclude(objections__state__in=OPEN_OBJECTIONS)
            .order_by("pk")
        )
