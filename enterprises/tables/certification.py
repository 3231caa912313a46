"""Lists of certifications, certificates and removals."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from enterprises.models import Certificate, CertificationApplication, Removal
from ui.tables import BadgeColumn, DateColumn, LinkColumn, Table
from workflow.tables import CaseColumn, DueColumn, HolderColumn, TallyColumn

WHOLE = {"td": {"class": "whole"}}
CODE = {"td": {"class": "cell-code"}}


class CertificationTable(Table):
    """Where each application stands."""

    caption = "认证申报列表"
    enterprise = CaseColumn(verbose_name=_("企业名称"), order_by="enterprise__pinyin")
    number = tables.Column(verbose_name=_("受理编号"), attrs=CODE)
    is_renewal = tables.Column(verbose_name=_("申报类型"))
    managing_unit = tables.Column(
        verbose_name=_("管理单位"), order_by="managing_unit__order", default="国家"
    )
    round = tables.Column(verbose_name=_("批次"), order_by="round__opens_at")
    stage = BadgeColumn(verbose_name=_("环节"))
    submitted_at = DateColumn(verbose_name=_("提交日期"))
    due_at = DueColumn()
    tally = TallyColumn()
    assignee = HolderColumn()

    class Meta(Table.Meta):
        model = CertificationApplication
        fields = (
            "enterprise", "number", "is_renewal", "managing_unit", "round", "stage",
            "submitted_at", "due_at", "tally", "assignee",
        )  # fmt: skip

    def render_is_renewal(self, value: bool) -> Any:
        """In words."""
        return _("复评") if value else _("首次认证")

    def render_stage(self, record: Any, bound_column: Any) -> Any:
        """The stage as this kind calls it."""
        column = self.columns["stage"].column
        return column.render(record.stage_label, record, bound_column)


class CertificateTable(Table):
    """The certified directory."""

    caption = "产教融合型企业认证目录"
    name = LinkColumn(verbose_name=_("企业名称"), url="enterprise_url")
    credit_code = tables.Column(verbose_name=_("统一社会信用代码"), attrs=WHOLE)
    unit = tables.Column(
        verbose_name=_("管理单位"),
        accessor="enterprise__managing_unit__short_name",
        default=_("国家"),
        orderable=False,
    )
    number = tables.Column(verbose_name=_("证书编号"), attrs=WHOLE)
    valid_from = DateColumn(verbose_name=_("有效期起"))
    valid_until = DateColumn(verbose_name=_("有效期止"))
    state = BadgeColumn(verbose_name=_("证书状态"), orderable=False)

    class Meta(Table.Meta):
        model = Certificate
        fields = (
            "name", "credit_code", "unit", "number", "valid_from", "valid_until",
            "state",
        )  # fmt: skip
        order_by = "-valid_from"

    def render_state(self, record: Any, bound_column: Any) -> Any:
        """The state in words, in its tone."""
        column = self.columns["state"].column
        return column.render(record.state.label, record, bound_column)


class RemovalTable(Table):
    """Removals: proposed, confirmed, dropped."""

    caption = "移出列表"
    enterprise = LinkColumn(verbose_name=_("企业名称"), order_by="enterprise__pinyin")
    ground = tables.Column(verbose_name=_("移出情形"))
    organisation = tables.Column(verbose_name=_("办理单位"), orderable=False)
    proposed_at = DateColumn(verbose_name=_("提出日期"))
    state = BadgeColumn(verbose_name=_("状态"))
    decided_at = DateColumn(verbose_name=_("办结日期"))
    banned_until = DateColumn(verbose_name=_("禁止申报截止日"))

    class Meta(Table.Meta):
        model = Removal
        fields = (
            "enterprise", "ground", "organisation", "proposed_at", "state",
            "decided_at", "banned_until",
        )  # fmt: skip
