"""The list of filed periods."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from incentives.models import CreditPeriod
from ui.tables import LinkColumn, NumberColumn, Table


class LedgerTable(Table):
    """What each period brought, used and left; money in yuan."""

    caption = "抵免台账（金额单位：元）"
    name = LinkColumn(
        verbose_name=_("纳税人"), accessor="account__name", order_by="account__name"
    )
    label = tables.Column(verbose_name=_("所属期"), order_by=("starts", "ends"))
    managing_unit = tables.Column(
        verbose_name=_("管理单位"),
        accessor="account__enterprise__managing_unit",
        order_by="account__enterprise__managing_unit__order",
        default="国家",
    )
    net_investment = NumberColumn(
        verbose_name=_("当期新增投资额"), accessor="result__net_investment", places=2
    )
    pool = NumberColumn(verbose_name=_("可抵免金额"), accessor="result__pool", places=2)
    used = NumberColumn(
        verbose_name=_("抵免额"),
        accessor="result__used",
        order_by=("result__used_education", "result__used_local"),
        places=2,
    )
    carried_forward = NumberColumn(
        verbose_name=_("结转下期"), accessor="result__carried_forward", places=2
    )
    to_repay = NumberColumn(
        verbose_name=_("应补缴"), accessor="result__to_repay", places=2
    )
    marks = tables.Column(verbose_name=_("备注"), empty_values=(), orderable=False)

    class Meta(Table.Meta):
        model = CreditPeriod
        fields = (
            "name", "label", "managing_unit", "net_investment", "pool", "used",
            "carried_forward", "to_repay", "marks",
        )  # fmt: skip

    def render_marks(self, record: CreditPeriod) -> Any:
        """What is out of the ordinary."""
        return "、".join(marks_of(record)) or "—"


def marks_of(period: CreditPeriod) -> list[str]:
    """A member unit's, corrected, held: in words."""
    found = ["集团成员单位"] if period.account.is_member else []
    if period.statement is not None and period.statement.number > 1:
        found.append(f"已更正（第{period.statement.number}版）")
    if period.result is not None and period.result.is_held:
        found.append("结转待税务机关确定")
    return found
