"""The grant ledger, a receiver's own grants, and what everybody may know."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from documents.exports import Cell
from documents.views.exports import ExportMixin
from incentives.filters.grants import GrantFilter, PublicGrantFilter
from incentives.models import Grant, IncentiveGrant
from incentives.permissions.grants import (
    can_apply,
    can_propose_awards,
    can_read_proposals,
)
from incentives.showing.grants import package_of
from incentives.tables.grants import GrantTable, PublicGrantTable
from ui.refusals import Verdict
from ui.views import Action, Crumb, ListPage

GRANTS = ("激励台账", "incentives:grants")
HEADS = (
    "激励编号",
    "激励对象",
    "激励类别",
    "授予单位",
    "授予层级",
    "管理单位",
    "依据文件名称",
    "依据文件文号",
    "金额（元）",
    "权益内容",
    "执行期起",
    "执行期止",
    "授予日期",
    "已兑付（元）",
    "应收回（元）",
    "已收回（元）",
    "状态",
    "待复核",
    "条件",
)
PUBLIC_HEADS = (
    "激励对象",
    "激励类别",
    "授予单位",
    "依据文件名称",
    "依据文件文号",
    "授予年度",
    "金额（元）",
)


class GrantList(ListPage):
    """Awards that this user may see, with the sums of those filtered."""

    title = "激励台账"
    subtitle = "授予企业和城市的激励、兑付、撤销和资金收回"
    template_name = "incentives/grants.html"
    table_class = GrantTable
    filterset_class = GrantFilter
    empty = "没有符合条件的激励。"
    empty_yet = "还没有激励。申请获得批准或者直接授予后，在这里显示。"

    def get_queryset(self) -> QuerySet[Grant]:
        rows: QuerySet[Grant] = Grant.objects.visible_to(self.request.user).for_list()
        return rows

    def get_actions(self) -> Sequence[Action]:
        user, shown = self.request.user, []
        if can_read_proposals(user):
            url = reverse("incentives:grant-proposals")
            shown.append(Action("待确认意见", url, icon="checks"))
        if can_propose_awards(user):
            url = reverse("incentives:grant-new")
            shown.append(Action("直接授予", url, tone="primary", icon="plus"))
        return shown

    def get_export_url(self) -> str:
        return reverse("incentives:grants-export")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, sums=self.rows.sums())


class GrantExport(ExportMixin, GrantList):
    """The filtered rows as a file, all of them."""

    def crumbs(self) -> Sequence[Crumb]:
        return [(GRANTS[0], reverse(GRANTS[1]))]

    def get_queryset(self) -> QuerySet[Grant]:
        return super().get_queryset().select_related("managing_unit")

    def columns(self) -> Sequence[str]:
        return HEADS

    def cells(self, row: Grant) -> list[Cell]:
        unit = row.managing_unit
        return [
            row.number,
            row.receiver_name,
            row.get_category_display(),
            row.organisation.name,
            row.get_tier_display(),
            unit.name if unit else "国家",
            row.basis_name,
            row.basis_number,
            row.amount,
            row.right,
            row.starts,
            row.ends,
            row.awarded_on,
            row.paid,
            row.demanded,
            row.recovered,
            row.get_state_display(),
            row.needs_review,
            row.conditions,
        ]


class OwnGrants(ListPage):
    """我的激励: what was granted to one's own enterprise or city."""

    title = "我的激励"
    subtitle = "本单位获得的激励和办理中的申请"
    template_name = "incentives/own_grants.html"
    table_class = GrantTable
    empty = "还没有获得激励。"

    def allow(self) -> Verdict:
        return can_apply(self.request.user)

    def get_queryset(self) -> QuerySet[Grant]:
        rows: QuerySet[Grant] = Grant.objects.received_by(self.request.user)
        return rows.for_list()  # type: ignore[attr-defined,no-any-return]

    def get_actions(self) -> Sequence[Action]:
        url = reverse("incentives:grant-application-start")
        return [Action("申请激励", url, tone="primary", icon="pencil")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        cases = IncentiveGrant.objects.visible_to(self.request.user).still_open()
        context = {
            "package": package_of(self.get_queryset()),
            "cases": list(cases.order_by("-pk")[:20]),
        }
        return super().get_context_data(**kwargs | context)


class PublicGrants(ListPage):
    """激励公开: receiver, kind, basis and year; the amount where it is public."""

    title = "激励公开"
    subtitle = "产教融合型企业和试点城市获得的激励"
    public = True
    table_class = PublicGrantTable
    filterset_class = PublicGrantFilter
    empty = "没有符合条件的激励。"
    empty_yet = "目前没有公开的激励。"

    def get_queryset(self) -> QuerySet[Grant]:
        rows: QuerySet[Grant] = Grant.objects.public().for_list()
        return rows

    def get_export_url(self) -> str:
        return reverse("incentives:public-grants-export")


class PublicGrantsExport(ExportMixin, PublicGrants):
    """The same as a file."""

    def crumbs(self) -> Sequence[Crumb]:
        return [(self.get_title(), reverse("incentives:public-grants"))]

    def columns(self) -> Sequence[str]:
        return PUBLIC_HEADS

    def cells(self, row: Grant) -> list[Cell]:
        return [
            row.receiver_name,
            row.get_category_display(),
            row.organisation.name,
            row.basis_name,
            row.basis_number,
            row.year,
            row.public_amount,
        ]
