"""From the money of filing periods to what is credited, carried and repaid.

附列资料（五）, lower block: 5 当期新增投资额, 6 上期留抵可抵免金额,
7 结转下期可抵免金额 = 5 × 30% + 6 − credit used on either surcharge, and 0 where
that is negative.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from incentives.credit.rounding import NOTHING, to_cents


@dataclass(frozen=True, slots=True)
class Rates:
    """Shares of one, as in force on a day: 0.3000, 0.0300, 0.0200."""

    credit: Decimal
    education: Decimal
    local: Decimal


@dataclass(frozen=True, slots=True)
class Row:
    """What one filing period brings, in yuan; all amounts are 0 or more.

    The payables are after every other relief. `held`: the period lies after the
    taxpayer left the pool, so nothing new is credited and nothing is used.
    """

    period: str
    new_investment: Decimal
    withdrawn: Decimal
    education_payable: Decimal
    local_payable: Decimal
    held: bool = False

    @property
    def net_investment(self) -> Decimal:
        """Field 5 of the return; may be negative."""
        new = NOTHING if self.held else self.new_investment
        return new - self.withdrawn


@dataclass(frozen=True, slots=True)
class Outcome:
    """What follows for one period, in yuan; only the first two may be negative."""

    net_investment: Decimal
    new_credit: Decimal
    brought_forward: Decimal
    pool: Decimal
    used_education: Decimal
    used_local: Decimal
    carried_forward: Decimal
    to_repay: Decimal

    @property
    def used(self) -> Decimal:
        """Both surcharges together."""
        return self.used_education + self.used_local


def step(row: Row, brought_forward: Decimal, rates: Rates) -> Outcome:
    """One period after what the last one carried forward.

    brought_forward + new_credit + to_repay = used + carried_forward, always.
    """
    new_credit = to_cents(row.net_investment * rates.credit)
    balance = brought_forward + new_credit
    pool = max(balance, NOTHING)
    education, local = (NOTHING, NOTHING) if row.held else _used(row, pool, rates)
    return Outcome(
        net_investment=row.net_investment,
        new_credit=new_credit,
        brought_forward=brought_forward,
        pool=pool,
        used_education=education,
        used_local=local,
        carried_forward=pool - education - local,
        to_repay=max(-balance, NOTHING),
    )


def chain(
    rows: Iterable[tuple[Row, Rates]], brought_forward: Decimal = NOTHING
) -> list[Outcome]:
    """Periods in the order of time, each under the rates of its own days."""
    outcomes: list[Outcome] = []
    for row, rates in rows:
        outcomes.append(step(row, brought_forward, rates))
        brought_forward = outcomes[-1].carried_forward
    return outcomes


def compute(
    rows: Iterable[Row], brought_forward: Decimal, rates: Rates
) -> list[Outcome]:
    """Periods in the order of time, all under the same rates."""
    return chain(((row, rates) for row in rows), brought_forward)


def added(outcomes: Iterable[Outcome]) -> Outcome:
    """Several taxpayers of a group in the same period, side by side.

    A sum for the eye: nothing is pooled, each member credits its own surcharges.
    """
    total = dict.fromkeys(Outcome.__slots__, NOTHING)
    for outcome in outcomes:
        for name in total:
            total[name] += getattr(outcome, name)
    return Outcome(**total)


def _used(row: Row, pool: Decimal, rates: Rates) -> tuple[Decimal, Decimal]:
    """What of the pool goes to the education and to the local surcharge.

    Enough for both: both in full. Otherwise in the ratio of the two rates (3 : 2),
    the education part rounded, the local part the remainder; what one of them cannot
    take goes to the other. The law leaves the split to the payer: only the sum is
    fixed.
    """
    if pool >= row.education_payable + row.local_payable:
        return row.education_payable, row.local_payable
    both = rates.education + rates.local
    education = to_cents(pool * rates.education / both)
    # From here on the pool is smaller than both together, so the rest always fits.
    education = max(
        min(education, row.education_payable), pool - row.local_payable, NOTHING
    )
    return education, pool - education
