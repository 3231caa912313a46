"""Reminders of plans and reports: 15 days before, on the day, the day after."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from enterprises.choices import FilingReminder
from enterprises.models import AnnualReport, ThreeYearPlan
from enterprises.services.filings import reminder_days
from enterprises.services.people import people_managing
from ui.words import cn_date
from workflow.mail import people_of
from workflow.services import tell

PAPERS: tuple[Any, ...] = (ThreeYearPlan, AnnualReport)


@transaction.atomic
def remind_of_filing(paper: Any, *, pk: int, now: datetime) -> bool:
    """Tell the enterprise, after the day also its authority; whether it did.

    The row is locked and its marker moved on, so a second run finds nothing to do.
    """
    today = timezone.localdate(now)
    rows = paper.objects.select_for_update(skip_locked=True, of=("self",))
    filing = rows.select_related("enterprise").filter(pk=pk, remind_on__lte=today)
    held: Any = filing.first()
    if held is None:
        return False
    owed = held.is_open and held.enterprise.is_in_pilot
    following = next((d for d in reminder_days(held.due_on) if d > today), None)
    paper.objects.filter(pk=pk).update(remind_on=following if owed else None)
    if not owed:
        return False
    what = reminder_on(held.due_on, today)
    tell(
        _people(held, what, now),
        key=f"filing:{held._meta.model_name}:{pk}:{held.due_on}:{what}",
        subject=f"{held.title}{what.label}：{held.enterprise}",
        body=_words(held, what, today),
        path=held.get_absolute_url(),
        now=now,
    )
    return True


def reminder_on(due: date, today: date) -> FilingReminder:
    """What is true on a day, also when the clock stood still before."""
    if today < due:
        return FilingReminder.BEFORE
    return FilingReminder.ON_DAY if today == due else FilingReminder.AFTER


def _people(filing: Any, what: FilingReminder, now: datetime) -> list[User]:
    owner = filing.enterprise.organisation_id
    users = people_of(owner, now) if owner else []
    if what == FilingReminder.AFTER:
        users += people_managing(filing.enterprise, now)
    return users


def _words(filing: Any, what: FilingReminder, today: date) -> str:
    term = f"{filing.enterprise}的{filing.title}报送期限为{cn_date(filing.due_on)}"
    if what == FilingReminder.BEFORE:
        return f"{term}，还有{(filing.due_on - today).days}天，请按期报送。"
    if what == FilingReminder.ON_DAY:
        return f"{term}，今日到期，请当日报送。"
    return f"{term}，已逾期未报，请尽快报送；确有困难的，请向管理单位说明。"
