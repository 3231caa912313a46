"""How a ledger is shown: years of periods, old against new, names of figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from incentives.credit import NOTHING
from incentives.models import CreditPeriod, CreditResult
from incentives.services.credit import PeriodChange
from ui.charts import Chart, stacked_bars
from ui.refusals import Issue

IN_WAN = Decimal(10_000)
# The figures of a result in the order of the return, as its fields are called there.
FIGURES = {
    "invested": "新增投资额",
    "withdrawn": "撤回投资和转让股权",
    "net_investment": "当期新增投资额",
    "new_credit": "当期新增可抵免金额",
    "brought_forward": "上期留抵可抵免金额",
    "pool": "可抵免金额合计",
    "education_payable": "应缴教育费附加",
    "local_payable": "应缴地方教育附加",
    "used_education": "抵免教育费附加",
    "used_local": "抵免地方教育附加",
    "carried_forward": "结转下期可抵免金额",
    "to_repay": "应补缴（已抵免）金额",
}


@dataclass(frozen=True)
class YearRows:
    """The periods of a year, the latest first, with what they come to together."""

    year: int
    periods: Sequence[CreditPeriod]

    @property
    def results(self) -> list[CreditResult]:
        """Of those that were filed, the latest first."""
        return [p.result for p in self.periods if p.result is not None]

    @property
    def is_summed(self) -> bool:
        """Whether a line of sums tells more than the periods."""
        return len(self.results) > 1

    @property
    def sums(self) -> dict[str, Decimal]:
        """Flows added; brought forward of the first, carried forward of the last."""
        results = self.results
        found = {name: self._sum(name) for name in FIGURES}
        first, last = results[-1], results[0]
        return found | {
            "used": found["used_education"] + found["used_local"],
            "payable": found["education_payable"] + found["local_payable"],
            "brought_forward": first.brought_forward,
            "carried_forward": last.carried_forward,
            "pool": first.brought_forward + found["new_credit"] + found["to_repay"],
        }

    def _sum(self, name: str) -> Decimal:
        return sum((getattr(result, name) for result in self.results), NOTHING)


def chart_of_years(years: Sequence[YearRows]) -> Chart:
    """Year by year what was used, carried at its end, and is to be repaid."""
    in_order = sorted(years, key=lambda year: year.year)
    sums = [year.sums for year in in_order]
    columns = {
        "当年抵免": [one["used"] for one in sums],
        "年末结转": [one["carried_forward"] for one in sums],
        "应补缴": [one["to_repay"] for one in sums],
    }
    if not any(columns["应补缴"]):
        del columns["应补缴"]
    largest = max(max(column) for column in columns.values())
    unit, part = ("万元", IN_WAN) if largest >= IN_WAN else ("元", Decimal(1))
    return stacked_bars(
        "各年抵免、结转和应补缴",
        [f"{year.year}年" for year in in_order],
        {
            name: [float(round(amount / part, 2)) for amount in column]
            for name, column in columns.items()
        },
        unit=unit,
        name="年度",
        tones=dict(zip(columns, ("review", "pale", "late"), strict=False)),
    )


@dataclass(frozen=True)
class Difference:
    """A figure of a period before and after."""

    label: str
    old: Decimal | None
    new: Decimal

    @property
    def by(self) -> Decimal:
        return self.new - (self.old or NOTHING)


@dataclass(frozen=True)
class PeriodDifferences:
    """A period and its figures that change."""

    period: CreditPeriod
    rows: Sequence[Difference]
    held: str = ""


def differences_of(changes: Sequence[PeriodChange]) -> list[PeriodDifferences]:
    """Old against new, periods without a change left out."""
    found = [_differences(change) for change in changes]
    return [one for one in found if one.rows or one.held]


def _differences(change: PeriodChange) -> PeriodDifferences:
    old, new = change.old, change.new
    rows = [
        Difference(label, getattr(old, name, None), getattr(new, name))
        for name, label in FIGURES.items()
        if name in change.changed
    ]
    held = ""
    if new.is_held != bool(old and old.is_held):
        held = "结转金额待税务机关确定" if new.is_held else "结转金额不再待定"
    return PeriodDifferences(change.period, rows, held)


def entry_figures(outcome: Any, entry: Any) -> dict[str, Decimal]:
    """The figures of an estimate under the names of a result."""
    own = {n: getattr(outcome, n) for n in FIGURES if hasattr(outcome, n)}
    return own | {
        "invested": entry.invested,
        "withdrawn": entry.withdrawn,
        "education_payable": entry.payables.education,
        "local_payable": entry.payables.local,
    }


def line_words(issue: Issue) -> str:
    """The sentence with the number of its line."""
    _lines, number, _field = [*issue.field.split("."), "", ""][:3]
    where = f"明细第{number}行：" if number.isdecimal() else ""
    return f"{where}{issue.sentence}"
