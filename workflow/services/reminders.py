"""When the clock reminds of a day due, and to whom: before it, after it, above."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction

from accounts.choices import Role
from accounts.models import User
from regions.calendar import (
    BEIJING,
    WorkingCalendar,
    last_moment,
    load_calendar,
    local_day,
)
from ui.words import cn_date
from workflow.choices import REVIEW_STAGES, Reminder, Stage
from workflow.mail import people_in_turn, people_of_tier
from workflow.models import Application
from workflow.permissions import is_past, level_above, tier_now
from workflow.services.telling import tell

# Where somebody has to act before a day; a notice ends by itself.
REMINDED_STAGES = (*REVIEW_STAGES, Stage.RETURNED, Stage.UNDER_APPEAL)
# Where there is a level above those in turn, to be told of a grave delay.
ESCALATED_STAGES = (*REVIEW_STAGES, Stage.UNDER_APPEAL)
OFFICE_OPENS = time(8)
# The second after the last one of a day due.
AFTER = timedelta(seconds=1)


def reminder_before(due: date, days: int, calendar: WorkingCalendar) -> datetime:
    """Eight o'clock of the first day with at most `days` working days left."""
    day = due
    while calendar.between(day - timedelta(days=1), due) <= days:
        day -= timedelta(days=1)
    return datetime.combine(day, OFFICE_OPENS, tzinfo=BEIJING)


def pass_reminder(row: Any, now: datetime) -> Reminder:
    """Move on the marker of a locked row that is reminded of soon, then once late.

    Gives which of the two it is now. `row` has `due_at` and `remind_at`; told while
    there is time, it is told again in the second after the day due, then never more.
    """
    late = is_past(row.due_at, now)
    row.remind_at = None if late else row.due_at + AFTER
    type(row)._base_manager.filter(pk=row.pk).update(remind_at=row.remind_at)
    return Reminder.LATE if late else Reminder.SOON


@transaction.atomic
def remind(*, application_id: int, now: datetime) -> bool:
    """Tell those who have to know of the day due, each kind once; whether it did.

    The row is locked and its marker moved on, so a second run finds nothing to do.
    """
    application = (
        Application.objects.select_for_update(skip_locked=True)
        .filter(pk=application_id, remind_at__lte=now)
        .first()
    )
    if application is None or application.due_at is None:
        return False
    what = _what_now(application, now)
    at, following = _after(application, what)
    Application.objects.filter(pk=application.pk).update(
        remind_at=at, remind_of=following
    )
    tell(
        _people(application, what, now),
        key=f"due:{application.pk}:{application.step_count}:{what.label}",
        subject=f"{what.label}：{application.title}",
        body=_words(application, what, now),
        application=application,
        now=now,
    )
    return True


def _what_now(application: Application, now: datetime) -> Reminder:
    """A clock that stood still over the day due begins with what is true now."""
    if not is_past(application.due_at, now):
        return Reminder.SOON
    if application.remind_of == Reminder.ESCALATED:
        return Reminder.ESCALATED
    return Reminder.LATE


def _after(application: Application, told: Reminder) -> tuple[datetime | None, str]:
    """When to remind next, and of what; nothing more after the last word."""
    assert application.due_at is not None  # asked before
    if told == Reminder.SOON:
        return application.due_at + AFTER, Reminder.LATE
    if told == Reminder.LATE and application.stage in ESCALATED_STAGES:
        days = application.rules.escalate_days
        day = load_calendar().add(local_day(application.due_at), days)
        return last_moment(day) + AFTER, Reminder.ESCALATED
    return None, ""


def _people(application: Application, what: Reminder, now: datetime) -> list[User]:
    """Handlers; their leads once it is late; the leads above when it stays so."""
    if what == Reminder.ESCALATED:
        # Nobody stands above the nation: its own leads are told again.
        above = level_above(application) or tier_now(application)
        return people_of_tier(above, application, now, Role.LEAD)
    users = people_in_turn(application, now)
    if what == Reminder.LATE:
        users += people_in_turn(application, now, Role.LEAD)
    return users


def _words(application: Application, what: Reminder, now: datetime) -> str:
    stage, due = application.stage_label, application.due_at
    term = f"“{application.title}”在“{stage}”环节的办理期限为{cn_date(due)}"
    if what != Reminder.ESCALATED:
        return f"{term}，{what.label}，请抓紧办理。"
    assert due is not None  # asked before
    late = load_calendar().between(local_day(due), local_day(now))
    return f"{term}，已逾期{late}个工作日仍未办结，请督促办理。"
