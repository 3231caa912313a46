"""Lists of the applications of enterprises."""

from __future__ import annotations

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from enterprises.models import CultivationApplication
from ui.tables import BadgeColumn, DateColumn, Table
from workflow.tables import CaseColumn, DueColumn, HolderColumn, TallyColumn


class CultivationTable(Table):
    """Where each application stands."""

    caption = "建设培育申报列表"
    registered_name = CaseColumn(verbose_name=_("企业名称"))
    number = tables.Column(
        verbose_name=_("受理编号"), attrs={"td": {"class": "cell-code"}}
    )
    managing_unit = tables.Column(
        verbose_name=_("管理单位"),
        order_by="managing_unit__order",
        default="国家",
    )
    division = tables.Column(verbose_name=_("城市"), accessor="division__name")
    round = tables.Column(verbose_name=_("批次"), order_by="round__opens_at")
    stage = BadgeColumn(verbose_name=_("环节"))
    submitted_at = DateColumn(verbose_name=_("提交日期"))
    due_at = DueColumn()
    tally = TallyColumn()
    assignee = HolderColumn()

    class Meta(Table.Meta):
        model = CultivationApplication
        fields = (
            "registered_name",
            "number",
            "managing_unit",
            "division",
            "round",
            "stage",
            "submitted_at",
            "due_at",
            "tally",
            "assignee",
        )
