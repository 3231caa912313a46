"""What the clock does for the life cycle; every entry is safe to run twice."""

from __future__ import annotations

from datetime import datetime

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from accounts.choices import Role
from regions.calendar import add_working_days, last_moment
from ui.refusals import Refusal
from workflow.choices import Move, NoticeOutcome, Stage
from workflow.mail import people_in_turn
from workflow.models import Application, Mail, NoticeEntry
from workflow.services import advance, tell
from workflow.tasks import send_mail

BEAT = {
    "close-notices": {"task": "workflow.schedule.close_notices", "schedule": 60.0},
    "remind-due": {"task": "workflow.schedule.remind_due", "schedule": 3600.0},
    "send-waiting-mails": {
        "task": "workflow.schedule.send_waiting_mails",
        "schedule": 60.0,
    },
}


def close_notices_at(now: datetime) -> int:
    """Close every notice whose last working day is over; the number closed."""
    ended = (
        NoticeEntry.objects.filter(
            outcome=NoticeOutcome.RUNNING,
            notice__ends_on__lt=timezone.localdate(now),
            application__stage=Stage.PUBLIC_NOTICE,
        )
        .select_related("application")
        .order_by("pk")
    )
    closed = 0
    for entry in ended:
        try:
            advance(entry.application, Move.CLOSE_NOTICE, by=None, now=now)
            closed += 1
        except Refusal:
            # Another run or an upheld objection was first: nothing left to close.
            continue
    return closed


def remind_due_at(now: datetime) -> int:
    """Remind those in turn of what is due soon or late, once each."""
    today = timezone.localdate(now)
    told = 0
    horizon = last_moment(add_working_days(today, 10))
    for application in Application.objects.submitted().due_before(horizon):
        late = application.due_at < now
        soon = last_moment(add_working_days(today, application.rules.remind_days))
        if not late and application.due_at > soon:
            continue
        with transaction.atomic():
            _remind(application, late=late, now=now)
        told += 1
    return told


def _remind(application: Application, *, late: bool, now: datetime) -> None:
    due = timezone.localtime(application.due_at)
    day = f"{due.year}年{due.month}月{due.day}日"
    words = "已逾期" if late else "即将到期"
    users = people_in_turn(application, now)
    if late:
        users += people_in_turn(application, now, Role.LEAD)
    tell(
        users,
        key=f"due:{application.pk}:{application.stage_since:%Y%m%d%H%M%S}:{late}",
        subject=f"{words}：{application.title}",
        body=f"“{application.title}”在“{application.stage_label}”环节的办理期限为"
        f"{day}，{words}，请抓紧办理。",
        application=application,
        now=now,
    )


@shared_task
def close_notices() -> int:
    return close_notices_at(timezone.now())


@shared_task
def remind_due() -> int:
    return remind_due_at(timezone.now())


@shared_task
def send_waiting_mails() -> int:
    """Ring again for mails whose sending was lost or failed."""
    waiting = list(
        Mail.objects.to_send(timezone.now()).values_list("pk", flat=True)[:500]
    )
    for pk in waiting:
        send_mail.delay(pk)
    return len(waiting)
