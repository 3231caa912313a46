"""Reads of plans, reports and visits."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db.models import F, Q, QuerySet

from accounts.standing import standing_of
from enterprises.querysets.register import within_reach


class FilingQuerySet(QuerySet[Any]):
    """Papers that are due."""

    def visible_to(self, user: Any) -> Self:
        """The enterprise's own, and its authorities'."""
        return self.filter(within_reach(user, "enterprise__"))

    def open(self) -> Self:
        """Neither filed nor excused."""
        return self.filter(filed_at__isnull=True, excused_at__isnull=True)

    def to_remind(self, day: date) -> Self:
        """Those of which the clock has to remind by a day."""
        return self.filter(remind_on__lte=day).order_by("remind_on")

    def overdue_on(self, day: date) -> Self:
        return self.open().filter(due_on__lt=day)

    def filed_late(self) -> Self:
        """Filed, also as a nil report, after the last day."""
        return self.filter(filed_at__date__gt=F("due_on"))


class VisitQuerySet(QuerySet[Any]):
    """Follow-up visits."""

    def visible_to(self, user: Any) -> Self:
        """The enterprise reads what is shared with it."""
        standing = standing_of(user)
        own = Q(enterprise__organisation_id__in=standing.applicant_ids)
        reach = within_reach(user, "enterprise__")
        return self.filter(reach).exclude(own & Q(is_shared=False))


class FormerFilingQuerySet(QuerySet[Any]):
    """What was filed before it was sent back."""

    def of_enterprise(self, enterprise: Any) -> Self:
        """Of its plan and of its reports."""
        return self.filter(
            Q(plan__enterprise=enterprise) | Q(report__enterprise=enterprise)
        )
