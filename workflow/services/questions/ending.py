"""A question ends: answered, withdrawn by its authority, or expired by the clock."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from ui.refusals import Closed, Invalid, Stale, allow
from ui.text import clean_text
from ui.words import cn_date
from workflow.choices import Action, QuestionState
from workflow.models import Application, Question
from workflow.permissions import asking_posts, can_withdraw_question
from workflow.services.questions.telling import tell_expired, tell_withdrawn
from workflow.services.record import CHANGED, lock_case, record_act
from workflow.services.reminders import AFTER
from workflow.services.terms import resume

NO_REASON = "请填写撤销理由。"
MOST_WORDS = 1000


def lock_question(pk: int, case: Application) -> Question:
    """The row of a question, locked after its case, which is locked already."""
    rows = Question.objects.select_for_update(of=("self",))
    locked: Question = rows.select_related("organisation").get(pk=pk)
    locked.application = case
    return locked


def end_question(question: Question, state: QuestionState, at: datetime) -> None:
    """Close the row; the clock of its case, which is locked, goes on from there."""
    question.state = state
    question.ended_at, question.remind_at = at, None
    question.paused_days = resume(question.application, at)
    question.version += 1
    question.save()


@transaction.atomic
def withdraw_question(
    question: Question,
    *,
    reason: str,
    by: User,
    version: int | None = None,
    now: datetime | None = None,
) -> Question:
    """Ask no more; the applicant is told why."""
    now, reason = now or timezone.now(), clean_text(reason)
    case = lock_case(question.application_id)
    locked = lock_question(question.pk, case)
    verdict = can_withdraw_question(by, locked)
    if locked.state != QuestionState.OPEN and asking_posts(by, locked):
        raise Closed(verdict.reason)
    allow(verdict)
    if version is not None and case.version != version:
        raise Stale(CHANGED)
    if not reason:
        raise Invalid.at("reason", NO_REASON)
    if len(reason) > MOST_WORDS:
        raise Invalid.at("reason", f"撤销理由不能超过{MOST_WORDS}个字。")
    end_question(locked, QuestionState.WITHDRAWN, now)
    post = asking_posts(by, locked)[0]
    note = f"撤销{locked}：{reason}"
    record_act(
        case, Action.END_QUESTION, by=by, post=post, now=now, note=note, about=locked
    )
    tell_withdrawn(locked, reason, now)
    return locked


@transaction.atomic
def expire_question(*, question_id: int, now: datetime) -> bool:
    """End a question whose last day is over; whether it did.

    The clock of the stage goes on from the midnight after it, however late this runs.
    """
    held = Application.objects.filter(questions=question_id)
    case = held.select_for_update(of=("self",), skip_locked=True).first()
    if case is None:
        return False
    if not Question.objects.to_expire(now).filter(pk=question_id).exists():
        return False
    locked = lock_question(question_id, case)
    end_question(locked, QuestionState.EXPIRED, locked.due_at + AFTER)
    note = f"{locked}至{cn_date(locked.due_at)}24:00未答复，恢复计时，继续审核。"
    record_act(
        case, Action.END_QUESTION, by=None, post=None, now=now, note=note, about=locked
    )
    tell_expired(locked, now)
    return True
