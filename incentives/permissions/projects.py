"""Who keeps projects, their money and what stands in their way, and why not."""

from __future__ import annotations

from typing import Any

from accounts.choices import OrganisationKind, Role, Tier
from accounts.models import Organisation, Post
from accounts.standing import standing_of
from incentives.choices.projects import (
    GOVERNMENT,
    FundSource,
    FundStep,
    ObstacleState,
    Phase,
)
from incentives.models import FundEntry, Obstacle, Project
from ui.refusals import Verdict
from workflow.permissions import office_posts

OWNERS = (
    OrganisationKind.CITY_OFFICE,
    OrganisationKind.ENTERPRISE,
    OrganisationKind.SCHOOL,
)
CLOSED = "项目已终止，不再登记。"


def owning_posts(user: Any) -> list[Post]:
    """Posts at organisations that may own projects."""
    return [p for p in office_posts(user) if p.organisation.kind in OWNERS]


def can_register(user: Any) -> Verdict:
    """City offices, enterprises and schools register projects of their own."""
    if owning_posts(user):
        return Verdict.yes()
    return Verdict.no("重大项目由城市主管部门、企业或学校登记，您所在单位不能登记。")


def posts_at_owner(user: Any, project: Project) -> list[Post]:
    return [p for p in office_posts(user) if p.organisation_id == project.owner_id]


def can_keep_project(user: Any, project: Project) -> Verdict:
    """The owner keeps what is written of its project."""
    if posts_at_owner(user, project):
        return Verdict.yes()
    return Verdict.no("项目信息由项目单位填写和更新。")


def serves_project(organisation: Organisation, project: Project, tier: str) -> bool:
    """Whether it is the lead authority of this level for the project's place."""
    if organisation.tier != tier or not organisation.is_lead_authority:
        return False
    if tier == Tier.CITY:
        return organisation.division_id in project.place_codes
    if tier == Tier.UNIT:
        return bool(organisation.managing_unit_id == project.managing_unit_id)
    return tier == Tier.NATION


def posts_at_level(user: Any, project: Project, tier: str) -> list[Post]:
    """The person's posts at the lead authority of a level."""
    return [
        p for p in office_posts(user) if serves_project(p.organisation, project, tier)
    ]


def entering_posts(user: Any, project: Project, source: str, step: str) -> list[Post]:
    """In which posts a person may enter money of a source at a step.

    The State allots central money; city office and unit allot local money and bonds
    and pay what authorities pay; the owner plans, uses, and keeps all of its own.
    """
    local = [
        *posts_at_level(user, project, Tier.CITY),
        *posts_at_level(user, project, Tier.UNIT),
    ]
    own = posts_at_owner(user, project)
    if step in (FundStep.PLAN, FundStep.USE):
        return own
    if source not in GOVERNMENT:
        return own or local
    if step == FundStep.ALLOCATION and source == FundSource.CENTRAL:
        return posts_at_level(user, project, Tier.NATION)
    return local


def can_apply_for(user: Any, project: Project) -> Verdict:
    """The owner applies for money, while the project goes on."""
    if not posts_at_owner(user, project):
        return Verdict.no("资金由项目单位申请。")
    if project.phase == Phase.CLOSED:
        return Verdict.no(CLOSED)
    return Verdict.yes()


WHO_ENTERS = {
    FundStep.PLAN: "使用计划由项目单位登记。",
    FundStep.USE: "资金使用由项目单位登记。",
    FundStep.PAYMENT: "政府资金的拨付由城市主管部门或管理单位牵头部门登记。",
    FundStep.ALLOCATION: "政府资金的下达由城市主管部门或管理单位牵头部门登记。",
}
WHO_ALLOTS_CENTRAL = "中央预算内投资的下达由国家牵头部门登记。"
WHO_KEEPS_OWN = "该项资金由项目单位、城市主管部门或管理单位牵头部门登记。"


def can_enter(user: Any, project: Project, source: str, step: str) -> Verdict:
    """Whether a person may enter money of a source at a step."""
    if entering_posts(user, project, source, step):
        if project.phase == Phase.CLOSED and step != FundStep.USE:
            return Verdict.no(CLOSED)
        return Verdict.yes()
    if step in (FundStep.PLAN, FundStep.USE):
        return Verdict.no(WHO_ENTERS[FundStep(step)])
    if source not in GOVERNMENT:
        return Verdict.no(WHO_KEEPS_OWN)
    if source == FundSource.CENTRAL and step == FundStep.ALLOCATION:
        return Verdict.no(WHO_ALLOTS_CENTRAL)
    return Verdict.no(WHO_ENTERS[FundStep(step)])


