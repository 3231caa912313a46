"""Navigation of this app."""

from django.utils.translation import gettext_lazy as _

from ui.nav import Item

GROUP = _("激励政策")

ITEMS: list[Item] = [
    Item(
        label=_("抵免参数"),
        url_name="incentives:credit-rates",
        icon="percentage",
        order=530,
        group=GROUP,
    ),
]
PUBLIC_ITEMS: list[Item] = [
    Item(
        label=_("抵免参数"),
        url_name="incentives:credit-rates",
        icon="percentage",
        order=530,
        group=GROUP,
    ),
]
