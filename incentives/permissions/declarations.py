"""Who declares the credit, and who decides on its items."""

from __future__ import annotations

from typing import Any

from enterprises.models import Enterprise
from enterprises.permissions import can_keep
from incentives.models import CreditDeclaration
from incentives.permissions.deciding import can_prepare_approval
from ui.refusals import Verdict
from workflow.permissions import sees_internal_of

NO_RECORD = "抵免信息由纳入建设培育范围的企业申报，您所在单位尚未建立企业档案。"
NEVER_IN_POOL = "抵免信息由纳入建设培育范围的企业申报，贵单位尚未入库。"


def can_declare(user: Any, enterprise: Enterprise | None) -> Verdict:
    """An enterprise that is or was in the pool, for itself and its member units."""
    if enterprise is None:
        return Verdict.no(NO_RECORD)
    if not (verdict := can_keep(user, enterprise)):
        return verdict
    if enterprise.pooled_on is None and not enterprise.is_in_pilot:
        return Verdict.no(NEVER_IN_POOL)
    return Verdict.yes()


def can_decide_items(user: Any, declaration: CreditDeclaration) -> Verdict:
    """Who may propose or make the decision, before it is proposed."""
    return can_prepare_approval(user, declaration, "逐项审核")


def sees_untold(user: Any, declaration: CreditDeclaration) -> bool:
    """Whether words of which the firm was not told yet are this person's to read."""
    tier = declaration.tier_in(declaration.path[0])
    return tier is not None and sees_internal_of(user, declaration, tier)
