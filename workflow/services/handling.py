"""Who handles a case: taken, given, given back, come back, and off by conflict."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.choices import Role
from accounts.models import Organisation, Post, User
from ui.refusals import Closed, Invalid, allow
from ui.text import clean_text
from workflow.choices import Action, ProposalOutcome
from workflow.mail import people_in_turn, people_of_tier
from workflow.models import Application, Assignment, Conflict, Step
from workflow.permissions import (
    ABOVE,
    HANDLED_STAGES,
    assigning_posts,
    can_assign,
    can_be_given,
    can_declare_conflict,
    can_give_back,
    can_take,
    deciding_posts,
    holding_office,
    reviewing_posts,
    serves,
    tier_now,
)
from workflow.services.outcomes import give_back_findings_of
from workflow.services.record import close_proposal, lock_case, record_act
from workflow.services.telling import tell

NOTE_LENGTH, REASON_LENGTH = 300, 500
NOTE_TOO_LONG = f"说明不能超过{NOTE_LENGTH}个字。"
NO_REASON = "请填写回避理由。"
REASON_TOO_LONG = f"回避理由不能超过{REASON_LENGTH}个字。"
NOBODY_CHOSEN = "请选择接收人。"


def _clean_note(note: str) -> str:
    note = clean_text(note)
    if len(note) > NOTE_LENGTH:
        raise Invalid.at("note", NOTE_TOO_LONG)
    return note


@transaction.atomic
def take_case(
    application: Application,
    *,
    by: User,
    version: int | None = None,
    now: datetime | None = None,
) -> Application:
    """A handler makes a case of his authority his own."""
    now = now or timezone.now()
    locked = lock_case(application.pk, version)
    allow(can_take(by, locked))
    post = next(p for p in deciding_posts(by, locked) if p.role == Role.HANDLER)
    _give(locked, to=by, office=post.organisation, by=by, post=post, now=now)
    return locked


@transaction.atomic
def assign_case(
    application: Application,
    *,
    to: User | None,
    by: User,
    note: str = "",
    version: int | None = None,
    now: datetime | None = None,
) -> Application:
    """A lead gives a case to a handler of his; a handler hands over what is his own."""
    now = now or timezone.now()
    locked = lock_case(application.pk, version)
    allow(can_assign(by, locked))
    if to is None:
        raise Invalid.at("to", NOBODY_CHOSEN)
    post = _giving_post(locked, to, by)
    before = locked.assignee
    step = _give(
        locked,
        to=to,
        office=post.organisation,
        by=by,
        post=post,
        note=_clean_note(note),
        now=now,
    )
    _tell_of_giving(locked, step, [u for u in (before, to) if u and u != by])
    return locked


def _giving_post(application: Application, to: User, by: User) -> Post:
    """The giver's post at an authority where the receiver may handle the case."""
    wrong = []
    for post in assigning_posts(by, application):
        verdict = can_be_given(to, application, post.organisation)
        if verdict:
            return post
        wrong.append(verdict.reason)
    raise Invalid.at("to", wrong[0])


@transaction.atomic
def give_back(
    application: Application,
    *,
    by: User,
    note: str = "",
    version: int | None = None,
    now: datetime | None = None,
) -> Application:
    """Back to the office: any handler of it may take the case again."""
    now = now or timezone.now()
    locked = lock_case(application.pk, version)
    allow(can_give_back(by, locked))
    post, before = assigning_posts(by, locked)[0], locked.assignee
    office, note = post.organisation, _clean_note(note)
    step = _give(locked, to=None, office=office, by=by, post=post, note=note, now=now)
    told = people_in_turn(locked, now, Role.HANDLER, office.pk)
    told += people_in_turn(locked, now, Role.LEAD, office.pk)
    _tell_of_giving(locked, step, [u for u in (*told, before) if u and u != by])
    return locked


def _give(
    application: Application,
    *,
    to: User | None,
    office: Organisation,
    by: User | None,
    post: Post | None,
    now: datetime,
    note: str = "",
) -> Step:
    """Write down who has the case from now on."""
    given = Assignment.objects.create(
        application=application, organisation=office, to=to, by=by, at=now, note=note
    )
    application.assignee = to
    what = f"由{to.name}承办。" if to else f"交回{office}，待重新确定承办人。"
    return record_act(
        application,
        Action.ASSIGN,
        by=by,
        post=post,
        now=now,
        note="\n".join(filter(None, [what, note])),
        about=given,
    )


def _tell_of_giving(application: Application, step: Step, users: list[User]) -> None:
    tell(
        users,
        key=f"step:{step.pk}",
        subject=f"承办人变更：{application.title}",
        body=f"“{application.title}”（{application.number}）{step.note}",
        application=application,
        now=step.at,
    )


