"""Tables of this app."""

from __future__ import annotations

from typing import Any

import django_tables2
from django.utils.translation import gettext_lazy as _

from cities.models import PilotCity
from reporting.models import ProgressReport
from ui.tables import BadgeColumn, DateColumn, LinkColumn, Table
from workflow.models import Application


class RowsTable(Table):
    """Applications behind a figure."""

    caption = str(_("申报事项明细"))
    title = LinkColumn(verbose_name=_("名称"))
    stage = BadgeColumn(verbose_name=_("环节"))
    number = django_tables2.Column(verbose_name=_("受理编号"))
    managing_unit = django_tables2.Column(verbose_name=_("管理单位"))
    stage_since = DateColumn(verbose_name=_("进入本环节"))
    due_at = DateColumn(verbose_name=_("办理期限"))

    class Meta(Table.Meta):
        model = Application
        fields = (
            "title",
            "stage",
            "number",
            "managing_unit",
            "stage_since",
            "due_at",
        )


class CityRowsTable(Table):
    """Pilot cities behind a figure."""

    caption = str(_("试点城市明细"))
    name = LinkColumn(verbose_name=_("城市（核心区）"))
    managing_unit = django_tables2.Column(verbose_name=_("管理单位"))
    economic_region = django_tables2.Column(verbose_name=_("所属区域"))
    document_number = django_tables2.Column(verbose_name=_("发文文号"))
    document_date_words = django_tables2.Column(
        verbose_name=_("发文日期"),
        order_by="document_date",
        attrs={"th": {"class": "date"}, "td": {"class": "date"}},
    )

    class Meta(Table.Meta):
        model = PilotCity
        fields = ("name", "managing_unit", "economic_region", "document_number")


class ReportTable(Table):
    """Past reports."""

    caption = str(_("进展报告"))
    title = LinkColumn(verbose_name=_("报告"))
    scope = django_tables2.Column(verbose_name=_("范围"))
    period_code = django_tables2.Column(verbose_name=_("报告期"))
    stage = BadgeColumn(verbose_name=_("环节"))
    as_of = DateColumn(verbose_name=_("数据截至"), time=True, orderable=False)
    files = django_tables2.Column(
        verbose_name=_("文件"), orderable=False, empty_values=()
    )

    class Meta(Table.Meta):
        model = ProgressReport
        fields = ("title", "scope", "period_code", "stage")

    def render_scope(self, record: Any) -> str:
        """浙江省 instead of its code."""
        return str(record.scope_name)

    def render_period_code(self, record: Any) -> str:
        """2026年上半年 instead of 2026H1."""
        return str(record.period_words)

    def render_stage(self, record: Any, bound_column: Any) -> Any:
        """A report is finalised where others are listed."""
        column = bound_column.column
        return column.render(record.stage_label, record, bound_column)

    def render_files(self, record: Any) -> str:
        """How many files were made of the newest figures."""
        return _("已生成") if record.has_file else _("尚无文件")
