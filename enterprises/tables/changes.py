"""The list of change reports."""

from __future__ import annotations

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from enterprises.models import ChangeReport
from ui.tables import BadgeColumn, DateColumn, Table
from workflow.tables import CaseColumn, DueColumn, HolderColumn, TallyColumn


class ChangeTable(Table):
    """Where each report stands."""

    caption = "企业变更报告列表"
    title = CaseColumn(verbose_name=_("变更报告"))
    number = tables.Column(
        verbose_name=_("受理编号"), attrs={"td": {"class": "cell-code"}}
    )
    change = tables.Column(verbose_name=_("变更事项"), orderable=False)
    effective_on = DateColumn(verbose_name=_("生效日期"))
    managing_unit = tables.Column(
        verbose_name=_("管理单位"), order_by="managing_unit__order", default="国家"
    )
    stage = BadgeColumn(verbose_name=_("环节"))
    submitted_at = DateColumn(verbose_name=_("提交日期"))
    due_at = DueColumn()
    tally = TallyColumn()
    assignee = HolderColumn()

    class Meta(Table.Meta):
        model = ChangeReport
        fields = (
            "title",
            "number",
            "change",
            "effective_on",
            "managing_unit",
            "stage",
            "submitted_at",
            "due_at",
            "tally",
            "assignee",
        )
