"""Totals of the credit declarations of a year, of the nation and by managing unit.

Each is the sum of one column over the rows to which it leads, to the cent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.standing import standing_of
from incentives.choices.declarations import Counted
from incentives.filters.declarations import NATION
from incentives.models import CreditDeclaration
from incentives.models.declarations import FIRST_YEAR
from reporting.dashboard.figures import address
from reporting.dashboard.places import unit_names
from ui.text import number_in

# (column, what it is called, which declarations); `firms` counts the rows.
COLUMNS = (
    ("firms", _("申报企业"), Counted.DECLARED),
    ("declared_investment", _("申报投资额"), Counted.DECLARED),
    ("confirmed_firms", _("认定企业"), Counted.CONFIRMED),
    ("confirmed_investment", _("认定投资额"), Counted.CONFIRMED),
    ("used", _("抵免额"), Counted.CONFIRMED),
    ("carried_forward", _("年末结转"), Counted.CONFIRMED),
    ("to_repay", _("应补缴"), Counted.CONFIRMED),
)
COUNTS = ("firms", "confirmed_firms")
MOST_YEARS = 6
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Total:
    """A sum, where its rows stand, and which they are."""

    key: str
    label: str
    column: str
    value: Decimal | int
    href: str
    rows_of: Callable[[], Any] = field(compare=False, repr=False)

    @property
    def is_count(self) -> bool:
        return self.column in COUNTS

    @property
    def places(self) -> int:
        """Decimals: firms are whole, money is to the cent."""
        return 0 if self.is_count else 2

    @property
    def unit(self) -> str:
        return _("家") if self.is_count else _("元")

    @property
    def text(self) -> str:
        """As the API spells it."""
        return str(self.value)

    @property
    def summed(self) -> Decimal | int:
        """The same, added up from the rows."""
        rows = self.rows_of()
        if self.is_count:
            return int(rows.count())
        return sum(rows.values_list(self.column, flat=True), Decimal("0.00"))


@dataclass(frozen=True)
class CreditPlace:
    """A managing unit, or the whole, with its totals in the order of the columns."""

    name: str
    totals: list[Total]


class CreditTotals:
    """Of what a person sees; the year asked for, or the newest. Two queries."""

    def __init__(self, user: Any, year: str = "") -> None:
        self.user = user
        self.is_national = standing_of(user).is_national
        self.rows = CreditDeclaration.objects.visible_to(user)
        years = self.rows.declared().order_by("-year").values_list("year", flat=True)
        # None: nobody has declared anything.
        newest = years.first()
        asked = number_in(year)
        known = range(FIRST_YEAR, newest + 1) if newest else range(0)
        self.years = [*reversed(known)][:MOST_YEARS]
        self.year = asked if asked in known else newest

    @property
    def tabs(self) -> list[tuple[str, str, bool]]:
        """The newest years."""
        return [
            (f"{year}年", f"?credit_year={year}#credit", year == self.year)
            for year in self.years
        ]

    @property
    def heads(self) -> list[str]:
        return [str(label) for _column, label, _which in COLUMNS]

    @cached_property
    def places(self) -> list[CreditPlace]:
        """The whole first; then, for the nation, the units that have any."""
        if self.year is None:
            return []
        rows = self.rows.of_year(self.year).totals_by("managing_unit")
        found = {row["managing_unit"]: row for row in rows}
        whole = CreditPlace(
            _("全国") if self.is_national else _("合计"),
            self._totals("whole", _sum(found.values()), {}),
        )
        return [whole, *self._units(found)] if self.is_national else [whole]

    def _units(self, found: Mapping[str | None, Row]) -> Iterator[CreditPlace]:
        names: list[tuple[str | None, str]] = [
            (place.code, place.name) for place in unit_names()
        ]
        for code, name in [*names, (None, _("国家直接受理"))]:
            if code in found:
                at = {"managing_unit": code or NATION}
                key = f"unit.{code or NATION}"
                yield CreditPlace(name, self._totals(key, found[code], at))

    def _totals(self, key: str, row: Row, at: Mapping[str, str]) -> list[Total]:
        return [
            Total(
                key=f"{self.year}.{key}.{column}",
                label=str(label),
                column=column,
                value=row[column],
                href=address(
                    "incentives:declarations",
                    {"year": self.year, "counted": which.value, **at},
                ),
                rows_of=partial(self._rows, which, at),
            )
            for column, label, which in COLUMNS
        ]

    def _rows(self, which: Counted, at: Mapping[str, str]) -> Any:
        rows = self.rows.filter(year=self.year).counted(which)
        unit = at.get("managing_unit")
        if unit == NATION:
            return rows.filter(managing_unit__isnull=True)
        return rows.filter(managing_unit_id=unit) if unit else rows

    def figures(self) -> list[Total]:
        """Every total of the year."""
        return [total for place in self.places for total in place.totals]


def _sum(rows: Iterable[Row]) -> dict[str, Any]:
    held = list(rows)
    return {
        column: sum((row[column] for row in held), _nothing(column))
        for column, _label, _which in COLUMNS
    }


def _nothing(column: str) -> Decimal | int:
    return 0 if column in COUNTS else Decimal("0.00")
