"""Days due that authorities and experts have among themselves.

They move like those of the stages, but no step says so: a step of the calendar is
read by the applicant too.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from accounts.models import User
from regions.calendar import WorkingCalendar, last_moment, local_day
from workflow.mail import people_in_turn, people_of
from workflow.models import Application, Objection, Opinion, Panel
from workflow.services.reminders import AFTER, reminder_before
from workflow.services.shifting.words import Moved, settled
from workflow.services.telling import tell


def other_terms() -> tuple[tuple[QuerySet[Any], str], ...]:
    """Open rows whose day due follows from a number of days, and where they begin."""
    known = {"term_days__isnull": False, "due_at__isnull": False}
    return (
        (Opinion.objects.open().filter(**known), "asked_at"),
        (Panel.objects.open().filter(**known, drawn_at__isnull=False), "drawn_at"),
        (Objection.objects.open().filter(**known), "received_at"),
    )


def shift_others(
    application: Application, calendar: WorkingCalendar, why: str, now: datetime
) -> int:
    """Move them for one case, which is locked; how many moved."""
    return sum(
        _shift(row, start, application, calendar, why, now)
        for rows, start in other_terms()
        for row in rows.filter(application=application)
    )


def _shift(
    row: Any,
    start: str,
    application: Application,
    calendar: WorkingCalendar,
    why: str,
    now: datetime,
) -> bool:
    was = local_day(row.due_at)
    computed = calendar.add(local_day(getattr(row, start)), row.term_days)
    due = settled(computed, was, local_day(now))
    if due == was:
        return False
    row.application = application
    row.due_at = last_moment(due)
    row.remind_at = _reminder(row, due, calendar, now)
    row.save(update_fields=["due_at", "remind_at"])
    what, users = _concerned(row, now)
    _tell(row, users, Moved(what, was, due), why, now)
    return True


def _reminder(
    row: Any, due: date, calendar: WorkingCalendar, now: datetime
) -> datetime | None:
    """Before the day where that is still to come, else after it."""
    soon = reminder_before(due, row.application.rules.remind_days, calendar)
    over = last_moment(due) + AFTER
    return next((at for at in (soon, over) if at > now), None)


def _concerned(row: Any, now: datetime) -> tuple[str, Iterable[User]]:
    """What is due, and by whom."""
    if isinstance(row, Opinion):
        return "部门意见反馈期限", people_of(row.organisation_id, now)
    if isinstance(row, Panel):
        seats = row.seats.taken().select_related("expert__user")
        return "专家评分期限", [seat.expert.user for seat in seats]
    return "异议办理期限", people_in_turn(row.application, now)


def _tell(
    row: Any, users: Iterable[User], moved: Moved, why: str, now: datetime
) -> None:
    case, name = row.application, row._meta.model_name
    tell(
        users,
        key=f"{name}:{row.pk}:due:{moved.after}:{case.step_count}",
        subject=f"期限调整：{case.title}",
        body=f"“{case.title}”（{case.number}）因工作日历调整（{why}），{moved}。",
        application=case,
        # Experts see their seats, not the case.
        path=reverse("workflow:seats") if isinstance(row, Panel) else "",
        now=now,
    )
