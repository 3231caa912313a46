"""Lists of the regions app."""

import django_tables2 as tables
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from regions.models import Division
from ui.tables import LinkColumn, Table, badge


class DivisionTable(Table):
    """Divisions with their managing unit and what is particular about them."""

    code = tables.Column(verbose_name=_("代码"))
    full_name = LinkColumn(verbose_name=_("名称"))
    level = tables.Column(verbose_name=_("级别"), order_by=("level_order", "code"))
    managing_unit = tables.Column(verbose_name=_("管理单位"), default="—")
    economic_region = tables.Column(verbose_name=_("所属区域"), default="—")
    marks = tables.Column(
        verbose_name=_("标识"), accessor="pk", orderable=False, default=""
    )

    class Meta(Table.Meta):
        model = Division
        fields = (
            "code",
            "full_name",
            "level",
            "managing_unit",
            "economic_region",
            "marks",
        )

    def render_marks(self, record: Division) -> SafeString:
        """Badges for what is particular about the division."""
        shown = []
        if record.is_separately_planned:
            shown.append(badge(_("计划单列市"), "review"))
        if record.is_less_developed:
            shown.append(badge(_("欠发达地区"), "notice"))
        return format_html_join(" ", "{}", ((mark,) for mark in shown))
