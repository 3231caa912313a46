"""What stands on the sheet, reckoned from the facts of one filing period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from incentives.credit import (
    NOTHING,
    Outcome,
    Rates,
    SurchargeColumns,
    TaxBases,
    payables,
)

EDUCATION, LOCAL = "教育费附加", "地方教育附加"
# Reduction-nature codes of this credit in the tax authorities' code table.
CREDIT_CODES = {EDUCATION: "0061101402", LOCAL: "0099101401"}


@dataclass(frozen=True)
class ReturnLine:
    """One surcharge on one annex; money in yuan."""

    name: str
    columns: SurchargeColumns
    credit: Decimal  # column 11
    paid: Decimal  # column 12

    @property
    def code(self) -> str:
        """Column 10; only where something is credited."""
        return CREDIT_CODES[self.name] if self.credit else ""

    @property
    def final(self) -> Decimal:
        """Column 13 = 5 − 7 − 9 − 11 − 12; below 0 is to be refunded."""
        return self.columns.payable - self.credit - self.paid


@dataclass(frozen=True)
class ReturnSheet:
    """A period of a taxpayer. `paid_already` is paid for both surcharges together."""

    taxpayer: str
    credit_code: str
    starts: date
    ends: date
    bases: TaxBases
    rates: Rates
    outcome: Outcome
    paid_already: Decimal = NOTHING
    # After leaving the pool: what is carried waits for the tax office.
    is_held: bool = False
    # E.g. "第2版，2026年7月5日填报"; stands in the foot.
    version: str = ""

    @cached_property
    def lines(self) -> tuple[ReturnLine, ReturnLine, ReturnLine, ReturnLine]:
        """VAT annex: education, local; consumption-tax annex: education, local.

        The credit used on a surcharge, and what was paid already, go to the VAT annex
        as far as its line reaches, the rest to the consumption-tax annex. Money paid
        beyond everything stands on the first line, which then asks for a refund.
        """
        columns = tuple(payables(self.bases, self.rates))
        names = (EDUCATION, LOCAL, EDUCATION, LOCAL)
        used = {EDUCATION: self.outcome.used_education, LOCAL: self.outcome.used_local}
        credits = [NOTHING] * 4
        for place, name in enumerate(names):
            credits[place] = min(columns[place].payable, used[name])
            used[name] -= credits[place]
        left = [c.payable - credit for c, credit in zip(columns, credits, strict=True)]
        paid = _spread(self.paid_already, left)
        made = map(ReturnLine, names, columns, credits, paid)
        first, second, third, fourth = made
        return first, second, third, fourth

    @property
    def vat_lines(self) -> Sequence[ReturnLine]:
        """Those of 附列资料（五）."""
        return self.lines[:2]

    @property
    def consumption_lines(self) -> Sequence[ReturnLine]:
        """Those of the consumption-tax annex; none without consumption tax."""
        return self.lines[2:] if self.bases.consumption_tax else ()

    @property
    def applies(self) -> bool:
        """Whether 本期是否适用…抵免政策 is answered with 是."""
        return not self.is_held


def _spread(amount: Decimal, room: Sequence[Decimal]) -> list[Decimal]:
    """An amount over places in their order; what fits nowhere goes to the first."""
    taken = []
    for each in room:
        taken.append(min(amount, each))
        amount -= taken[-1]
    taken[0] += amount
    return taken
