"""Who handles an objection, who decides it, and why not."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from accounts.choices import AUTHORITY_TIERS, Role
from accounts.models import Organisation, Post
from regions.calendar import last_moment
from ui.refusals import Verdict
from ui.words import cn_date
from workflow.checks.objections import Objector, is_same_name
from workflow.choices import ObjectionState
from workflow.models import Notice, Objection
from workflow.permissions.moves import is_impartial, is_past, office_posts

DECIDED = "该异议已办结，不能再办理。"


def handles_objections(user: Any) -> bool:
    """Whether the person's authority puts up notices, and so gets objections."""
    return any(
        post.organisation.is_lead_authority
        and post.organisation.tier in AUTHORITY_TIERS
        for post in office_posts(user)
    )


def can_object(notice: Notice, now: datetime) -> Verdict:
    """Anybody, until the last second of the notice's last day."""
    if is_past(last_moment(notice.ends_on), now):
        until = cn_date(notice.ends_on)
        return Verdict.no(f"公示期已于{until}24时届满，不再受理对该公示的异议。")
    return Verdict.yes()


def can_list_objections(user: Any) -> Verdict:
    """The list is for lead authorities."""
    if handles_objections(user):
        return Verdict.yes()
    return Verdict.no("只有发布公示的牵头部门可以办理异议。")


def objector_of(objection: Objection) -> Objector:
    """Who objected, as the checks ask for him."""
    return Objector(
        kind=objection.objector_kind,
        name=objection.objector_name,
        phone=objection.phone,
        contact_name=objection.contact_name,
        email=objection.email,
    )


def objection_posts(user: Any, objection: Objection, role: Role) -> list[Post]:
    """The person's posts at the authority that put up the notice."""
    issuer = objection.entry.notice.issued_by_id
    return [
        post
        for post in office_posts(user)
        if post.organisation_id == issuer and post.role == role
    ]


def can_investigate(user: Any, objection: Objection) -> Verdict:
    """A handler investigates what was received or given back."""
    if objection.state == ObjectionState.INVESTIGATED:
        return Verdict.no("调查意见已提交，正在等待负责人确认。")
    if not objection.is_open:
        return Verdict.no(DECIDED)
    if not objection_posts(user, objection, Role.HANDLER):
        return Verdict.no("异议由发布公示部门的经办人调查。")
    return _impartial(user, objection)


def can_decide_objection(user: Any, objection: Objection) -> Verdict:
    """Another person, a lead of the same organisation, confirms or gives back."""
    if objection.state == ObjectionState.RECEIVED:
        return Verdict.no("须先由经办人调查并提出处理意见。")
    if not objection.is_open:
        return Verdict.no(DECIDED)
    if not objection_posts(user, objection, Role.LEAD):
        return Verdict.no("调查意见由发布公示部门的负责人确认。")
    if objection.handled_by_id == user.pk:
        return Verdict.no("您已提出处理意见，须由本部门其他负责人确认。")
    return _impartial(user, objection)


def _impartial(user: Any, objection: Objection) -> Verdict:
    if is_own_objection(user, objection):
        return Verdict.no("不能办理本人或本单位提出的异议。")
    return is_impartial(user, objection.application)


def is_own_objection(user: Any, objection: Objection) -> bool:
    """Whether the person, or an organisation of his, raised it."""
    who = objector_of(objection)
    if who.is_organisation:
        mine = [post.organisation for post in getattr(user, "posts_now", [])]
        return any(bears_name(organisation, who.name) for organisation in mine)
    return is_same_name(who.name, user.name) and who.phone == user.phone


def bears_name(organisation: Organisation, name: str) -> bool:
    """Whether an organisation is called so, in full or in short."""
    return is_same_name(organisation.name, name) or is_same_name(
        organisation.short_name, name
    )
