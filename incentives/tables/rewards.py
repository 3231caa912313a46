"""Lists of schemes, of figures by hand, and of rows behind a figure."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from incentives.indicators import indicator_named
from incentives.models import IndicatorEntry, RewardScheme
from ui.tables import BadgeColumn, DateColumn, LinkColumn, Table
from ui.words import number


class RewardSchemeTable(Table):
    """Schemes of the reward and of projects."""

    caption = "动态奖励方案"
    name = LinkColumn(verbose_name=_("方案名称"), orderable=False)
    level = tables.Column(verbose_name=_("评价对象"), orderable=False)
    scope = tables.Column(
        verbose_name=_("范围"), accessor="scope_name", orderable=False
    )
    year = tables.Column(
        verbose_name=_("评价年度"),
        attrs={"th": {"class": "num"}, "td": {"class": "num"}},
    )
    organisation = tables.Column(verbose_name=_("制定单位"), orderable=False)
    state = BadgeColumn(verbose_name=_("状态"), orderable=False)
    fixed_at = DateColumn(verbose_name=_("确定日期"), orderable=False)

    class Meta(Table.Meta):
        model = RewardScheme
        fields = (
            "name",
            "level",
            "scope",
            "year",
            "organisation",
            "state",
            "fixed_at",
        )


class IndicatorEntryTable(Table):
    """Figures by hand."""

    caption = "指标数据"
    place_name = LinkColumn(verbose_name=_("对象"), orderable=False)
    indicator = tables.Column(verbose_name=_("指标"), orderable=False)
    year = tables.Column(
        verbose_name=_("年度"),
        attrs={"th": {"class": "num"}, "td": {"class": "num"}},
    )
    value = tables.Column(
        verbose_name=_("数值"),
        orderable=False,
        attrs={"th": {"class": "num"}, "td": {"class": "num"}},
    )
    source = tables.Column(verbose_name=_("来源"), orderable=False)
    organisation = tables.Column(verbose_name=_("录入单位"), orderable=False)
    state = BadgeColumn(verbose_name=_("状态"), orderable=False)

    class Meta(Table.Meta):
        model = IndicatorEntry
        fields = (
            "place_name",
            "indicator",
            "year",
            "value",
            "source",
            "organisation",
            "state",
        )

    def render_indicator(self, value: str) -> str:
        """Its name with code and unit."""
        known = indicator_named(value)
        return known.label if known else value

    def render_value(self, value: Any) -> str:
        """As many decimals as it has, four at most."""
        return number(value.normalize())


class BehindTable(Table):
    """Rows behind a figure; what a row is, the indicator's measure says."""

    caption = "数据明细"
    title = tables.Column(verbose_name=_("记录"), empty_values=(), orderable=False)
    counts = tables.Column(verbose_name=_("说明"), empty_values=(), orderable=False)

    class Meta(Table.Meta):
        fields = ("title", "counts")

    def __init__(self, data: Any, *args: Any, said: Any = None, **kwargs: Any) -> None:
        self.said = said
        super().__init__(data, *args, **kwargs)

    def render_title(self, record: Any) -> Any:
        """A link to the record's own page."""
        title, url, _words = self.said(record)
        return format_html('<a href="{}">{}</a>', url, title)

    def render_counts(self, record: Any) -> str:
        """What of it counts."""
        return str(self.said(record)[2]) or "—"
