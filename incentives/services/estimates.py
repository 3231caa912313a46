"""The estimate: the arithmetic of the credit under the rates in force, nothing kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from incentives.checks.estimates import order_issues
from incentives.credit import Outcome, Period, Row, chain
from incentives.models import CreditRates
from ui.refusals import Invalid

NOT_IN_ORDER = "有内容需要改正。"


@dataclass(frozen=True)
class Asked:
    """A period and its money, in yuan; the payables are after every other relief."""

    period: Period
    new_investment: Decimal
    withdrawn: Decimal
    education_payable: Decimal
    local_payable: Decimal

    @property
    def payable(self) -> Decimal:
        """Both surcharges before the credit."""
        return self.education_payable + self.local_payable

    @property
    def row(self) -> Row:
        """As the arithmetic takes it."""
        return Row(
            self.period.code,
            self.new_investment,
            self.withdrawn,
            self.education_payable,
            self.local_payable,
        )


@dataclass(frozen=True)
class Estimated:
    """A row asked for, what follows from it, and under which rates."""

    asked: Asked
    outcome: Outcome
    rates: CreditRates

    @property
    def to_pay(self) -> Decimal:
        """Both surcharges after the credit, and what is to be repaid."""
        return self.asked.payable - self.outcome.used + self.outcome.to_repay


@dataclass(frozen=True)
class Estimate:
    """All rows in the order of time, and the rates that were applied."""

    rows: tuple[Estimated, ...]
    rates: tuple[CreditRates, ...]


def estimate(asked: Sequence[Asked], *, brought_forward: Decimal) -> Estimate:
    """What the credit comes to, period by period, in yuan.

    A period has the rates of its first day. Raises `Invalid` with an issue at
    `rows.N.period` where periods overlap or stand out of order (N counts from 0).
    """
    if issues := order_issues([one.period for one in asked]):
        raise Invalid(NOT_IN_ORDER, issues=issues)
    in_force = rates_of([one.period for one in asked])
    pairs = [(one.row, rates.rates) for one, rates in zip(asked, in_force, strict=True)]
    outcomes = chain(pairs, brought_forward)
    rows = tuple(map(Estimated, asked, outcomes, in_force))
    return Estimate(rows, tuple(dict.fromkeys(in_force)))


def rates_of(periods: Sequence[Period]) -> list[CreditRates]:
    """The rates of each period, those of its first day; one query for all.

    Raises `Invalid` where the table of rates does not reach back so far.
    """
    table = list(CreditRates.objects.order_by("-effective_from"))
    found = []
    for period in periods:
        row = next((r for r in table if r.effective_from <= period.starts), None)
        if row is None:
            raise Invalid(f"没有{period.label}适用的抵免参数，请联系系统管理员。")
        found.append(row)
    return found
