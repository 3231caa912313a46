"""Who hears of a question, its answer and its end; each once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.choices import Role
from accounts.models import User
from ui.words import cn_date
from workflow.mail import people_of, people_of_applicant
from workflow.models import Application, Question
from workflow.permissions import is_past
from workflow.services.telling import tell


def _tell(
    question: Question,
    users: list[User],
    *,
    what: str,
    subject: str,
    body: str,
    now: datetime,
) -> None:
    case = question.application
    tell(
        users,
        key=f"question:{question.pk}:{what}",
        subject=f"{subject}：{case.title}",
        body=f"“{case.title}”（{case.number}）{body}",
        application=case,
        now=now,
    )


def askers(question: Question, now: datetime) -> list[User]:
    """Who asked and who handles the case now, while they are there; else the office."""
    case = question.application
    there = {user.pk: user for user in people_of(question.organisation_id, now)}
    named = dict.fromkeys((question.asked_by_id, case.assignee_id))
    found = [there[pk] for pk in named if pk in there]
    return found or people_of(question.organisation_id, now, [Role.HANDLER])


def tell_asked(question: Question, words: str, now: datetime) -> None:
    """The applicant hears what is asked, and until when."""
    _tell(
        question,
        people_of_applicant(question.application, now),
        what="asked",
        subject="补正通知",
        body=f"收到{question.organisation}发出的补正通知，答复前审核暂停计时。"
        f"\n\n{words}",
        now=now,
    )


def tell_answered(question: Question, now: datetime) -> None:
    """The authority hears that the review goes on."""
    _tell(
        question,
        askers(question, now),
        what="answered",
        subject=f"{question}已答复",
        body=f"的申报单位已答复{question}，审核恢复计时，请继续办理。",
        now=now,
    )


def tell_withdrawn(question: Question, reason: str, now: datetime) -> None:
    """The applicant hears that nothing is asked any more."""
    _tell(
        question,
        people_of_applicant(question.application, now),
        what="withdrawn",
        subject=f"{question}已撤销",
        body=f"的{question}已由发出单位撤销，无须答复。\n\n理由：{reason}",
        now=now,
    )


def tell_expired(question: Question, now: datetime) -> None:
    """Both sides hear that the day is over: the applicant, and who goes on."""
    day = cn_date(question.due_at)
    _tell(
        question,
        people_of_applicant(question.application, now),
        what="expired",
        subject=f"{question}逾期未答复",
        body=f"的{question}答复期限为{day}，现已届满，审核部门将按现有材料继续审核。",
        now=now,
    )
    _tell(
        question,
        askers(question, now),
        what="expired",
        subject=f"{question}逾期未答复",
        body=f"的申报单位至{day}未答复{question}，审核恢复计时，请按现有材料继续办理。",
        now=now,
    )


@transaction.atomic
def chase_question(*, question_id: int, now: datetime) -> bool:
    """Remind the applicant once before the last day; whether it did."""
    held = Application.objects.filter(questions=question_id)
    case = held.select_for_update(of=("self",), skip_locked=True).first()
    rows = Question.objects.to_remind(now).filter(pk=question_id, application=case)
    question = rows.first()
    if case is None or question is None or is_past(question.due_at, now):
        return False
    question.application = case
    Question.objects.filter(pk=question.pk).update(remind_at=None)
    _tell(
        question,
        people_of_applicant(case, now),
        what="soon",
        subject=f"{question}即将到期",
        body=f"的{question}应于{cn_date(question.due_at)}24:00前答复，请抓紧办理。",
        now=now,
    )
    return True
