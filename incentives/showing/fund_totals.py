"""The table of money by unit and source."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q, Sum, TextChoices
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from incentives.checks.funds import NOTHING, execution_rate
from incentives.choices.projects import FundSource, ProjectKind
from incentives.models import ProjectSource
from incentives.querysets.projects import SUMS
from regions.models import ManagingUnit

# As long as a head of the table may be.
SHORT = {
    FundSource.CENTRAL: "中央预算内",
    FundSource.LOCAL: "地方财政",
    FundSource.ENTERPRISE: "企业自筹",
    FundSource.BOND: "专项债券",
    FundSource.DEVELOPMENT: "开发性金融",
    FundSource.FUND: "产业基金",
    FundSource.OTHER: "其他",
}
NATION = ""
PLATFORM = Q(kind=ProjectKind.INNOVATION_PLATFORM)


class Measure(TextChoices):
    """Which of the five sums is shown."""

    PLANNED = "planned", _("计划金额")
    ALLOCATED = "allocated", _("已下达")
    SCHEDULED = "scheduled", _("已列使用计划")
    PAID = "paid", _("已拨付")
    USED = "used", _("已使用")


MEASURES = frozenset(Measure.values)


@dataclass
class Cell:
    """A sum in yuan and the rows it is made of."""

    amount: Decimal
    url: str


@dataclass
class UnitRow:
    """One unit's money; the nation's line has no unit."""

    code: str
    name: str
    url: str
    projects: int = 0
    platforms: int = 0
    total: Decimal = NOTHING
    cells: list[Cell] = field(default_factory=list)
    sum: Decimal = NOTHING
    # Of central money: paid ÷ allocated (indicator D4), of one.
    central_rate: Decimal | None = None
    rate: Decimal | None = None

    @property
    def central_percent(self) -> Decimal | None:
        return None if self.central_rate is None else self.central_rate * 100

    @property
    def percent(self) -> Decimal | None:
        return None if self.rate is None else self.rate * 100


@dataclass
class Totals:
    """The table: heads, a line a unit in their order, the sum of all."""

    heads: list[str]
    rows: list[UnitRow]
    whole: UnitRow


def table_of(projects: Any, measure: str, query: dict[str, str]) -> Totals:
    """Three queries, however many projects there are."""
    counted = _counted(projects)
    money = _money(projects)
    names = dict(ManagingUnit.objects.values_list("code", "name"))
    rows = [
        _row(code, name, counted[code], money.get(code, {}), measure, query)
        for code, name in names.items()
        if code in counted
    ]
    whole = _row(
        NATION, "合计", _sum_counted(counted), _sum_money(money), measure, query
    )
    return Totals([SHORT[s] for s in FundSource], rows, whole)


def _counted(projects: Any) -> dict[str, dict[str, Any]]:
    platforms = Count("pk", filter=PLATFORM)
    rows = projects.order_by().values("managing_unit_id")
    found = rows.annotate(n=Count("pk"), p=platforms, t=Sum("total"))
    return {row["managing_unit_id"]: row for row in found}


def _money(projects: Any) -> dict[str, dict[str, dict[str, Decimal]]]:
    rows = ProjectSource.objects.of_projects(projects)
    found: dict[str, dict[str, dict[str, Decimal]]] = {}
    for row in rows.totals_by("project__managing_unit_id", "source"):
        unit = found.setdefault(row["project__managing_unit_id"], {})
        unit[row["source"]] = {name: row[name] for name in SUMS}
    return found


def _sum_counted(counted: dict[str, dict[str, Any]]) -> dict[str, Any]:
    return {
        key: sum((row[key] for row in counted.values()), start)
        for key, start in (("n", 0), ("p", 0), ("t", NOTHING))
    }


def _sum_money(money: dict[str, Any]) -> dict[str, dict[str, Decimal]]:
    found: dict[str, dict[str, Decimal]] = {}
    for unit in money.values():
        for source, sums in unit.items():
            held = found.setdefault(source, dict.fromkeys(SUMS, NOTHING))
            for name in SUMS:
                held[name] += sums[name]
    return found


def _row(
    code: str,
    name: str,
    counted: dict[str, Any],
    money: dict[str, dict[str, Decimal]],
    measure: str,
    query: dict[str, str],
) -> UnitRow:
    unit = {"managing_unit": code} if code else {}
    amounts = {s: money.get(s, {}).get(measure, NOTHING) for s in FundSource.values}
    central = money.get(FundSource.CENTRAL, dict.fromkeys(SUMS, NOTHING))
    paid, allocated = (
        sum((sums[key] for sums in money.values()), NOTHING)
        for key in ("paid", "allocated")
    )
    return UnitRow(
        code=code,
        name=name,
        url=ledger_url(query | unit),
        projects=counted["n"],
        platforms=counted["p"],
        total=counted["t"],
        cells=[
            Cell(amount, ledger_url(query | unit | {"source": source}))
            for source, amount in amounts.items()
        ],
        sum=sum(amounts.values(), NOTHING),
        central_rate=execution_rate(central["paid"], central["allocated"]),
        rate=execution_rate(paid, allocated),
    )


def ledger_url(query: dict[str, str]) -> str:
    """The ledger's list, filtered."""
    return f"{reverse('incentives:projects')}?{urlencode(query)}"
