"""Who asks an applicant, who answers, who takes a question back, and why not."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from accounts.choices import Role
from accounts.models import Post
from ui.refusals import Verdict
from ui.words import cn_date
from workflow.choices import REVIEW_STAGES, QuestionState
from workflow.models import Application, Question
from workflow.permissions.moves import (
    applicant_posts,
    can_handle,
    deciding_posts,
    is_past,
)


def can_ask(user: Any, application: Application) -> Verdict:
    """A handler or lead of the authority that reviews, one question at a time."""
    if application.stage not in REVIEW_STAGES:
        stage = application.stage_label
        return Verdict.no(f"当前环节为“{stage}”，只有审核环节可以发出补正通知。")
    verdict = can_handle(user, application)
    if not verdict:
        return verdict
    if application.paused_at is not None:
        return Verdict.no("已有一份补正通知尚未答复，答复或撤销后才能再发。")
    if application.proposal_id is not None:
        return Verdict.no("已提出处理意见，须先退回或收回该意见才能发出补正通知。")
    leads = any(p.role == Role.LEAD for p in deciding_posts(user, application))
    assignee = application.assignee
    if assignee is not None and assignee.pk != user.pk and not leads:
        return Verdict.no(f"该事项由{assignee.name}承办，请先接办或由负责人转交。")
    return Verdict.yes()


def question_closed(question: Question, now: datetime) -> str:
    """Why nothing can be answered any more; empty while it can."""
    if question.state == QuestionState.ANSWERED:
        return f"{question}已经答复，不能再修改。"
    if question.state == QuestionState.WITHDRAWN:
        return f"{question}已经撤销，无须答复。"
    if question.state == QuestionState.EXPIRED or is_past(question.due_at, now):
        day = cn_date(question.due_at)
        return f"{question}的答复期限已于{day}24:00届满，不能再答复。"
    return ""


def can_answer(user: Any, question: Question, now: datetime) -> Verdict:
    """Handlers and leads of the applicant, until the last second of the last day."""
    if not applicant_posts(user, question.application):
        return Verdict.no("只有申报单位的经办人或负责人可以答复补正通知。")
    closed = question_closed(question, now)
    return Verdict.no(closed) if closed else Verdict.yes()


def asking_posts(user: Any, question: Question) -> list[Post]:
    """The person's posts at the authority that asked, while it decides."""
    return [
        post
        for post in deciding_posts(user, question.application)
        if post.organisation_id == question.organisation_id
    ]


def can_withdraw_question(user: Any, question: Question) -> Verdict:
    """The authority that asked, as long as nobody has answered."""
    if question.state != QuestionState.OPEN:
        label = question.get_state_display()
        return Verdict.no(f"{question}{label}，不能再撤销。")
    if not asking_posts(user, question):
        office = question.organisation
        return Verdict.no(f"只有发出单位{office}的经办人或负责人可以撤销。")
    return can_handle(user, question.application)


def reads_answer(user: Any, question: Question) -> bool:
    """What is not handed in yet is the applicant's own alone."""
    return question.is_answered or bool(applicant_posts(user, question.application))
