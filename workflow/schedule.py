"""What the clock does for the life cycle; every entry is safe to run twice."""

from __future__ import annotations

from datetime import datetime, timedelta

from celery import shared_task
from django.utils import timezone

from ui.refusals import Invalid, Refusal
from workflow.choices import Move
from workflow.models import (
    Application,
    Mail,
    NoticeEntry,
    Objection,
    ObjectionLetter,
    Opinion,
    Panel,
    Question,
    Seat,
)
from workflow.services import (
    advance,
    chase_opinion,
    chase_question,
    draw_panel,
    expire_question,
    free_if_left,
    lapse_seat,
    remind,
    remind_of_objection,
    remind_panel,
    shift_terms,
)
from workflow.tasks import send_letter, send_mail

# How long a panel that could not be drawn waits until it is tried again unasked.
DRAW_AGAIN = timedelta(hours=1)
BEAT = {
    "draw-panels": {"task": "workflow.schedule.draw_panels", "schedule": 60.0},
    "remind-experts": {"task": "workflow.schedule.remind_experts", "schedule": 3600.0},
    "close-notices": {"task": "workflow.schedule.close_notices", "schedule": 60.0},
    "remind-due": {"task": "workflow.schedule.remind_due", "schedule": 3600.0},
    "chase-opinions": {
        "task": "workflow.schedule.chase_opinions",
        "schedule": 3600.0,
    },
    "expire-questions": {
        "task": "workflow.schedule.expire_questions",
        "schedule": 60.0,
    },
    "follow-calendar": {
        "task": "workflow.schedule.follow_calendar",
        "schedule": 6 * 3600.0,
    },
    "chase-questions": {
        "task": "workflow.schedule.chase_questions",
        "schedule": 3600.0,
    },
    "free-left-cases": {
        "task": "workflow.schedule.free_left_cases",
        "schedule": 300.0,
    },
    "send-waiting-mails": {
        "task": "workflow.schedule.send_waiting_mails",
        "schedule": 60.0,
    },
    "remind-objections": {
        "task": "workflow.schedule.remind_objections",
        "schedule": 3600.0,
    },
    "send-waiting-letters": {
        "task": "workflow.schedule.send_waiting_letters",
        "schedule": 60.0,
    },
}


def close_notices_at(now: datetime) -> int:
    """Close every notice whose last working day is over; the number closed.

    What may not be listed any more goes back to review with the reason instead.
    """
    ended = NoticeEntry.objects.to_close(timezone.localdate(now))
    closed = 0
    for entry in ended.select_related("application"):
        try:
            closed += _close_or_stop(entry.application, now)
        except Refusal:
            # Another run or an upheld objection was first: nothing left to close.
            continue
    return closed


def _close_or_stop(application: Application, now: datetime) -> bool:
    """Whether the notice could be closed; else it is stopped, with the reason."""
    try:
        advance(application, Move.CLOSE_NOTICE, by=None, now=now)
    except Invalid as fault:
        note = "".join(issue.sentence for issue in fault.issues)
        advance(application, Move.STOP_NOTICE, by=None, note=note, now=now)
        return False
    return True


def remind_due_at(now: datetime) -> int:
    """Remind of what is due soon or late, once each; the number reminded.

    One indexed query finds those not told yet, however many are long late.
    """
    due = Application.objects.to_remind(now).values_list("pk", flat=True)
    return sum(remind(application_id=pk, now=now) for pk in list(due[:2000]))


def chase_opinions_at(now: datetime) -> int:
    """Remind departments of opinions due soon or late, once each; the number told."""
    due = Opinion.objects.to_remind(now).values_list("pk", flat=True)
    return sum(chase_opinion(opinion_id=pk, now=now) for pk in list(due[:2000]))


def expire_questions_at(now: datetime) -> int:
    """End the questions whose last day is over; the number ended."""
    over = Question.objects.to_expire(now).values_list("pk", flat=True)
    return sum(expire_question(question_id=pk, now=now) for pk in list(over[:2000]))


def chase_questions_at(now: datetime) -> int:
    """Remind applicants of questions soon due, once; the number reminded."""
    soon = Question.objects.to_remind(now).values_list("pk", flat=True)
    return sum(chase_question(question_id=pk, now=now) for pk in list(soon[:2000]))


def remind_objections_at(now: datetime) -> int:
    """Remind of objections due soon or late, once each; the number reminded."""
    due = Objection.objects.to_remind(now).values_list("pk", flat=True)
    return sum(remind_of_objection(objection_id=pk, now=now) for pk in list(due[:500]))


@shared_task
def expire_questions() -> int:
    return expire_questions_at(timezone.now())


@shared_task
def chase_questions() -> int:
    return chase_questions_at(timezone.now())


def free_left_cases_at(now: datetime) -> int:
    """Free the cases of those who no longer hold their posts; the number freed."""
    left = Application.objects.left_by_assignee(now).values_list("pk", flat=True)
    return sum(free_if_left(application_id=pk, now=now) for pk in list(left[:2000]))


@shared_task
def free_left_cases() -> int:
    return free_left_cases_at(timezone.now())


@shared_task
def follow_calendar() -> int:
    """Terms under a calendar that was changed past its pages; mostly finds none."""
    return shift_terms(why="工作日历已更正", now=timezone.now())


@shared_task
def close_notices() -> int:
    return close_notices_at(timezone.now())


@shared_task
def remind_due() -> int:
    return remind_due_at(timezone.now())


@shared_task
def chase_opinions() -> int:
    return chase_opinions_at(timezone.now())


@shared_task
def send_waiting_mails() -> int:
    """Ring again for mails whose sending was lost or failed."""
    waiting = list(
        Mail.objects.to_send(timezone.now()).values_list("pk", flat=True)[:500]
    )
    for pk in waiting:
        send_mail.delay(pk)
    return len(waiting)


@shared_task
def remind_objections() -> int:
    return remind_objections_at(timezone.now())


@shared_task
def send_waiting_letters() -> int:
    """Ring again for letters to objectors whose sending was lost or failed."""
    rows = ObjectionLetter.objects.to_send(timezone.now())
    waiting = list(rows.values_list("pk", flat=True)[:500])
    for pk in waiting:
        send_letter.delay(pk)
    return len(waiting)


def draw_panels_at(now: datetime) -> int:
    """Let unanswered seats lapse, and draw what panels lack; the number of draws."""
    for pk in list(Seat.objects.unanswered(now).values_list("pk", flat=True)[:500]):
        lapse_seat(seat_id=pk, now=now)
    waiting = Panel.objects.to_draw(now - DRAW_AGAIN).values_list("pk", flat=True)
    drawn = [draw_panel(panel_id=pk, now=now) for pk in list(waiting[:500])]
    return sum(1 for record in drawn if record is not None)


@shared_task
def draw_panels() -> int:
    return draw_panels_at(timezone.now())


def remind_experts_at(now: datetime) -> int:
    """Remind experts of their day, once before and once after it."""
    due = Panel.objects.to_remind(now).values_list("pk", flat=True)
    return sum(remind_panel(panel_id=pk, now=now) for pk in list(due[:2000]))


@shared_task
def remind_experts() -> int:
    return remind_experts_at(timezone.now())
