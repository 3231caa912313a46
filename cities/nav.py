"""Navigation of this app."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.choices import Tier
from cities.permissions import can_compare_round, can_import
from ui.nav import Item
from workflow.permissions import office_posts

GROUP = _("城市试点")


def works_with_cities(user: Any) -> bool:
    """City offices, managing units and the nation."""
    tiers = {post.organisation.tier for post in office_posts(user)}
    return bool(tiers & {Tier.CITY, Tier.UNIT, Tier.NATION})


def compares(user: Any) -> bool:
    return bool(can_compare_round(user))


def imports(user: Any) -> bool:
    return bool(can_import(user))


ITEMS = [
    Item(
        label=_("城市申报"),
        url_name="cities:nominations",
        icon="building-community",
        order=210,
        show=works_with_cities,
        group=GROUP,
    ),
    Item(
        label=_("申报比较"),
        url_name="cities:national-review",
        icon="columns",
        order=220,
        show=compares,
        group=GROUP,
    ),
    Item(
        label=_("试点城市"),
        url_name="cities:pilot-cities",
        icon="map-pin",
        order=230,
        group=GROUP,
    ),
    Item(
        label=_("名单导入"),
        url_name="cities:listed-imports",
        icon="file-import",
        order=240,
        show=imports,
        group=GROUP,
    ),
]
PUBLIC_ITEMS = [
    Item(label=_("试点城市"), url_name="cities:pilot-cities", icon="map-pin", order=30)
]
