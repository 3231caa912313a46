"""The list of those whom an authority follows."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from enterprises.models import Enterprise
from ui.tables import BadgeColumn, DateColumn, LinkColumn, Table, badge
from ui.words import cn_date


class OwedColumn(tables.Column):
    """How many papers are late, or when the next is due."""

    def render(self, value: Any, record: Any) -> Any:
        """A badge, and the day."""
        if record.late_papers:
            return badge(f"逾期{record.late_papers}项", "late")
        if record.next_due is None:
            return badge("无待报送", "off")
        return format_html(
            '{} <small class="quiet">{}前</small>',
            badge("待报送", "notice"),
            cn_date(record.next_due),
        )


class FollowedTable(Table):
    """Enterprises of an authority with what they owe."""

    caption = "企业跟踪管理列表"
    name = LinkColumn(
        url="get_record_url", verbose_name=_("企业名称"), order_by=("pinyin", "pk")
    )
    managing_unit = tables.Column(
        verbose_name=_("管理单位"),
        accessor="managing_unit__short_name",
        default="国家",
        orderable=False,
    )
    division = tables.Column(verbose_name=_("注册地"), orderable=False)
    standing = BadgeColumn(verbose_name=_("状态"), orderable=False)
    pooled_on = DateColumn(verbose_name=_("入库日期"), order_by=("pooled_on", "pk"))
    owed = OwedColumn(verbose_name=_("报送情况"), accessor="pk", orderable=False)
    last_visit = DateColumn(verbose_name=_("最近走访"), orderable=False)

    class Meta(Table.Meta):
        model = Enterprise
        fields = (
            "name",
            "managing_unit",
            "division",
            "standing",
            "pooled_on",
            "owed",
            "last_visit",
        )
