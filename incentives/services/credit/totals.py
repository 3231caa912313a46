"""Sums of the ledger that lead to its rows: by account, enterprise, unit, year.

What flows (declared, used, to repay) is added over periods; what is carried stands in
the last period of each account. A group's totals are the sums of its members'.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from incentives.querysets import CreditPeriodQuerySet

NOUGHT = Decimal("0.00")
ACCOUNT = "account"
ENTERPRISE = "account__enterprise"
# None is the nation's own: whole groups.
UNIT = "account__enterprise__managing_unit"
YEAR = "starts__year"


@dataclass(frozen=True)
class Totals:
    """Sums in yuan over some periods."""

    accounts: int = 0
    invested: Decimal = NOUGHT
    withdrawn: Decimal = NOUGHT
    net_investment: Decimal = NOUGHT
    new_credit: Decimal = NOUGHT
    education_payable: Decimal = NOUGHT
    local_payable: Decimal = NOUGHT
    used_education: Decimal = NOUGHT
    used_local: Decimal = NOUGHT
    used: Decimal = NOUGHT
    to_repay: Decimal = NOUGHT
    # At the end of the last period of each account.
    carried: Decimal = NOUGHT
    # Of it, what the tax office decides after the firm left the pool.
    held: Decimal = NOUGHT

    def __add__(self, other: Totals) -> Totals:
        names = [field.name for field in fields(self)]
        return Totals(**{n: getattr(self, n) + getattr(other, n) for n in names})


def totals_of(periods: CreditPeriodQuerySet, year: int | None = None) -> Totals:
    """The sums over the periods of a queryset, in one year or in all; two queries.

    `year` narrows what flows to that year, and what is carried to its end.
    """
    return totals_by(None, periods, year)[None]


def totals_by(
    key: str | None, periods: CreditPeriodQuerySet, year: int | None = None
) -> dict[Any, Totals]:
    """The sums by ACCOUNT, ENTERPRISE or UNIT (their keys); two queries."""
    within = periods.of_year(year) if year else periods
    until = periods.until(year) if year else periods
    if key is None:
        return {None: Totals(**within.sums(), **until.carried())}
    flows = _rows(within.sums_by(key), key)
    stocks = _rows(until.carried_by(key), key)
    return {
        value: Totals(**{**flows.get(value, {}), **stocks.get(value, {})})
        for value in {*flows, *stocks}
    }


def _rows(rows: Any, key: str) -> dict[Any, Mapping[str, Any]]:
    return {row[key]: {n: v for n, v in row.items() if n != key} for row in rows}
