"""Group-bys of the dashboard: a few indexed queries, whatever the number of rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import TruncDate

from regions.calendar import WorkingCalendar, local_day
from reporting.dashboard.figures import IN_REVIEW, listing_year
from workflow.choices import REVIEW_STAGES, Stage

DUE_STAGES = (*REVIEW_STAGES, Stage.RETURNED, Stage.UNDER_APPEAL)


@dataclass
class Place:
    """One managing unit (or division): its applications and how long they wait."""

    stages: Counter[str] = field(default_factory=Counter)
    late: int = 0
    days: Counter[int] = field(default_factory=Counter)

    @property
    def submitted(self) -> int:
        return self.stages.total()

    @property
    def in_review(self) -> int:
        return sum(self.stages[stage] for stage in REVIEW_STAGES)

    @property
    def longest(self) -> int | None:
        return max(self.days, default=None)

    @property
    def median(self) -> float | None:
        return median_of(self.days)


def median_of(counted: Mapping[int, int]) -> float | None:
    """The median of values given as value → how often."""
    total = sum(counted.values())
    if not total:
        return None
    low, high = (total - 1) // 2, total // 2
    passed, found = 0, []
    for value in sorted(counted):
        passed += counted[value]
        found += [value] * ((passed > low) + (passed > high) - len(found))
        if len(found) == 2:
            break
    return sum(found) / 2


def by_place(
    rows: Any, place: str, now: datetime, calendar: WorkingCalendar
) -> dict[str | None, Place]:
    """Counts by place, stage and lateness, and the days waited (two queries)."""
    found: dict[str | None, Place] = defaultdict(Place)
    late = Count("pk", filter=Q(stage__in=DUE_STAGES, due_at__lt=now))
    counted = rows.order_by().values_list(place, "stage")
    for code, stage, number, overdue in counted.annotate(Count("pk"), late=late):
        found[code].stages[stage] += number
        found[code].late += overdue
    today = local_day(now)
    waiting = rows.filter(IN_REVIEW).order_by().annotate(day=TruncDate("stage_since"))
    for code, day, number in waiting.values_list(place, "day").annotate(Count("pk")):
        found[code].days[calendar.between(day, today)] += number
    return found


@dataclass(frozen=True)
class CityCount:
    """How many pilot cities share a place, a region and a year of listing."""

    place: str | None
    region: str
    year: int | None
    number: int


def city_counts(rows: Any, place: str) -> list[CityCount]:
    """Listed pilot cities by place, region and year (one query)."""
    counted = (
        rows.order_by()
        .annotate(year=listing_year())
        .values_list(place, "economic_region", "year")
    )
    return [CityCount(*row) for row in counted.annotate(Count("pk"))]


def totals(counts: Iterable[CityCount], of: str) -> Counter[Any]:
    """Sum the counts by one of their sides."""
    found: Counter[Any] = Counter()
    for count in counts:
        found[getattr(count, of)] += count.number
    return found


def cumulative(counts: Iterable[CityCount], until: int) -> list[tuple[int, int, int]]:
    """(year, new, all so far) from the first year to this one."""
    years = totals(counts, "year")
    total, found = years.pop(None, 0), []
    for year in range(min(years, default=until), until + 1):
        total += years[year]
        found.append((year, years[year], total))
    return found
