"""Tells the right people of what happened; mails leave after the commit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from accounts.choices import Role
from accounts.models import User
from workflow.choices import Move, Stage
from workflow.mail import notify, people_in_turn, people_of_applicant
from workflow.models import Application, Step
from workflow.services.ringing import ring_after_commit
from workflow.tasks import send_mail


def tell(
    users: Iterable[User],
    *,
    key: str,
    subject: str,
    body: str,
    application: Application | None = None,
    path: str = "",
    now: datetime,
) -> None:
    """Inbox now, mail after the commit, each person once for each key.

    `path` is the page it leads to, where that is not the application's own.
    """
    ids = notify(
        users,
        key=key,
        subject=subject,
        body=body,
        application=application,
        path=path,
        now=now,
    )
    for mail_id in ids:
        ring_after_commit(send_mail, mail_id)


def tell_of_step(application: Application, step: Step) -> None:
    """The applicant hears of every decision; those in turn hear that it is theirs."""
    what = f"“{application.title}”（{application.number or '未编号'}）"
    stage = application.stage_label
    key = f"step:{step.pk}"
    if step.move not in (Move.SUBMIT, Move.RECALL, Move.WITHDRAW, Move.APPEAL):
        tell(
            people_of_applicant(application, step.at),
            key=key,
            subject=f"{application.title}：{stage}",
            body=f"{what}已办理“{step.get_move_display()}”，当前环节为“{stage}”。"
            + (f"\n\n意见：{step.note}" if step.note else ""),
            application=application,
            now=step.at,
        )
    if application.stage in (Stage.DRAFT, Stage.RETURNED, Stage.PUBLIC_NOTICE):
        return
    if application.is_final:
        return
    users = people_in_turn(application, step.at)
    if not application.four_eyes:
        users += people_in_turn(application, step.at, Role.LEAD)
    tell(
        users,
        key=f"{key}:turn",
        subject=f"待办：{application.title}",
        body=f"{what}已进入“{stage}”环节，请及时办理。",
        application=application,
        now=step.at,
    )


def tell_of_proposal(
    application: Application, step: Step, *, back_to: User | None = None
) -> None:
    """The lead hears of a proposal; the handler hears that it came back."""
    label = step.get_move_display()
    if back_to is not None:
        if back_to.pk == step.by_id:
            return
        users, subject = [back_to], f"意见被退回：{application.title}"
        body = f"您提出的“{label}”意见被退回。\n\n说明：{step.note}"
    else:
        proposal = application.proposal
        office = proposal.organisation_id if proposal else None
        users = people_in_turn(application, step.at, Role.LEAD, office)
        subject = f"待确认：{application.title}"
        body = f"{step.by_name}提出“{label}”意见，请确认或退回。"
    tell(
        users,
        key=f"step:{step.pk}",
        subject=subject,
        body=body,
        application=application,
        now=step.at,
    )
