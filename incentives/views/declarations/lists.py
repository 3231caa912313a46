"""The list of declarations with its totals, and the same as a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property

from documents.exports import Cell
from documents.views.exports import ExportMixin
from enterprises.services.changes import own_enterprise
from incentives.filters.declarations import DeclarationFilter
from incentives.filters.saved import DECLARATIONS
from incentives.models import CreditDeclaration
from incentives.permissions.declarations import can_declare
from incentives.tables.declarations import DeclarationTable
from incentives.words import DISCLAIMER
from ui.views import Action, Crumb, ListPage
from ui.words import number
from workflow.views.saved import SavedViewsMixin

LIST = ("抵免信息申报", "incentives:declarations")
# What each total says, in the words of docs/user/credit-declaration.md.
TOTALS = (
    ("declared_investment", "申报投资额", "最近一次提交的各项投资明细合计"),
    ("confirmed_investment", "认定投资额", "同意时计入抵免的新增投资，不含不予认可的"),
    ("used", "抵免额（估算）", "已认定申报当年抵免的两项附加合计"),
    ("carried_forward", "年末结转（估算）", "已认定申报各纳税人年末结转合计"),
    ("to_repay", "应补缴（估算）", "已认定申报当年应补缴的已抵免金额"),
)
HEADS = (
    "受理编号",
    "企业名称",
    "统一社会信用代码",
    "申报年度",
    "管理单位",
    "环节",
    "申报投资额（元）",
    "认定投资额（元）",
    "抵免额（估算，元）",
    "年末结转（估算，元）",
    "应补缴（估算，元）",
    "提交时间",
    "认定时间",
)


class DeclarationList(SavedViewsMixin, ListPage):
    """Declarations that this user may see; the totals are of the rows filtered."""

    title = LIST[0]
    subtitle = DISCLAIMER
    template_name = "incentives/declarations.html"
    partial_template_name = "incentives/declarations_rows.html"
    view_list = DECLARATIONS
    table_class = DeclarationTable
    filterset_class = DeclarationFilter
    empty = "没有符合条件的抵免信息申报。"
    empty_yet = "还没有抵免信息申报。年度结束后，企业从抵免台账生成申报。"

    def get_queryset(self) -> QuerySet[CreditDeclaration]:
        rows = CreditDeclaration.objects.visible_to(self.request.user)
        found: QuerySet[CreditDeclaration] = rows.select_related(
            "managing_unit", "enterprise"
        )
        return found.defer("remark")

    def get_export_url(self) -> str:
        return reverse("incentives:declarations-export")

    def get_actions(self) -> Sequence[Action]:
        user = self.request.user
        if not can_declare(user, own_enterprise(user)):
            return []
        url = reverse("incentives:declaration-start")
        return [Action("申报抵免信息", url, tone="primary", icon="pencil")]

    @cached_property
    def totals(self) -> list[tuple[str, str]]:
        """(label, yuan) over the rows filtered."""
        rows: Any = self.rows
        sums = rows.sums()
        return [(label, number(sums[key], 2)) for key, label, _words in TOTALS]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        help = [(label, f"{words}。") for _key, label, words in TOTALS]
        context = {"totals": self.totals, "help_rows": help}
        return super().get_context_data(**context | kwargs)


class DeclarationExport(ExportMixin, DeclarationList):
    """The filtered rows as a file, all of them."""

    def crumbs(self) -> Sequence[Crumb]:
        return [(self.get_title(), reverse(LIST[1]))]

    def columns(self) -> Sequence[str]:
        return HEADS

    def cells(self, row: CreditDeclaration) -> list[Cell]:
        return [
            row.number,
            row.enterprise.name,
            row.enterprise.credit_code,
            row.year,
            row.managing_unit.name if row.managing_unit else "国家",
            row.stage_label,
            row.declared_investment,
            row.confirmed_investment,
            row.used,
            row.carried_forward,
            row.to_repay,
            row.submitted_at,
            row.confirmed_at,
        ]
