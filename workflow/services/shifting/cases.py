"""The terms of stages and questions under a corrected calendar, case by case."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from django.db import transaction

from regions.calendar import WorkingCalendar, last_moment, load_calendar, local_day
from workflow.choices import Reminder, Stage
from workflow.models import Application, Notice, Question
from workflow.permissions import is_past
from workflow.services.questions import chase_moment
from workflow.services.record import lock_case
from workflow.services.reminders import AFTER
from workflow.services.shifting.notices import shift_notice
from workflow.services.shifting.others import other_terms, shift_others
from workflow.services.shifting.words import Moved, say_moved, settled
from workflow.services.terms import days_stood, due_day, put_due

Progress = Callable[[int, int, str], None]


def quietly(done: int, total: int, message: str) -> None:
    """Nobody watches."""


def shift_terms(*, why: str, now: datetime, progress: Progress = quietly) -> int:
    """Bring every open term to the calendar as it stands; how many cases moved.

    Each case is a transaction of its own under its lock: a second run, or one that
    was killed and begins again, finds those done already where they belong.
    """
    calendar = load_calendar()
    notices = list(_running_notices(now))
    cases = sorted({*_stages_off(calendar, now), *_others_off(calendar)})
    total, moved = len(notices) + len(cases), 0
    for done, pk in enumerate(notices):
        progress(done, total, "正在核对公示期限")
        moved += shift_notice(notice_id=pk, calendar=calendar, why=why, now=now)
    for done, pk in enumerate(cases, start=len(notices)):
        progress(done, total, "正在核对办理期限")
        moved += shift_case(application_id=pk, calendar=calendar, why=why, now=now)
    return moved


def _running_notices(now: datetime) -> Iterator[int]:
    rows = Notice.objects.not_ended(local_day(now)).with_running_entries()
    yield from rows.order_by("pk").values_list("pk", flat=True)


def _stages_off(calendar: WorkingCalendar, now: datetime) -> Iterator[int]:
    """Cases whose day due is not what the calendar says, and those with pauses."""
    rows = Application.objects.with_term(now).exclude(stage=Stage.PUBLIC_NOTICE)
    fields = ("pk", "stage_since", "term_days", "paused_days", "paused_at", "due_at")
    for pk, since, days, stood, paused, due in rows.values_list(*fields).iterator():
        if stood or paused or due != last_moment(calendar.add(local_day(since), days)):
            yield pk


def _others_off(calendar: WorkingCalendar) -> Iterator[int]:
    """Cases on which another day due hangs that the calendar moves."""
    questions = Question.objects.open().filter(term_days__isnull=False)
    for rows, start in ((questions, "asked_at"), *other_terms()):
        found = rows.values_list("application_id", start, "term_days", "due_at")
        for pk, since, days, due in found.iterator():
            if due != last_moment(calendar.add(local_day(since), days)):
                yield pk


@transaction.atomic
def shift_case(
    *, application_id: int, calendar: WorkingCalendar, why: str, now: datetime
) -> bool:
    """Move what is due on one case; whether anything moved."""
    locked = lock_case(application_id)
    shifts = (_shift_stage, _shift_question)
    found = [shift(locked, calendar, now) for shift in shifts]
    moves = [move for move in found if move is not None]
    others = shift_others(locked, calendar, why, now)
    if moves:
        say_moved(locked, moves, why, now)
    return bool(moves or others)


def _shift_stage(
    application: Application, calendar: WorkingCalendar, now: datetime
) -> Moved | None:
    rows = Application.objects.with_term(now).exclude(stage=Stage.PUBLIC_NOTICE)
    if not rows.filter(pk=application.pk).exists():
        return None
    stood = days_stood(application, calendar)
    if stood != application.paused_days:
        application.paused_days = stood
        application.save(update_fields=["paused_days"])
    computed, due_at = due_day(application, calendar), application.due_at
    if computed is None or due_at is None:
        return None
    was = local_day(due_at)
    due = settled(computed, was, local_day(now))
    if due == was:
        return None
    reminder = application.remind_at, application.remind_of
    put_due(application, due, calendar)
    if is_past(due_at, now) and is_past(application.due_at, now):
        # Late before and after: told of that already.
        application.remind_at, application.remind_of = reminder
    elif application.remind_at is not None and application.remind_at <= now:
        # So near that hearing of the new day is the reminder of it.
        application.remind_at = last_moment(due) + AFTER
        application.remind_of = Reminder.LATE
    return Moved(f"“{application.stage_label}”环节办理期限", was, due)


def _shift_question(
    application: Application, calendar: WorkingCalendar, now: datetime
) -> Moved | None:
    question = application.questions.open().filter(term_days__isnull=False).first()
    if question is None or question.term_days is None:
        return None
    was, since = local_day(question.due_at), local_day(question.asked_at)
    due = settled(calendar.add(since, question.term_days), was, local_day(now))
    if due == was:
        return None
    question.due_at = last_moment(due)
    question.remind_at = chase_moment(application, due, calendar, now)
    question.save(update_fields=["due_at", "remind_at", "updated_at"])
    return Moved(f"{question}答复期限", was, due)
