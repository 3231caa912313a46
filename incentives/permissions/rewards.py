"""Who makes, fixes and publishes reward schemes, and who enters figures; why not."""

from __future__ import annotations

from typing import Any

from accounts.choices import Tier
from accounts.models import Post
from accounts.standing import standing_of
from incentives.choices.rewards import (
    OPEN_SCHEME,
    EntryState,
    RewardLevel,
    SchemeState,
)
from incentives.models import IndicatorEntry, RewardScheme
from ui.refusals import Verdict
from workflow.permissions import leads_at, office_posts

WHO_MAKES = "动态奖励方案由国家或省级牵头部门制定。"
WHO_ENTERS = "指标数据由国家或省级牵头部门录入。"


def lead_posts(user: Any) -> list[Post]:
    """Posts at lead authorities of the nation or of a unit."""
    return [
        post
        for post in office_posts(user)
        if post.organisation.is_lead_authority
        and post.organisation.tier in (Tier.NATION, Tier.UNIT)
    ]


def making_posts(user: Any, level: str) -> list[Post]:
    """Posts in which a person may make a scheme; units only rank what is theirs."""
    return [
        post
        for post in lead_posts(user)
        if level != RewardLevel.PROVINCE or post.organisation.tier == Tier.NATION
    ]


def can_make(user: Any, level: str) -> Verdict:
    """Lead authorities; managing units are ranked by the nation alone."""
    if making_posts(user, level):
        return Verdict.yes()
    if level == RewardLevel.PROVINCE and lead_posts(user):
        return Verdict.no("管理单位的评价方案由国家牵头部门制定。")
    return Verdict.no(WHO_MAKES)


def reads_inside(user: Any) -> Verdict:
    """Figures and rows behind results: for the nation and the units."""
    standing = standing_of(user)
    if standing.is_national or standing.unit_codes:
        return Verdict.yes()
    return Verdict.no("指标数据由国家和省级部门使用，您没有查看权限。")


def reads_results(user: Any) -> Verdict:
    """Authorities of every level follow the results; the public finds them too."""
    standing = standing_of(user)
    if standing.is_national or standing.unit_codes or standing.city_codes:
        return Verdict.yes()
    return Verdict.no("已公布的结果在公开页面查看。")


def own_posts(user: Any, scheme: RewardScheme) -> list[Post]:
    """Posts at the office that makes the scheme."""
    return [
        p for p in office_posts(user) if p.organisation_id == scheme.organisation_id
    ]


def can_change(user: Any, scheme: RewardScheme) -> Verdict:
    """Its office, until it is proposed."""
    if not own_posts(user, scheme):
        return Verdict.no("方案由制定单位修改和测算。")
    if scheme.state not in OPEN_SCHEME:
        return Verdict.no("方案已提请确定，不能再修改或测算；需要修改的，请先退回。")
    return Verdict.yes()


def can_propose(user: Any, scheme: RewardScheme) -> Verdict:
    """Its office, once it has been reckoned."""
    if not (verdict := can_change(user, scheme)):
        return verdict
    if scheme.state != SchemeState.SIMULATED:
        return Verdict.no("请先测算，再提请确定。")
    return Verdict.yes()


def can_fix(user: Any, scheme: RewardScheme) -> Verdict:
    """A lead of the same office, who did not propose it himself."""
    if not leads_at(user, scheme.organisation_id):
        return Verdict.no("评价结果由制定单位的负责人确定。")
    if scheme.state != SchemeState.PROPOSED:
        return Verdict.no("没有待确定的测算结果。")
    if scheme.proposed_by_id == user.pk:
        return Verdict.no("提请人不能确定自己提请的结果，请由另一名负责人办理。")
    return Verdict.yes()


def can_send_back(user: Any, scheme: RewardScheme) -> Verdict:
    """The lead does not follow, or who proposed takes it back."""
    if scheme.state != SchemeState.PROPOSED:
        return Verdict.no("没有待确定的测算结果。")
    own = own_posts(user, scheme) and scheme.proposed_by_id == user.pk
    if own or leads_at(user, scheme.organisation_id):
        return Verdict.yes()
    return Verdict.no("由制定单位的负责人退回，或由提请人收回。")


def can_publish(user: Any, scheme: RewardScheme) -> Verdict:
    """A lead of its office, once it is fixed."""
    if not leads_at(user, scheme.organisation_id):
        return Verdict.no("评价结果由制定单位的负责人公布。")
    if scheme.state != SchemeState.FIXED:
        return Verdict.no("只有已确定、尚未公布的结果可以公布。")
    return Verdict.yes()


def entering_posts(user: Any, unit: str) -> list[Post]:
    """Posts in which a person enters figures of a place of a unit."""
    return [
        post
        for post in lead_posts(user)
        if post.organisation.tier == Tier.NATION
        or post.organisation.managing_unit_id == unit
    ]


def can_enter_figures(user: Any) -> Verdict:
    """Lead authorities of the nation and the units."""
    return Verdict.yes() if lead_posts(user) else Verdict.no(WHO_ENTERS)


def can_decide_entry(user: Any, entry: IndicatorEntry) -> Verdict:
    """Another person of the same office."""
    held = [p for p in office_posts(user) if p.organisation_id == entry.organisation_id]
    if not held:
        return Verdict.no("由录入单位的其他人员复核。")
    if entry.state != EntryState.ENTERED:
        return Verdict.no("该数据已经办结。")
    if entry.entered_by_id == user.pk:
        return Verdict.no("录入人不能复核自己录入的数据。")
    return Verdict.yes()
