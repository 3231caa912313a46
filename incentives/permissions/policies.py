"""Who keeps the policy list, and why not."""

from __future__ import annotations

from typing import Any

from accounts.choices import Role, Tier
from accounts.models import Post
from incentives.choices.policies import PolicyScope, PolicyState, VersionState
from incentives.models import PolicyBenefit, PolicyVersion
from ui.refusals import Verdict
from workflow.permissions import office_posts

KEEPERS = "政策清单由国家和管理单位的牵头部门、试点城市主管部门维护。"
NOT_ITS_AREA = "只有该政策适用地区的主管部门可以办理。"
LEADS = {
    PolicyScope.NATION: "全国适用的政策由国家牵头部门的负责人办理。",
    PolicyScope.UNIT: "省级政策由该管理单位牵头部门的负责人办理。",
    PolicyScope.CITY: "市级政策由其管理单位牵头部门的负责人办理。",
}


def keeping_posts(user: Any) -> list[Post]:
    """Posts at lead authorities of the nation and the units, and at city offices."""
    tiers = (Tier.NATION, Tier.UNIT, Tier.CITY)
    return [
        post
        for post in office_posts(user)
        if post.organisation.tier in tiers and post.organisation.is_lead_authority
    ]


def can_keep_policies(user: Any) -> Verdict:
    """Whether a person has a part of the list to keep."""
    return Verdict.yes() if keeping_posts(user) else Verdict.no(KEEPERS)


def scope_of(post: Post) -> PolicyScope:
    """The area for which a post's office drafts."""
    return PolicyScope(post.organisation.tier)


def can_draft(user: Any, benefit: PolicyBenefit) -> Verdict:
    """The offices of its area; a unit's lead authority also for its cities."""
    if not any(_drafts(post, benefit) for post in keeping_posts(user)):
        return Verdict.no(NOT_ITS_AREA)
    if benefit.state == PolicyState.WITHDRAWN:
        return Verdict.no("该政策已经撤下，不再修改。")
    return Verdict.yes()


def _drafts(post: Post, benefit: PolicyBenefit) -> bool:
    office = post.organisation
    if benefit.scope == PolicyScope.CITY and office.tier == Tier.CITY:
        return office.division_id == benefit.division_id
    return _decides(post, benefit)


def _decides(post: Post, benefit: PolicyBenefit) -> bool:
    """Whether the post's authority answers for the area."""
    office = post.organisation
    if benefit.scope == PolicyScope.NATION:
        return bool(office.tier == Tier.NATION)
    same = office.managing_unit_id == benefit.managing_unit_id
    return bool(office.tier == Tier.UNIT and same)


def _leads(user: Any, benefit: PolicyBenefit) -> bool:
    posts = keeping_posts(user)
    return any(p.role == Role.LEAD and _decides(p, benefit) for p in posts)


def can_propose(user: Any, version: PolicyVersion) -> Verdict:
    """Who drafts puts it before the lead."""
    if not (verdict := can_draft(user, version.benefit)):
        return verdict
    if version.state != VersionState.DRAFT:
        return Verdict.no("该版本不在起草中。")
    return Verdict.yes()


def can_publish(user: Any, version: PolicyVersion) -> Verdict:
    """A lead of the area, never who drafted it."""
    if not _leads(user, version.benefit):
        return Verdict.no(LEADS[PolicyScope(version.benefit.scope)])
    if version.state != VersionState.PROPOSED:
        return Verdict.no("该版本尚未报请发布。")
    if version.drafted_by_id == user.pk:
        return Verdict.no("该版本由您起草，须由另一位负责人发布。")
    return Verdict.yes()


def can_send_back(user: Any, version: PolicyVersion) -> Verdict:
    """The lead does not publish it as it is; the draftsman takes it back."""
    if version.state != VersionState.PROPOSED:
        return Verdict.no("该版本尚未报请发布。")
    own = version.drafted_by_id == user.pk and can_draft(user, version.benefit)
    if own or _leads(user, version.benefit):
        return Verdict.yes()
    return Verdict.no(LEADS[PolicyScope(version.benefit.scope)])


def can_discard(user: Any, version: PolicyVersion) -> Verdict:
    """A draft that leads nowhere is thrown away; what was published stays."""
    if version.state == VersionState.PUBLISHED:
        return Verdict.no("已发布的版本须保留，不能删除。")
    return can_draft(user, version.benefit)


def can_withdraw(user: Any, benefit: PolicyBenefit) -> Verdict:
    """A lead of the area takes a published record out of the list."""
    if not _leads(user, benefit):
        return Verdict.no(LEADS[PolicyScope(benefit.scope)])
    if benefit.state != PolicyState.PUBLISHED:
        return Verdict.no("该政策不在发布中。")
    return Verdict.yes()
