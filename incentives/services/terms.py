"""The terms of warning are set from a day on; former ones stay as they were."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from incentives.models import FundTerms
from incentives.permissions.projects import can_set_terms
from ui.refusals import Invalid, allow


@transaction.atomic
def set_terms(
    *,
    effective_from: date,
    idle_months: int,
    answer_days: int,
    by: User,
    now: datetime | None = None,
) -> FundTerms:
    """Set the months of waiting and the days of taking; not for days that are over."""
    now = now or timezone.now()
    allow(can_set_terms(by))
    if effective_from < timezone.localdate(now):
        raise Invalid.at("effective_from", "起始日期不能早于今天。")
    if FundTerms.objects.filter(effective_from=effective_from).exists():
        raise Invalid.at("effective_from", "该日起的预警期限已经设定，不能重复设定。")
    return FundTerms.objects.create(
        effective_from=effective_from,
        idle_months=idle_months,
        answer_days=answer_days,
        entered_by=by,
        entered_at=now,
    )
