"""Lists of enterprises."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from enterprises.models import Enterprise
from ui.tables import BadgeColumn, DateColumn, LinkColumn, Table

NOTE = '<br><small class="quiet">{}：{}</small>'
WHOLE = {"td": {"class": "whole"}}


class NameColumn(LinkColumn):
    """The name, or the one of the day asked for with the present one below it.

    Who was found by a name of earlier days shows that name as well.
    """

    def render(self, value: Any, record: Enterprise) -> Any:
        """A link; a day on which no name is known says so."""
        shown, notes = value, []
        if hasattr(record, "name_then") and record.name_then != value:
            shown = record.name_then or _("（该日无名称记录）")
            notes.append(("现名", value))
        former = getattr(record, "found_as", None)
        if former and former not in (shown, value):
            notes.append(("原名", former))
        link = super().render(shown, record)
        return format_html("{}{}", link, format_html_join("", NOTE, notes))


class DirectoryTable(Table):
    """The public directory."""

    caption = "产教融合型企业名录"
    name = NameColumn(verbose_name=_("企业名称"), order_by="pinyin")
    credit_code = tables.Column(verbose_name=_("统一社会信用代码"), attrs=WHOLE)
    managing_unit = tables.Column(
        verbose_name=_("管理单位"),
        accessor="managing_unit__short_name",
        orderable=False,
    )
    division = tables.Column(verbose_name=_("注册地"), orderable=False)
    industry = tables.Column(verbose_name=_("国民经济行业"), orderable=False)
    standing = BadgeColumn(verbose_name=_("状态"), orderable=False)
    pooled_on = DateColumn(verbose_name=_("入库日期"), order_by="pooled_on")

    class Meta(Table.Meta):
        model = Enterprise
        fields = (
            "name",
            "credit_code",
            "managing_unit",
            "division",
            "industry",
            "standing",
            "pooled_on",
        )