def open_entries(user: Any, project: Project) -> list[tuple[str, str]]:
    """The pairs of source and step that a person may enter."""
    return [
        (source.value, step.value)
        for source in FundSource
        for step in FundStep
        if can_enter(user, project, source, step)
    ]


def can_enter_any(user: Any, project: Project) -> Verdict:
    """Whether there is anything of this project's money that a person may enter."""
    if open_entries(user, project):
        return Verdict.yes()
    if project.phase == Phase.CLOSED:
        return Verdict.no(CLOSED)
    return Verdict.no("您所在单位不登记该项目的资金。")


def can_correct(user: Any, entry: FundEntry) -> Verdict:
    """Who may enter such an entry may undo it, once, and no counter entry."""
    if not entering_posts(user, entry.project, entry.source, entry.step):
        return Verdict.no("该记录由有权登记该项资金的单位冲销。")
    if entry.is_counter:
        return Verdict.no("冲销记录不能再冲销；需要更正的，请重新登记。")
    if entry.is_undone:
        return Verdict.no("该记录已经冲销。")
    return Verdict.yes()


def can_raise(user: Any, project: Project) -> Verdict:
    """The owner, while the project goes on."""
    if not posts_at_owner(user, project):
        return Verdict.no("困难问题由项目单位提出。")
    if project.phase == Phase.CLOSED:
        return Verdict.no("项目已终止，不再提出困难问题。")
    return Verdict.yes()


def _before_level(user: Any, obstacle: Obstacle) -> Verdict:
    if not obstacle.is_open:
        return Verdict.no("该困难问题已经办结。")
    if posts_at_level(user, obstacle.project, obstacle.level):
        return Verdict.yes()
    words = f"该困难问题现由{obstacle.get_level_display()}牵头部门办理。"
    return Verdict.no(words)


def can_take(user: Any, obstacle: Obstacle) -> Verdict:
    """The authority before which it stands; anew to set another day."""
    return _before_level(user, obstacle)


def can_follow_up(user: Any, obstacle: Obstacle) -> Verdict:
    """To answer, to solve, to hand up: the same, once it has taken the matter."""
    if not (verdict := _before_level(user, obstacle)):
        return verdict
    if obstacle.state != ObstacleState.TAKEN:
        return Verdict.no("请先受理并确定办理期限。")
    return Verdict.yes()


def can_hand_up(user: Any, obstacle: Obstacle) -> Verdict:
    """The same, below the nation."""
    if not (verdict := can_follow_up(user, obstacle)):
        return verdict
    if obstacle.level == Tier.NATION:
        return Verdict.no("国家层面的问题没有上一级。")
    return Verdict.yes()


def can_withdraw(user: Any, obstacle: Obstacle) -> Verdict:
    """The owner, while it is open."""
    if not posts_at_owner(user, obstacle.project):
        return Verdict.no("困难问题由项目单位撤回。")
    if not obstacle.is_open:
        return Verdict.no("该困难问题已经办结。")
    return Verdict.yes()


def can_set_terms(user: Any) -> Verdict:
    """A lead of the nation's lead authorities."""
    if any(
        p.role == Role.LEAD
        and p.organisation.tier == Tier.NATION
        and p.organisation.is_lead_authority
        for p in office_posts(user)
    ):
        return Verdict.yes()
    return Verdict.no("预警期限由国家牵头部门的负责人确定。")


def can_list_projects(user: Any) -> Verdict:
    """Owners and authorities."""
    tiers = (Tier.NATION, Tier.UNIT, Tier.CITY)
    if owning_posts(user) or any(
        p.organisation.tier in tiers for p in office_posts(user)
    ):
        return Verdict.yes()
    return Verdict.no("重大项目台账由项目单位和主管部门查看。")


def can_read_totals(user: Any) -> Verdict:
    """Authorities: the money by unit and source."""
    standing = standing_of(user)
    if standing.is_national or standing.unit_codes or standing.city_codes:
        return Verdict.yes()
    return Verdict.no("资金汇总由各级主管部门查看。")
