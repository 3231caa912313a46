"""Who certifies, suspends, removes and excludes, and why not."""

from __future__ import annotations

from typing import Any

from accounts.choices import Role, Tier
from accounts.models import Post
from enterprises.models import Enterprise, Exclusion
from enterprises.permissions.cultivation import enterprises_of
from ui.refusals import Verdict
from workflow.permissions import office_posts

NOT_ITS_AUTHORITY = "只有该企业管理单位或国家牵头部门的人员可以办理。"


def can_start_certification(user: Any) -> Verdict:
    """Enterprises apply for themselves."""
    if enterprises_of(user):
        return Verdict.yes()
    return Verdict.no("产教融合型企业认证由企业自愿申报，您所在单位不是企业。")


def answering_posts(user: Any, enterprise: Enterprise) -> list[Post]:
    """Posts at the authorities that answer for an enterprise's standing.

    The lead authority of its managing unit, and the nation's, which certifies.
    """
    return [
        post
        for post in office_posts(user)
        if post.organisation.is_lead_authority and _answers(post, enterprise)
    ]


def _answers(post: Post, enterprise: Enterprise) -> bool:
    office = post.organisation
    if office.tier == Tier.NATION:
        return True
    unit = enterprise.managing_unit_id
    return office.tier == Tier.UNIT and unit == office.managing_unit_id


def leading_post(user: Any, enterprise: Enterprise) -> Post | None:
    """The person's post as a lead of one of them."""
    posts = answering_posts(user, enterprise)
    return next((post for post in posts if post.role == Role.LEAD), None)


def can_suspend(user: Any, enterprise: Enterprise) -> Verdict:
    """A lead suspends who is in the pool."""
    if leading_post(user, enterprise) is None:
        return Verdict.no("暂停资格由该企业管理单位或国家牵头部门的负责人办理。")
    if not enterprise.is_in_pilot:
        return Verdict.no("该企业不在建设培育库中，不需要暂停资格。")
    if enterprise.suspended_since is not None:
        return Verdict.no("该企业的资格已经暂停。")
    return Verdict.yes()


def can_resume(user: Any, enterprise: Enterprise) -> Verdict:
    """A lead lifts a suspension."""
    if leading_post(user, enterprise) is None:
        return Verdict.no("恢复资格由该企业管理单位或国家牵头部门的负责人办理。")
    if enterprise.suspended_since is None or not enterprise.is_in_pilot:
        return Verdict.no("该企业的资格没有暂停。")
    return Verdict.yes()


def can_propose_removal(user: Any, enterprise: Enterprise) -> Verdict:
    """A handler proposes; four eyes are asked of every removal."""
    posts = answering_posts(user, enterprise)
    if not posts:
        return Verdict.no(NOT_ITS_AUTHORITY)
    if not any(post.role == Role.HANDLER for post in posts):
        return Verdict.no("移出须先由经办人提出意见，再由负责人确认。")
    if not enterprise.is_in_pilot:
        return Verdict.no("该企业不在建设培育库中，不能移出。")
    if enterprise.removals.open().exists():
        return Verdict.no("该企业已有待确认的移出意见。")
    return Verdict.yes()


def can_exclude(user: Any, enterprise: Enterprise) -> Verdict:
    """An authority enters what keeps an enterprise out."""
    if answering_posts(user, enterprise):
        return Verdict.yes()
    return Verdict.no(NOT_ITS_AUTHORITY)


def can_lift(user: Any, exclusion: Exclusion) -> Verdict:
    """The authority that entered it, or the nation."""
    for post in answering_posts(user, exclusion.enterprise):
        own = post.organisation_id == exclusion.organisation_id
        if own or post.organisation.tier == Tier.NATION:
            return _still_holds(exclusion)
    return Verdict.no("不予受理情形由登记该情形的部门或国家牵头部门解除。")


def _still_holds(exclusion: Exclusion) -> Verdict:
    if exclusion.lifted_at is not None:
        return Verdict.no("该情形已经解除。")
    return Verdict.yes()
