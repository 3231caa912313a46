"""The ledgers as authorities read them: filed periods, their sums, and a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property

from documents.exports import Cell
from documents.views.exports import ExportMixin
from incentives.filters.credit import LedgerFilter
from incentives.models import CreditPeriod
from incentives.permissions.credit import can_read_ledgers
from incentives.tables.credit import LedgerTable, marks_of
from incentives.words import DISCLAIMER
from ui.refusals import Verdict
from ui.views import Crumb, ListPage
from ui.words import number

LIST = ("抵免台账", "incentives:credit-ledgers")
HEADS = (
    "纳税人",
    "纳税人识别号",
    "所依据的建设培育企业",
    "管理单位",
    "所属期",
    "所属期起",
    "所属期止",
    "新增投资额（元）",
    "撤回投资和转让股权（元）",
    "当期新增投资额（元）",
    "上期留抵可抵免金额（元）",
    "可抵免金额合计（元）",
    "应缴教育费附加（元）",
    "应缴地方教育附加（元）",
    "抵免教育费附加（元）",
    "抵免地方教育附加（元）",
    "结转下期可抵免金额（元）",
    "应补缴金额（元）",
    "备注",
    "填报时间",
)
FIGURES = (
    "invested",
    "withdrawn",
    "net_investment",
    "brought_forward",
    "pool",
    "education_payable",
    "local_payable",
    "used_education",
    "used_local",
    "carried_forward",
    "to_repay",
)
HELP = [
    ("合计口径", "新增投资、撤回、抵免、应补缴为筛选出的各所属期相加。"),
    ("结转", "为筛选范围内各纳税人最后一个已填报所属期的结转相加，不逐期累加。"),
    ("草稿", "企业尚未填报的草稿不在本表内；更正过的以最新填报的版本为准。"),
]


class LedgerList(ListPage):
    """Filed periods that this user may see; the sums are of the rows filtered."""

    title = LIST[0]
    subtitle = DISCLAIMER
    template_name = "incentives/credit_ledgers.html"
    partial_template_name = "incentives/declarations_rows.html"
    table_class = LedgerTable
    filterset_class = LedgerFilter
    empty = "没有符合条件的抵免台账。"
    empty_yet = "还没有抵免台账。企业填报所属期后，在这里显示。"

    def allow(self) -> Verdict:
        return can_read_ledgers(self.request.user)

    def get_queryset(self) -> QuerySet[CreditPeriod]:
        rows = CreditPeriod.objects.visible_to(self.request.user).filed()
        found: QuerySet[CreditPeriod] = rows.for_list()
        return found

    def get_export_url(self) -> str:
        return reverse("incentives:credit-ledgers-export")

    @cached_property
    def totals(self) -> list[tuple[str, str]]:
        """(label, yuan) over the rows filtered."""
        rows: Any = self.rows
        flows, stocks = rows.sums(), rows.carried()
        return [
            ("新增投资额", number(flows["invested"], 2)),
            ("撤回投资和转让股权", number(flows["withdrawn"], 2)),
            ("抵免额（估算）", number(flows["used"], 2)),
            ("期末结转（估算）", number(stocks["carried"], 2)),
            ("其中待税务机关确定", number(stocks["held"], 2)),
            ("应补缴（估算）", number(flows["to_repay"], 2)),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = {"totals": self.totals, "help_rows": HELP}
        return super().get_context_data(**context | kwargs)


class LedgerExport(ExportMixin, LedgerList):
    """The filtered rows as a file, all of them."""

    def crumbs(self) -> Sequence[Crumb]:
        return [(self.get_title(), reverse(LIST[1]))]

    def columns(self) -> Sequence[str]:
        return HEADS

    def cells(self, row: CreditPeriod) -> list[Cell]:
        account, unit = row.account, row.account.enterprise.managing_unit
        return [
            account.name,
            account.credit_code,
            account.enterprise.name,
            unit.name if unit else "国家",
            row.label,
            row.starts,
            row.ends,
            *(getattr(row.result, name) for name in FIGURES),
            "、".join(marks_of(row)),
            row.statement.filed_at if row.statement else None,
        ]
