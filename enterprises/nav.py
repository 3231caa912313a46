"""Navigation of this app."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.choices import AUTHORITY_TIERS, Tier
from enterprises.ledger.access import can_import
from enterprises.permissions import can_follow, enterprises_of
from ui.nav import Item
from workflow.permissions import office_posts

GROUP = _("企业培育")


def works_with_enterprises(user: Any) -> bool:
    """Enterprises, and the authorities at every level."""
    if enterprises_of(user):
        return True
    return any(p.organisation.tier in AUTHORITY_TIERS for p in office_posts(user))


def imports_ledgers(user: Any) -> bool:
    """The lead authorities of units and the nation."""
    return bool(can_import(user))


def answers_for_standing(user: Any) -> bool:
    """Units and the nation, who remove enterprises or read of it."""
    tiers = (Tier.UNIT, Tier.NATION)
    return any(p.organisation.tier in tiers for p in office_posts(user))


ITEMS = [
    Item(
        label=_("我的企业"),
        url_name="enterprises:own",
        icon="building",
        order=305,
        show=lambda user: bool(enterprises_of(user)),
        group=GROUP,
    ),
    Item(
        label=_("企业跟踪管理"),
        url_name="enterprises:followed",
        icon="clipboard-check",
        order=320,
        show=lambda user: bool(can_follow(user)),
        group=GROUP,
    ),
    Item(
        label=_("企业变更报告"),
        url_name="enterprises:changes",
        icon="replace",
        order=325,
        show=works_with_enterprises,
        group=GROUP,
    ),
    Item(
        label=_("建设培育申报"),
        url_name="enterprises:cultivations",
        icon="clipboard-list",
        order=310,
        show=works_with_enterprises,
        group=GROUP,
    ),
    Item(
        label=_("认证申报"),
        url_name="enterprises:certifications",
        icon="certificate",
        order=315,
        show=works_with_enterprises,
        group=GROUP,
    ),
    Item(
        label=_("企业名录"),
        url_name="enterprises:directory",
        icon="building-factory-2",
        order=330,
        group=GROUP,
    ),
    Item(
        label=_("认证目录"),
        url_name="enterprises:certificates",
        icon="rosette",
        order=335,
        group=GROUP,
    ),
    Item(
        label=_("企业移出"),
        url_name="enterprises:removals",
        icon="building-off",
        order=370,
        show=answers_for_standing,
        group=GROUP,
    ),
    Item(
        label=_("企业台账导入"),
        url_name="enterprises:ledgers",
        icon="table-import",
        order=380,
        show=imports_ledgers,
        group=GROUP,
    ),
]
PUBLIC_ITEMS = [
    Item(
        label=_("企业名录"),
        url_name="enterprises:directory",
        icon="building-factory-2",
        order=35,
    ),
    Item(
        label=_("认证目录"),
        url_name="enterprises:certificates",
        icon="rosette",
        order=37,
    ),
    Item(
        label=_("企业自测"),
        url_name="enterprises:eligibility-check",
        icon="checklist",
        order=40,
    ),
]
