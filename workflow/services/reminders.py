"""When the clock reminds of a day due, and to whom."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db import transaction

from accounts.choices import Role
from regions.calendar import BEIJING, WorkingCalendar
from ui.words import cn_date
from workflow.choices import REVIEW_STAGES, Stage
from workflow.mail import people_in_turn
from workflow.models import Application
from workflow.permissions import is_past
from workflow.services.telling import tell

# Where somebody has to act before a day; a notice ends by itself.
REMINDED_STAGES = (*REVIEW_STAGES, Stage.RETURNED, Stage.UNDER_APPEAL)
OFFICE_OPENS = time(8)


def reminder_before(due: date, days: int, calendar: WorkingCalendar) -> datetime:
    """Eight o'clock of the first day with at most `days` working days left."""
    day = due
    while calendar.between(day - timedelta(days=1), due) <= days:
        day -= timedelta(days=1)
    return datetime.combine(day, OFFICE_OPENS, tzinfo=BEIJING)


@transaction.atomic
def remind(*, application_id: int, now: datetime) -> bool:
    """Tell those in turn, once before the day and once after it; whether it did.

    The row is locked and its marker moved on, so a second run finds nothing to do.
    """
    application = (
        Application.objects.select_for_update(skip_locked=True)
        .filter(pk=application_id, remind_at__lte=now)
        .first()
    )
    if application is None or application.due_at is None:
        return False
    late = is_past(application.due_at, now)
    after = None if late else application.due_at + timedelta(seconds=1)
    Application.objects.filter(pk=application.pk).update(remind_at=after)
    users = people_in_turn(application, now)
    if late:
        users += people_in_turn(application, now, Role.LEAD)
    words = "已逾期" if late else "即将到期"
    tell(
        users,
        key=f"due:{application.pk}:{application.step_count}:{words}",
        subject=f"{words}：{application.title}",
        body=f"“{application.title}”在“{application.stage_label}”环节的办理期限为"
        f"{cn_date(application.due_at)}，{words}，请抓紧办理。",
        application=application,
        now=now,
    )
    return True
