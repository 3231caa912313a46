"""Who opens rounds and sets their rules, and why not."""

from __future__ import annotations

from typing import Any

from accounts.choices import Role, Tier
from accounts.models import Organisation, Post
from regions.models import ManagingUnit
from ui.refusals import Verdict
from workflow.models import Round
from workflow.permissions.moves import office_posts


def managing_posts(user: Any, unit_code: str | None) -> list[Post]:
    """The posts in which a person leads the authority of a scope."""
    return [
        post
        for post in office_posts(user)
        if post.role == Role.LEAD and _rules(post.organisation, unit_code)
    ]


def _rules(organisation: Organisation, unit_code: str | None) -> bool:
    if not organisation.is_lead_authority:
        return False
    if unit_code is None:
        return organisation.tier == Tier.NATION
    own = organisation.managing_unit_id == unit_code
    return organisation.tier == Tier.UNIT and own


def can_manage_rounds(user: Any, unit_code: str | None) -> Verdict:
    """National rounds belong to a national lead, a unit's own to its lead."""
    if managing_posts(user, unit_code):
        return Verdict.yes()
    whose = "国家牵头部门" if unit_code is None else "该管理单位牵头部门"
    return Verdict.no(f"只有{whose}的负责人可以设置申报批次。")


def can_open_rounds(user: Any) -> Verdict:
    """Whether there is any scope in which this person may open a round."""
    if round_scopes(user):
        return Verdict.yes()
    return Verdict.no("只有国家或省级牵头部门的负责人可以设置申报批次。")


def can_override_rules(user: Any, a_round: Round) -> Verdict:
    """A unit's lead may set rules of his own for his unit in a national round."""
    units = [unit for unit in round_scopes(user) if unit is not None]
    if a_round.managing_unit_id is None and units:
        return Verdict.yes()
    return Verdict.no("只有省级牵头部门的负责人可以为本地设置规则。")


def round_scopes(user: Any) -> list[ManagingUnit | None]:
    """Where this person may open rounds: None is the whole nation."""
    scopes: list[ManagingUnit | None] = []
    for post in office_posts(user):
        unit = post.organisation.managing_unit
        if post.organisation.tier == Tier.NATION:
            unit = None
        elif unit is None:
            continue
        if unit not in scopes and can_manage_rounds(user, unit.code if unit else None):
            scopes.append(unit)
    return scopes
