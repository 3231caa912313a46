"""A figure and the rows behind it, from one definition, for all places in one query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Count, Q, QuerySet

from incentives.choices.rewards import RewardLevel
from incentives.indicators.places import Place

Pair = tuple[Decimal, Decimal]


@dataclass(frozen=True)
class Asked:
    """For which places and year; the frozen city scores where projects use them."""

    level: str
    year: int
    places: Sequence[Place]
    city_scores: Mapping[str, Decimal] = field(default_factory=dict)

    @cached_property
    def by_division(self) -> dict[str, str]:
        """Codes of cities by the division that each is."""
        return {p.division: p.code for p in self.places if p.division}


@dataclass(frozen=True)
class Figure:
    """A value; numerator and denominator of a share; the source of one by hand."""

    value: Decimal
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    source: str = ""
    # The entry by hand that it is.
    entry: int | None = None


@dataclass(frozen=True)
class Measure:
    """Rows of a year, where they lie, and how they add up.

    A share is `top` ÷ `bottom` × 100, missing where the bottom is nought; any other
    figure is `top` ÷ `scale`, nought where there are no rows.
    """

    rows: Callable[[int], QuerySet[Any]]
    # From a row: to its managing unit, its division, its project.
    unit: str
    division: str
    project: str = ""
    top: Any = field(default_factory=lambda: Count("pk"))
    bottom: Any = None
    scale: int = 1
    # Title and address of a row, and what of it counts.
    said: Callable[[Any], tuple[str, str, str]] = lambda row: (
        str(row),
        row.get_absolute_url(),
        "",
    )
    related: tuple[str, ...] = ()

    def figures(self, asked: Asked) -> dict[str, Figure]:
        """A figure for each place; without one where the share has no denominator."""
        sums = self._sums(asked)
        nought = (Decimal(0), Decimal(0))
        found = {
            place.code: self._figure(sums.get(place.code, nought))
            for place in asked.places
            if self.covers(asked.level, place)
        }
        return {code: figure for code, figure in found.items() if figure is not None}

    def covers(self, level: str, place: Place) -> bool:
        """Whether the portal can tell rows of this place; not of a bare new area."""
        return level != RewardLevel.CITY or place.division is not None

    def _figure(self, pair: Pair) -> Figure | None:
        top, bottom = pair
        if self.bottom is None:
            return Figure(top / self.scale)
        if not bottom:
            return None
        return Figure(Decimal(100) * top / bottom, top, bottom)

    def _sums(self, asked: Asked) -> dict[str, Pair]:
        keys = self._keys(asked.level)
        summed = {"top_sum": self.top}
        if self.bottom is not None:
            summed["bottom_sum"] = self.bottom
        rows = self.rows(asked.year).order_by().values(*keys).annotate(**summed)
        found: dict[str, Pair] = defaultdict(lambda: (Decimal(0), Decimal(0)))
        for row in rows:
            for code in self._codes(asked, [row[key] for key in keys]):
                top, bottom = found[code]
                more = Decimal(row["top_sum"] or 0), Decimal(row.get("bottom_sum") or 0)
                found[code] = (top + more[0], bottom + more[1])
        return found

    def _keys(self, level: str) -> list[str]:
        if level == RewardLevel.PROVINCE:
            return [f"{self.unit}_id"]
        if level == RewardLevel.PROJECT:
            return [f"{self.project}public_id"]
        place = self.division
        return [f"{place}_id", f"{place}__parent_id", f"{place}__parent__parent_id"]

    def _codes(self, asked: Asked, values: list[Any]) -> set[str]:
        if asked.level != RewardLevel.CITY:
            return {str(values[0])}
        found = {asked.by_division.get(value) for value in values if value}
        return {code for code in found if code}

    def rows_of(self, level: str, place: Place, year: int) -> QuerySet[Any]:
        """The rows that a place's figure is made of."""
        rows = self.rows(year).select_related(*self.related)
        if level == RewardLevel.PROVINCE:
            return rows.filter(**{f"{self.unit}_id": place.code})
        if level == RewardLevel.PROJECT:
            return rows.filter(**{f"{self.project}public_id": place.code})
        if place.division is None:
            return rows.none()
        names = (f"{key}" for key in self._keys(level))
        inside = Q()
        for name in names:
            inside |= Q(**{name: place.division})
        return rows.filter(inside)
