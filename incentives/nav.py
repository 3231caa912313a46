"""Navigation of this app."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.standing import standing_of
from enterprises.nav import works_with_enterprises
from enterprises.permissions import enterprises_of
from incentives.permissions.credit import can_read_ledgers
from incentives.permissions.grants import (
    can_apply,
    can_list_preferences,
    can_read_proposals,
    reads_ledger,
)
from incentives.permissions.policies import can_keep_policies
from incentives.permissions.projects import can_list_projects, can_read_totals
from incentives.permissions.rewards import reads_inside, reads_results
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
        label=_("资金申请"),
        url_name="incentives:fund-applications",
        icon="send",
        order=561,
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
GRANT_ITEMS = [
    Item(
        label=_("我的激励"),
        url_name="incentives:own-grants",
        icon="award",
        order=535,
        show=lambda user: bool(can_apply(user)),
        group=GROUP,
    ),
    Item(
        label=_("激励申请"),
        url_name="incentives:grant-applications",
        icon="file-plus",
        order=537,
        show=works_with_enterprises,
        group=GROUP,
    ),
    Item(
        label=_("激励台账"),
        url_name="incentives:grants",
        icon="list-check",
        order=540,
        show=reads_ledger,
        group=GROUP,
    ),
    Item(
        label=_("激励办理意见"),
        url_name="incentives:grant-proposals",
        icon="checks",
        order=542,
        show=lambda user: bool(can_read_proposals(user)),
        group=GROUP,
    ),
    Item(
        label=_("倾斜支持台账"),
        url_name="incentives:preferences",
        icon="scale",
        order=545,
        show=lambda user: bool(can_list_preferences(user)),
        group=GROUP,
    ),
]


def uses_policies(user: Any) -> bool:
    """Enterprises and city offices, for whom benefits are matched."""
    return bool(enterprises_of(user) or standing_of(user).city_codes)


def keeps_policies(user: Any) -> bool:
    return bool(can_keep_policies(user))


REWARD_ITEMS = [
    Item(
        label=_("动态奖励和项目排序"),
        url_name="incentives:rewards",
        icon="trophy",
        order=570,
        show=lambda user: bool(reads_results(user)),
        group=GROUP,
    ),
    Item(
        label=_("评价指标"),
        url_name="incentives:indicators",
        icon="list-numbers",
        order=572,
        show=lambda user: bool(reads_inside(user)),
        group=GROUP,
    ),
    Item(
        label=_("指标数据录入"),
        url_name="incentives:indicator-entries",
        icon="table-plus",
        order=574,
        show=lambda user: bool(reads_inside(user)),
        group=GROUP,
    ),
]
ITEMS: list[Item] = [
    Item(
        label=_("我的政策"),
        url_name="incentives:policies-own",
        icon="list-check",
        order=500,
        show=uses_policies,
        group=GROUP,
    ),
    Item(
        label=_("政策清单"),
        url_name="incentives:policies",
        icon="list-details",
        order=505,
        group=GROUP,
    ),
    Item(
        label=_("政策清单维护"),
        url_name="incentives:policies-kept",
        icon="edit",
        order=508,
        show=keeps_policies,
        group=GROUP,
    ),
    Item(
        label=_("抵免台账"),
        url_name="incentives:credit-ledgers",
        icon="table-column",
        order=512,
        show=lambda user: bool(can_read_ledgers(user)),
        group=GROUP,
    ),
    *GRANT_ITEMS,
    *PROJECT_ITEMS,
    *REWARD_ITEMS,
    Item(
        label=_("抵免台账"),
        url_name="incentives:credit-accounts",
        icon="calculator",
        order=510,
        show=lambda user: bool(enterprises_of(user)),
        group=GROUP,
    ),
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
        label=_("激励公开"),
        url_name="incentives:public-grants",
        icon="award",
        order=47,
    ),
    Item(
        label=_("动态奖励"),
        url_name="incentives:rewards",
        icon="trophy",
        order=48,
    ),
    Item(
        label=_("重大项目"),
        url_name="incentives:public-projects",
        icon="building-community",
        order=46,
    ),
    Item(
        label=_("政策清单"),
        url_name="incentives:policies",
        icon="list-details",
        order=42,
    ),
    Item(
        label=_("抵免测算"),
        url_name="incentives:credit-calculator",
        icon="calculator",
        order=45,
    ),
]