def return_to_former(application: Application, now: datetime) -> None:
    """A case that comes back to an authority goes to who had it there last.

    Only if he still holds the post and may handle it; else any handler may take it.
    """
    tier = tier_now(application)
    if application.stage not in HANDLED_STAGES or tier is None:
        return
    rows = application.assignments.select_related("organisation", "to")
    given = rows.order_by("-pk")
    last = next((r for r in given if serves(r.organisation, application, tier)), None)
    if last is None or last.to is None:
        return
    if can_be_given(last.to, application, last.organisation):
        _give(
            application,
            to=last.to,
            office=last.organisation,
            by=None,
            post=None,
            note="由原承办人继续办理。",
            now=now,
        )


@transaction.atomic
def free_if_left(*, application_id: int, now: datetime) -> bool:
    """Give a case back to the office of who no longer holds his post; whether it did.

    The row is locked and read anew, so a second run finds nothing to free.
    """
    locked = lock_case(application_id)
    office, before = holding_office(locked), locked.assignee
    if before is None or office is None:
        return False
    holds = Post.objects.current(now).filter(
        user=before, user__is_active=True, organisation=office, role=Role.HANDLER
    )
    if holds.exists():
        return False
    note = f"{before.name}已不在岗。"
    step = _give(locked, to=None, office=office, by=None, post=None, note=note, now=now)
    told = people_in_turn(locked, now, Role.HANDLER, office.pk)
    told += people_in_turn(locked, now, Role.LEAD, office.pk)
    _tell_of_giving(locked, step, told)
    return True


@transaction.atomic
def declare_conflict(
    application: Application,
    *,
    by: User,
    reason: str,
    version: int | None = None,
    now: datetime | None = None,
) -> Conflict:
    """Take a reviewer off a case: whatever he had begun there ends."""
    now = now or timezone.now()
    locked = lock_case(application.pk, version)
    if by.pk in locked.conflicted_ids:
        raise Closed("您已声明回避该事项。")
    allow(can_declare_conflict(by, locked))
    reason = clean_text(reason)
    if not reason:
        raise Invalid.at("reason", NO_REASON)
    if len(reason) > REASON_LENGTH:
        raise Invalid.at("reason", REASON_TOO_LONG)
    post = _conflicted_post(locked, by)
    conflict = Conflict.objects.create(
        application=locked, user=by, reason=reason, declared_at=now
    )
    del locked.conflicted_ids  # cached above
    _take_off(locked, by, now)
    step = record_act(
        locked,
        Action.CONFLICT,
        by=by,
        post=post,
        now=now,
        note=reason,
        about=conflict,
    )
    _tell_of_conflict(locked, step, by)
    return conflict


def _conflicted_post(application: Application, by: User) -> Post:
    """The post under which he meets the case; at the authority in turn if he can."""
    posts = reviewing_posts(by, application)
    in_turn = {p.pk for p in deciding_posts(by, application)}
    return next((p for p in posts if p.pk in in_turn), posts[0])


def _take_off(application: Application, by: User, now: datetime) -> None:
    office = holding_office(application)
    if application.assignee_id == by.pk and office is not None:
        Assignment.objects.create(
            application=application, organisation=office, by=by, at=now, note="回避"
        )
        application.assignee = None
    if application.proposal is not None and application.proposal.by_id == by.pk:
        close_proposal(application, ProposalOutcome.LAPSED)
    give_back_findings_of(application, by)


def _tell_of_conflict(application: Application, step: Step, by: User) -> None:
    """The leads hear of it; where nobody is left, those who can appoint somebody."""
    if application.stage not in HANDLED_STAGES:
        return
    handlers = people_in_turn(application, step.at)
    leads = people_in_turn(application, step.at, Role.LEAD)
    four_eyes = application.four_eyes
    nobody = not (handlers and leads if four_eyes else handlers or leads)
    words = f"{by.name}声明回避“{application.title}”（{application.number}）。"
    words += "本部门已没有可以办理该事项的人员，请指定其他人员。" if nobody else ""
    tell(
        leads or _above(application, step.at, by),
        key=f"step:{step.pk}",
        subject=f"{'无人可办' if nobody else '声明回避'}：{application.title}",
        body=f"{words}\n\n回避理由：{step.note}",
        application=application,
        now=step.at,
    )


def _above(application: Application, now: datetime, by: User) -> list[User]:
    """The leads of the level above, or at the top whoever leads there at all."""
    tier = tier_now(application)
    above = ABOVE.get(tier) if tier else None
    return people_of_tier(above or tier, application, now, Role.LEAD)
