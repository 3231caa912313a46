"""Who certifies, suspends, removes and excludes, and why not."""

from __future__ import annotations

from typing import Any

from accounts.choices import Role, Tier
from accounts.models import Post
from enterprises.models import Enterprise, Exclusion, Removal
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
    if enterprise.removals.filter(state="proposed").exists():
        return Verdict.no("该企业已有待确认的移出意见。")
    return Verdict.yes()


def can_decide_removal(user: Any, removal: Removal) -> Verdict:
    """A lead of the authority that proposed it, never the same person."""
    if removal.state != "proposed":
        return Verdict.no("该移出意见已经办结。")
    if removal.proposed_by_id == user.pk:
        return Verdict.no("您已提出移出意见，须由本部门负责人确认。")
    if not _leads(user, removal.organisation_id):
        return Verdict.no(
            f"已由{removal.organisation}提出移出意见，须由该部门负责人确认。"
        )
    return Verdict.yes()


def can_drop_removal(user: Any, removal: Removal) -> Verdict:
    """The lead does not follow it, or the handler takes his own back."""
    if removal.state == "proposed" and removal.proposed_by_id == user.pk:
        return Verdict.yes()
    return can_decide_removal(user, removal)


def _leads(user: Any, organisation_id: int) -> bool:
    return any(
        post.role == Role.LEAD and post.organisation_id == organisation_id
        for post in office_posts(user)
    )


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
