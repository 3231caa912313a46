"""Navigation of this app."""

from django.utils.translation import gettext_lazy as _

from enterprises.nav import works_with_enterprises
from ui.nav import Item

GROUP = _("激励政策")

ITEMS: list[Item] = [
    Item(
        label=_("抵免信息申报"),
        url_name="incentives:declarations",
        icon="receipt-2",
        order=515,
        show=works_with_enterprises,
        group=GROUP,
    ),
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
        label=_("抵免测算"),
        url_name="incentives:credit-calculator",
        icon="calculator",
        order=45,
    ),
]
