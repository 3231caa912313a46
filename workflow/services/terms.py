"""The working days that a stage may take: its day due, its pauses, what it took."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from regions.calendar import WorkingCalendar, last_moment, load_calendar, local_day
from workflow.choices import Reminder, Stage
from workflow.models import Application
from workflow.services.reminders import REMINDED_STAGES, reminder_before

ONE_DAY = timedelta(days=1)


def start_term(application: Application, now: datetime) -> None:
    """The term of the stage just entered; the caller saves the row."""
    rules = application.rules
    days = rules.days_for(application.stage)
    if application.stage == Stage.REJECTED and application.interrupted_stage:
        days = rules.appeal_days
    application.term_days = days
    application.paused_days, application.paused_at = 0, None
    set_due(application, load_calendar(), now)


def due_day(application: Application, calendar: WorkingCalendar) -> date | None:
    """The last day of the present stage by this calendar; None where none stands.

    While the clock stands still nothing is due; pauses put the day off by as many
    working days as they lasted.
    """
    if application.term_days is None or application.paused_at is not None:
        return None
    days = application.term_days + application.paused_days
    return calendar.add(local_day(application.stage_since), days)


def set_due(application: Application, calendar: WorkingCalendar, now: datetime) -> None:
    """The day due by this calendar, and the moment to remind of it."""
    put_due(application, due_day(application, calendar), calendar)


def put_due(
    application: Application, due: date | None, calendar: WorkingCalendar
) -> None:
    """Write down a day due; the clock begins anew to remind of it."""
    application.due_at = application.remind_at = None
    application.remind_of = ""
    if due is None:
        return
    application.due_at = last_moment(due)
    if application.stage in REMINDED_STAGES:
        rules = application.rules
        application.remind_at = reminder_before(due, rules.remind_days, calendar)
        application.remind_of = Reminder.SOON


def days_within(calendar: WorkingCalendar, begun: datetime, ended: datetime) -> int:
    """Working days for which a pause stopped the clock.

    The day on which it began is one of them, that on which it ended is not: so many
    days, today with them, are left afterwards as were left when it began.
    """
    first, last = local_day(begun) - ONE_DAY, local_day(ended) - ONE_DAY
    return calendar.between(first, last)


def pause(application: Application, now: datetime) -> None:
    """Stop the clock of the stage; the caller saves the row."""
    application.paused_at = now
    set_due(application, load_calendar(), now)


def resume(application: Application, at: datetime) -> int:
    """Let the clock go on; the working days it stood still. The caller saves."""
    if application.paused_at is None:
        return 0
    calendar = load_calendar()
    stood = days_within(calendar, application.paused_at, at)
    application.paused_days += stood
    application.paused_at = None
    set_due(application, calendar, at)
    return stood


def days_spent(application: Application, now: datetime) -> int:
    """Working days since the stage began, less those for which its clock stood."""
    calendar = load_calendar()
    spent = calendar.between(local_day(application.stage_since), local_day(now))
    if application.paused_at is not None:
        spent -= days_within(calendar, application.paused_at, now)
    return max(0, spent - application.paused_days)


def days_stood(application: Application, calendar: WorkingCalendar) -> int:
    """Working days of the pauses that are over, in the present stage.

    Counted from the questions themselves, so that a corrected calendar counts for
    what lies behind it too.
    """
    # Those of an earlier stay had ended when this one began.
    rows = application.questions.filter(ended_at__gt=application.stage_since)
    return sum(
        days_within(calendar, row.asked_at, row.ended_at)
        for row in rows
        if row.ended_at is not None
    )
