"""Who may start, recommend, import and publish in cities, and why not."""

from __future__ import annotations

from typing import Any

from accounts.choices import Role, Tier
from accounts.models import Organisation
from cities.models import CityNomination
from ui.refusals import Verdict
from workflow.choices import Lane, Stage
from workflow.permissions import deciding_posts, office_posts


def offices_of(user: Any) -> list[Organisation]:
    """The organisations for which a person handles or leads."""
    return [post.organisation for post in office_posts(user)]


def can_start(user: Any) -> Verdict:
    """A city office, or the lead department of a unit that nominates by itself."""
    offices = offices_of(user)
    if any(_nominates(office) for office in offices):
        return Verdict.yes()
    if any(office.tier == Tier.UNIT and office.is_lead_authority for office in offices):
        return Verdict.no(
            "试点城市申报由城市主管部门填写，省级部门在审核环节推荐，不能代为申报。"
        )
    return Verdict.no("产教融合型城市由城市主管部门申报，您所在单位没有申报权限。")


def _nominates(office: Organisation) -> bool:
    if not office.is_lead_authority:
        return False
    if office.tier == Tier.CITY:
        return True
    unit = office.managing_unit
    return (
        office.tier == Tier.UNIT
        and unit is not None
        and (unit.is_municipality or unit.is_separately_planned)
    )


def can_recommend(user: Any, nomination: CityNomination) -> Verdict:
    """The province enters its letter while the case is in its hands."""
    if nomination.lane != Lane.ORDINARY:
        return Verdict.no("计划单列市和直辖市申报无须省级推荐函。")
    if nomination.stage != Stage.PROVINCIAL_REVIEW:
        return Verdict.no("推荐函只能在省级审核环节登记或更正。")
    if not deciding_posts(user, nomination):
        return Verdict.no("推荐函由省级牵头部门登记。")
    if nomination.proposal_id is not None:
        return Verdict.no("已提出处理意见，须先退回该意见才能更正推荐函。")
    return Verdict.yes()


def _leads_the_nation(user: Any) -> bool:
    return any(
        post.role == Role.LEAD
        and post.organisation.tier == Tier.NATION
        and post.organisation.is_lead_authority
        for post in office_posts(user)
    )


def can_import(user: Any) -> Verdict:
    """Official lists are imported by a lead of a national lead department."""
    if _leads_the_nation(user):
        return Verdict.yes()
    return Verdict.no("只有国家牵头部门的负责人可以导入名单。")


def can_publish(user: Any) -> Verdict:
    """The document of a listing, and the end of an imported one."""
    if _leads_the_nation(user):
        return Verdict.yes()
    return Verdict.no("只有国家牵头部门的负责人可以登记发文信息或办理退出。")


def can_compare_round(user: Any) -> Verdict:
    """The nominations of a round side by side: for the national reviewers."""
    if any(post.organisation.tier == Tier.NATION for post in office_posts(user)):
        return Verdict.yes()
    return Verdict.no("只有国家部门可以查看全国申报比较。")
