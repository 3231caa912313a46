"""Who files, who follows, and why not."""

from __future__ import annotations

from typing import Any

from accounts.choices import Role, Tier
from accounts.models import Organisation, Post
from enterprises.models import Enterprise
from enterprises.models.follow_up import Filing
from ui.refusals import Verdict
from workflow.permissions import office_posts

FOR_ITSELF = "只有该企业的经办人或负责人可以填写。"
NOT_IN_PILOT = "该企业不在建设培育库中，不再报送。"
NOT_ITS_AUTHORITY = "只有该企业管理单位牵头部门的人员可以办理。"
NOT_ITS_LEAD = "同意免报须由该企业管理单位牵头部门的负责人办理。"


def can_keep(user: Any, enterprise: Enterprise) -> Verdict:
    """An enterprise keeps its own record."""
    own = enterprise.organisation_id
    if any(p.organisation_id == own for p in office_posts(user)):
        return Verdict.yes()
    return Verdict.no(FOR_ITSELF)


def can_file(user: Any, filing: Filing) -> Verdict:
    """The enterprise, as long as it is in the pilot and the paper is open."""
    enterprise: Enterprise = filing.enterprise  # type: ignore[attr-defined]
    if not (verdict := can_keep(user, enterprise)):
        return verdict
    if not enterprise.is_in_pilot:
        return Verdict.no(NOT_IN_PILOT)
    if filing.excused_at is not None:
        return Verdict.no(f"{filing.title}已经同意免报，无须报送。")
    if filing.filed_at is not None:
        return Verdict.no(
            f"{filing.title}已经报送，不能修改；需要更正的，请联系管理单位退回。"
        )
    return Verdict.yes()


def following_posts(user: Any, enterprise: Enterprise) -> list[Post]:
    """Posts at the lead authority that manages an enterprise."""
    return [p for p in office_posts(user) if manages(p.organisation, enterprise)]


def manages(organisation: Organisation, enterprise: Enterprise) -> bool:
    """The unit's lead authority; for whole groups the nation's."""
    if not organisation.is_lead_authority:
        return False
    if enterprise.managing_unit_id is None:
        return organisation.tier == Tier.NATION
    at_unit = organisation.tier == Tier.UNIT
    return at_unit and organisation.managing_unit_id == enterprise.managing_unit_id


def can_excuse(user: Any, filing: Filing) -> Verdict:
    """A lead of the managing authority, while nothing has been filed."""
    enterprise: Enterprise = filing.enterprise  # type: ignore[attr-defined]
    posts = following_posts(user, enterprise)
    if not any(p.role == Role.LEAD for p in posts):
        return Verdict.no(NOT_ITS_LEAD)
    if not filing.is_open:
        done = "已经报送" if filing.filed_at else "已经同意免报"
        return Verdict.no(f"{filing.title}{done}，不能再办理免报。")
    return Verdict.yes()


def can_return(user: Any, filing: Filing) -> Verdict:
    """The managing authority sends back what has to be corrected."""
    enterprise: Enterprise = filing.enterprise  # type: ignore[attr-defined]
    if not following_posts(user, enterprise):
        return Verdict.no(NOT_ITS_AUTHORITY)
    if filing.filed_at is None:
        return Verdict.no(f"{filing.title}尚未报送，不能退回。")
    return Verdict.yes()


def visiting_posts(user: Any, enterprise: Enterprise) -> list[Post]:
    """Posts at the managing authority, or at the office of the enterprise's city."""
    place = enterprise.division
    cities = {place.pk, place.parent_id} if place else set()
    return following_posts(user, enterprise) + [
        post
        for post in office_posts(user)
        if post.organisation.tier == Tier.CITY
        and post.organisation.division_id in cities
    ]


def can_visit(user: Any, enterprise: Enterprise) -> Verdict:
    """Whether a person may register a follow-up visit."""
    if visiting_posts(user, enterprise):
        return Verdict.yes()
    return Verdict.no("只有该企业管理单位牵头部门或所在城市的人员可以登记走访。")


def can_follow(user: Any) -> Verdict:
    """Whether a person's office follows enterprises at all."""
    tiers = (Tier.NATION, Tier.UNIT, Tier.CITY)
    if any(p.organisation.tier in tiers for p in office_posts(user)):
        return Verdict.yes()
    return Verdict.no("企业跟踪管理由管理单位和城市办理。")


def can_report_change(user: Any, enterprise: Enterprise | None) -> Verdict:
    """An enterprise in the pilot, for itself."""
    if enterprise is None:
        return Verdict.no("变更报告由在库企业提交，您所在单位尚未建立企业档案。")
    if not (verdict := can_keep(user, enterprise)):
        return verdict
    if not enterprise.is_in_pilot:
        return Verdict.no("贵单位不在建设培育库中，企业信息可直接修改，无须变更报告。")
    return Verdict.yes()
