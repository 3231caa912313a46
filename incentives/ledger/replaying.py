"""The whole ledger of an account, from its first period on: the same facts, the same
ledger, however many corrections led to them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from incentives.credit import (
    NOTHING,
    Outcome,
    Payables,
    Row,
    payables,
    standing_on,
    step,
)
from incentives.ledger.facts import (
    AccountFacts,
    DatedRates,
    LineFacts,
    PeriodFacts,
    Window,
)


class LineStanding(StrEnum):
    """Whether a line counts, and if not, for what reason."""

    COUNTS = "counts"
    REFUSED = "refused"
    OUTSIDE = "outside"  # paid before entry in the pool or after leaving it


@dataclass(frozen=True, slots=True)
class Entry:
    """What follows for one period, with what it follows from."""

    period: int
    statement: int
    rates: int
    invested: Decimal
    withdrawn: Decimal
    payables: Payables
    outcome: Outcome
    is_held: bool


def replay(account: AccountFacts, rates: Sequence[DatedRates]) -> list[Entry]:
    """Every period of an account in the order of time.

    Raises `LookupError` where a period begins before the first rates.
    """
    entries: list[Entry] = []
    taken_back = credited_withdrawals(account)
    for number, period in enumerate(account.periods):
        if number == 0:
            brought = period.opening_balance
        else:
            brought = entries[-1].outcome.carried_forward
        withdrawn = taken_back.get(period.pk, NOTHING)
        entries.append(_entry(period, withdrawn, account.windows, brought, rates))
    return entries


def credited_withdrawals(account: AccountFacts) -> dict[int, Decimal]:
    """What is taken back in each period of money that was credited, in yuan.

    What was credited is repaid (46号), and no more: beyond the credited balance of its
    day, what goes back is money that was only recorded. Where the ledger began with a
    balance, money credited before is not known, so that all counts.
    """
    began_with = account.periods[0].opening_balance if account.periods else NOTHING
    moves = sorted(
        (line.content.paid_on, not line.is_investment, period.pk, line.content.amount)
        for period in account.periods
        for line in period.lines
        if standing_of_line(line, account.windows) == LineStanding.COUNTS
    )
    found: dict[int, Decimal] = {}
    balance = NOTHING
    # Money put in counts before what is taken back on the same day.
    for _day, goes_back, period_, amount in moves:
        if not goes_back:
            balance += amount
            continue
        counted = amount if began_with else min(amount, balance)
        balance -= counted
        found[period_] = found.get(period_, NOTHING) + counted
    return found


def _entry(
    period: PeriodFacts,
    withdrawn: Decimal,
    windows: Sequence[Window],
    brought: Decimal,
    rates: Sequence[DatedRates],
) -> Entry:
    dated = rates_on(period.starts, rates)
    columns = payables(period.bases, dated.rates)
    counting = [
        line
        for line in period.lines
        if standing_of_line(line, windows) == LineStanding.COUNTS
    ]
    invested = sum((x.content.amount for x in counting if x.is_investment), NOTHING)
    held = is_held(period.starts, period.ends, windows)
    row = Row(
        period=str(period.pk),
        new_investment=invested,
        withdrawn=withdrawn,
        education_payable=columns.education,
        local_payable=columns.local,
        held=held,
    )
    return Entry(
        period=period.pk,
        statement=period.statement,
        rates=dated.pk,
        invested=invested,
        withdrawn=withdrawn,
        payables=columns,
        outcome=step(row, brought, dated.rates),
        is_held=held,
    )


def rates_on(day: date, rates: Sequence[DatedRates]) -> DatedRates:
    """The rates in force on a day."""
    begun = [dated for dated in rates if dated.effective_from <= day]
    if not begun:
        raise LookupError(f"no rates are in force on {day}")
    return max(begun, key=lambda dated: dated.effective_from)


def standing_of_line(line: LineFacts, windows: Sequence[Window]) -> LineStanding:
    """Whether a line counts.

    Money paid outside the days of the pool is recorded, not credited. What is taken
    back counts after leaving too: it is repaid (46号), whoever has left.
    """
    if line.is_refused:
        return LineStanding.REFUSED
    day = line.content.paid_on
    entered = min((starts for starts, _ends in windows), default=None)
    if not line.is_investment and entered is not None and day >= entered:
        return LineStanding.COUNTS
    counts = standing_on(day, windows).counts
    return LineStanding.COUNTS if counts else LineStanding.OUTSIDE


def is_held(starts: date, ends: date, windows: Sequence[Window]) -> bool:
    """Whether a period lies wholly after a stay in the pool and touches no other."""
    touched = any(
        first <= ends and (last is None or last >= starts) for first, last in windows
    )
    left = any(last is not None and last < starts for _first, last in windows)
    return left and not touched
