"""The days of a public notice under a corrected calendar, with all cases on it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from regions.calendar import WorkingCalendar, local_day
from workflow.choices import NoticeOutcome
from workflow.models import Application, Notice
from workflow.services.record import lock_case
from workflow.services.shifting.words import Moved, say_moved, settled
from workflow.services.terms import put_due


@transaction.atomic
def shift_notice(
    *, notice_id: int, calendar: WorkingCalendar, why: str, now: datetime
) -> int:
    """Move a running notice and the cases on it; how many cases moved.

    What has begun keeps its first day. All cases of a notice end together, whichever
    day each of them came in.
    """
    notice = Notice.objects.get(pk=notice_id)
    running = notice.entries.filter(outcome=NoticeOutcome.RUNNING).order_by("pk")
    cases = [lock_case(pk) for pk in running.values_list("application_id", flat=True)]
    days = max((case.term_days or 0 for case in cases), default=0)
    if not days:
        return 0
    first, last = _days_of(notice, days, calendar, local_day(now))
    was = notice.ends_on
    if (first, last) == (notice.starts_on, was):
        return 0
    notice.starts_on, notice.ends_on = first, last
    notice.save(update_fields=["starts_on", "ends_on"])
    for case in cases if last != was else ():
        _move(case, last, was, calendar, why, now)
    return len(cases) if last != was else 0


def _days_of(
    notice: Notice, days: int, calendar: WorkingCalendar, today: date
) -> tuple[date, date]:
    first = notice.starts_on
    if first > today:
        first = max(calendar.add(local_day(notice.created_at), 1), today)
    computed = calendar.add(first - timedelta(days=1), days)
    return first, max(first, settled(computed, notice.ends_on, today))


def _move(
    case: Application,
    last: date,
    was: date,
    calendar: WorkingCalendar,
    why: str,
    now: datetime,
) -> None:
    put_due(case, last, calendar)
    say_moved(case, [Moved("公示截止日", was, last)], why, now)
