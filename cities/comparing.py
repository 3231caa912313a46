"""The nominations of a round side by side: one reading for page and API."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import OuterRef, Subquery

from cities.checks.reading import as_decimal
from cities.models import CityNomination
from cities.models.nomination import LONG_TEXTS
from regions.choices import EconomicRegion
from ui.words import number
from workflow.models import Round, Submission

# (key of the figures, head, decimals)
FIGURES = (
    ("population", "常住人口（万人）", 2),
    ("gdp", "地区生产总值（亿元）", 2),
    ("gdp_rank", "省内位次", 0),
    ("students", "在校生（万人）", 2),
    ("scale_firms", "规上工业企业（家）", 0),
    ("enterprises_target", "培育企业目标（家）", 0),
    ("measures", "任务举措（项）", 0),
    ("bases", "实训基地（个）", 0),
    ("investment", "基地投资（万元）", 0),
)


@dataclass(frozen=True)
class Line:
    """One nomination with the figures of its last submission."""

    nomination: CityNomination
    figures: dict[str, Any]

    def value(self, key: str) -> Decimal | None:
        return as_decimal(self.figures.get(key))

    @property
    def values(self) -> dict[str, Decimal | None]:
        """Every figure by its key."""
        return {key: self.value(key) for key, _head, _places in FIGURES}

    @property
    def cells(self) -> list[str]:
        return [self.words(key, places) for key, _head, places in FIGURES]

    def words(self, key: str, places: int) -> str:
        value = self.value(key)
        return "—" if value is None else number(value, places)


@dataclass(frozen=True)
class RegionCount:
    """How many nominations lie in an economic region; information, never a quota."""

    region: EconomicRegion
    count: int
    less_developed: int


@dataclass
class Comparison:
    """What was handed in in a round, as far as this person may see it."""

    round: Round
    user: Any

    @cached_property
    def lines(self) -> list[Line]:
        """In the order of units and divisions."""
        last = Submission.objects.filter(application=OuterRef("pk")).order_by("-number")
        rows = (
            CityNomination.objects.visible_to(self.user)
            .submitted()
            .filter(round=self.round)
            .for_list()
            .defer(*LONG_TEXTS)
            .annotate(figures=Subquery(last.values("data__figures")[:1]))
        )
        lines = [Line(row, row.figures or {}) for row in rows]
        return sorted(lines, key=_place_of)

    def sorted_by(self, sort: str) -> list[Line]:
        """By a figure, downwards with a minus before it; by place for anything else."""
        key = sort.removeprefix("-")
        if key not in {name for name, _head, _places in FIGURES}:
            return self.lines
        # Those without a figure come last, either way round.
        there = [line for line in self.lines if line.value(key) is not None]
        rest = [line for line in self.lines if line.value(key) is None]
        down = sort.startswith("-")
        return sorted(there, key=lambda ln: ln.value(key) or 0, reverse=down) + rest

    def distribution(self) -> list[RegionCount]:
        """By economic region, with the less-developed among them."""
        all_of: Counter[str] = Counter()
        flagged: Counter[str] = Counter()
        for line in self.lines:
            city = line.nomination.city
            all_of[city.economic_region] += 1
            flagged[city.economic_region] += city.is_less_developed
        return [
            RegionCount(region, all_of[region.value], flagged[region.value])
            for region in EconomicRegion
        ]


def round_to_compare(asked: str, rounds: list[Round], user: Any) -> Round | None:
    """The round asked for, else the newest in which something was handed in."""
    wanted = asked or _busiest(user)
    chosen = [a_round for a_round in rounds if str(a_round.pk) == wanted]
    return (chosen or rounds or [None])[0]


def _busiest(user: Any) -> str:
    rows = CityNomination.objects.visible_to(user).submitted()
    newest = rows.order_by("-round__opens_at", "-round_id")
    return str(newest.values_list("round_id", flat=True).first() or "")


def _place_of(line: Line) -> tuple[int, str]:
    return line.nomination.unit.order, line.nomination.city.code
