"""The list of credit declarations."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from incentives.models import CreditDeclaration
from ui.tables import BadgeColumn, LinkColumn, NumberColumn, Table

GONE = '{}<br><small class="quiet">{}</small>'


class DeclarationTable(Table):
    """Where each stands, and its money: declared, then as confirmed."""

    caption = "抵免信息申报列表（金额单位：元）"
    name = LinkColumn(
        verbose_name=_("企业名称"),
        accessor="enterprise__name",
        order_by="enterprise__pinyin",
    )
    year = tables.Column(verbose_name=_("年度"))
    number = tables.Column(verbose_name=_("受理编号"), attrs={"td": {"class": "whole"}})
    managing_unit = tables.Column(
        verbose_name=_("管理单位"), order_by="managing_unit__order", default="国家"
    )
    stage = BadgeColumn(verbose_name=_("环节"))
    declared_investment = NumberColumn(verbose_name=_("申报投资额"), places=2)
    confirmed_investment = NumberColumn(verbose_name=_("认定投资额"), places=2)
    used = NumberColumn(verbose_name=_("抵免额"), places=2)
    carried_forward = NumberColumn(verbose_name=_("年末结转"), places=2)
    to_repay = NumberColumn(verbose_name=_("应补缴"), places=2)

    class Meta(Table.Meta):
        model = CreditDeclaration
        fields = (
            "name", "year", "number", "managing_unit", "stage",
            "declared_investment", "confirmed_investment", "used",
            "carried_forward", "to_repay",
        )  # fmt: skip

    def render_name(self, value: str, record: Any, bound_column: Any) -> Any:
        """With a mark for who left the pool since."""
        link = self.columns["name"].column.render(value, record)
        firm = record.enterprise
        if firm.is_in_pilot:
            return link
        return format_html(GONE, link, firm.get_standing_display())

    def render_stage(self, record: Any, bound_column: Any) -> Any:
        """The stage as this kind calls it."""
        column = self.columns["stage"].column
        return column.render(record.stage_label, record, bound_column)
