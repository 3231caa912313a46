"""Navigation of this app."""

from django.utils.translation import gettext_lazy as _

from enterprises.nav import works_with_enterprises
from incentives.permissions.projects import can_list_projects, can_read_totals
from ui.nav import Item

GROUP = _("激励政策")

PROJECT_ITEMS = [
    Item(
        label=_("重大项目台账"),
        url_name="incentives:projects",
        icon="building-community",
        order=560,
        show=lambda user: bool(can_list_projects(user)),
        group=GROUP,
    ),
    Item(
        label=_("资金台账"),
        url_name="incentives:fund-entries",
        icon="list-details",
        order=562,
        show=lambda user: bool(can_list_projects(user)),
        group=GROUP,
    ),
    Item(
        label=_("资金汇总"),
        url_name="incentives:fund-totals",
        icon="coin-yuan",
        order=564,
        show=lambda user: bool(can_read_totals(user)),
        group=GROUP,
    ),
    Item(
        label=_("困难问题"),
        url_name="incentives:obstacles",
        icon="alert-triangle",
        order=566,
        show=lambda user: bool(can_list_projects(user)),
        group=GROUP,
    ),
]
ITEMS: list[Item] = [
    *PROJECT_ITEMS,
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
