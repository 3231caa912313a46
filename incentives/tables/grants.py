"""Lists of grants, applications, proposals and preferences."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from incentives.models import Grant, GrantProposal, IncentiveGrant, Preference
from ui.tables import (
    BadgeColumn,
    DateColumn,
    LinkColumn,
    NumberColumn,
    Table,
    badge,
)
from ui.words import number

WHOLE = {"td": {"class": "whole"}}


class GrantTable(Table):
    """The grant ledger; money in yuan."""

    caption = "激励台账"
    receiver_name = LinkColumn(verbose_name=_("激励对象"), orderable=False)
    number = tables.Column(verbose_name=_("激励编号"), attrs=WHOLE, order_by="id")
    category = tables.Column(verbose_name=_("激励类别"), orderable=False)
    organisation = tables.Column(verbose_name=_("授予单位"), orderable=False)
    basis_number = tables.Column(verbose_name=_("依据文件文号"), orderable=False)
    amount = NumberColumn(verbose_name=_("金额（元）"), places=2)
    paid = NumberColumn(verbose_name=_("已兑付（元）"), places=2)
    to_recover = NumberColumn(verbose_name=_("待收回（元）"), places=2, orderable=False)
    awarded_on = DateColumn(verbose_name=_("授予日期"))
    state = BadgeColumn(verbose_name=_("状态"), orderable=False)

    class Meta(Table.Meta):
        model = Grant
        fields = (
            "receiver_name", "number", "category", "organisation", "basis_number",
            "amount", "paid", "to_recover", "awarded_on", "state",
        )  # fmt: skip

    def render_state(self, value: Any, record: Grant) -> Any:
        """The state, and whether it is to be reviewed."""
        shown = badge(value, record.state_tone)
        if not record.needs_review:
            return shown
        return shown + badge("待复核", "late")


class PublicGrantTable(Table):
    """What everybody may know."""

    caption = "激励公开"
    receiver_name = tables.Column(verbose_name=_("激励对象"), orderable=False)
    category = tables.Column(verbose_name=_("激励类别"), orderable=False)
    organisation = tables.Column(verbose_name=_("授予单位"), orderable=False)
    basis_name = tables.Column(verbose_name=_("依据文件"), orderable=False)
    basis_number = tables.Column(verbose_name=_("文号"), attrs=WHOLE, orderable=False)
    year = tables.Column(verbose_name=_("授予年度"), order_by="awarded_on")
    public_amount = NumberColumn(
        verbose_name=_("金额（元）"), places=2, orderable=False
    )

    class Meta(Table.Meta):
        model = Grant
        fields = (
            "receiver_name", "category", "organisation", "basis_name", "basis_number",
            "year", "public_amount",
        )  # fmt: skip


class GrantApplicationTable(Table):
    """Where each application stands."""

    caption = "激励申请列表"
    title = LinkColumn(verbose_name=_("激励申请"))
    number = tables.Column(verbose_name=_("受理编号"), attrs=WHOLE)
    category = tables.Column(verbose_name=_("激励类别"), orderable=False)
    amount = NumberColumn(verbose_name=_("金额（元）"), places=2)
    managing_unit = tables.Column(
        verbose_name=_("管理单位"), order_by="managing_unit__order", default="国家"
    )
    stage = BadgeColumn(verbose_name=_("环节"))
    submitted_at = DateColumn(verbose_name=_("提交日期"))

    class Meta(Table.Meta):
        model = IncentiveGrant
        fields = (
            "title", "number", "category", "amount", "managing_unit", "stage",
            "submitted_at",
        )  # fmt: skip

    def render_stage(self, record: Any, bound_column: Any) -> Any:
        """The stage as this kind calls it."""
        column = self.columns["stage"].column
        return column.render(record.stage_label, record, bound_column)


class GrantProposalTable(Table):
    """What handlers proposed."""

    caption = "激励办理意见列表"
    receiver = LinkColumn(
        verbose_name=_("激励对象"), accessor="receiver_words", orderable=False
    )
    act = tables.Column(verbose_name=_("事项"), orderable=False)
    category = tables.Column(verbose_name=_("激励类别"), orderable=False)
    amount = NumberColumn(verbose_name=_("金额（元）"), places=2)
    organisation = tables.Column(verbose_name=_("办理单位"), orderable=False)
    proposed_at = DateColumn(verbose_name=_("提出日期"))
    state = BadgeColumn(verbose_name=_("状态"), orderable=False)

    class Meta(Table.Meta):
        model = GrantProposal
        fields = (
            "receiver", "act", "category", "amount", "organisation", "proposed_at",
            "state",
        )  # fmt: skip


class PreferenceTable(Table):
    """The ledger of preferences."""

    caption = "倾斜支持台账"
    receiver = LinkColumn(
        verbose_name=_("支持对象"), accessor="receiver_words", orderable=False
    )
    kind = tables.Column(verbose_name=_("倾斜类别"), orderable=False)
    year = tables.Column(verbose_name=_("年度"))
    quantity = NumberColumn(verbose_name=_("数量"), places=2)
    unit = tables.Column(verbose_name=_("单位"), accessor="unit_words", orderable=False)
    basis_number = tables.Column(verbose_name=_("依据文件文号"), orderable=False)
    organisation = tables.Column(verbose_name=_("登记单位"), orderable=False)
    state = BadgeColumn(verbose_name=_("状态"), orderable=False)

    class Meta(Table.Meta):
        model = Preference
        fields = (
            "receiver", "kind", "year", "quantity", "unit", "basis_number",
            "organisation", "state",
        )  # fmt: skip

    def render_quantity(self, value: Any, record: Preference) -> str:
        """Whole where it is counted, to the cent where it is money."""
        return number(value, 2 if record.unit_words == "元" else 0)
