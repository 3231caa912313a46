"""The home of a reviewer: the nation's, or a managing unit's in its own scope."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import Count, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.standing import standing_of
from cities.models import PilotCity
from regions.calendar import WorkingCalendar, load_calendar, local_day
from regions.choices import EconomicRegion
from regions.models import ManagingUnit
from reporting.choices import REPORT_KIND, TileSubject
from reporting.dashboard.counts import (
    CityCount,
    Place,
    by_place,
    city_counts,
    cumulative,
    totals,
)
from reporting.dashboard.enterprises import enterprise_figures
from reporting.dashboard.figures import (
    CitySlice,
    Figure,
    Slice,
    business_rows,
    city_rows,
)
from reporting.dashboard.funds import fund_figures
from reporting.dashboard.grants import grant_figures
from reporting.dashboard.places import PlaceName, division_names, unit_names
from workflow.choices import Stage
from workflow.models import Application

# Plan, part two.
TARGET_CITIES = 50
# These stand in the list of stages even when nothing is in them.
ALWAYS = (
    Stage.PROVINCIAL_REVIEW,
    Stage.EXPERT_REVIEW,
    Stage.NATIONAL_REVIEW,
    Stage.PUBLIC_NOTICE,
    Stage.LISTED,
)
# Parts of one bar: the badge's tones would make three reviews one colour, and red is
# kept for what is late.
SEGMENT_TONE = {
    Stage.CITY_REVIEW: "pale",
    Stage.PROVINCIAL_REVIEW: "pale",
    Stage.EXPERT_REVIEW: "review",
    Stage.NATIONAL_REVIEW: "review",
    Stage.UNDER_APPEAL: "review",
    Stage.PUBLIC_NOTICE: "notice",
    Stage.LISTED: "good",
}


@dataclass(frozen=True)
class PlaceRow:
    """A place with its figures, and how long its cases have waited."""

    place: PlaceName
    submitted: Figure
    in_review: Figure
    late: Figure
    cities: Figure
    median: float | None
    longest: int | None


@dataclass(frozen=True)
class RegionRow:
    """An economic region: information, never a quota."""

    label: str
    applications: Figure
    cities: Figure


class Overview:
    """Counts of one moment; the page, the API and the tests read the same figures."""

    def __init__(self, user: Any, now: datetime) -> None:
        self.user, self.now = user, now
        self.calendar: WorkingCalendar = load_calendar()
        standing = standing_of(user)
        self.is_national = standing.is_national
        self.rows = business_rows(user)
        self.cities = city_rows(user)
        side = "managing_unit_id" if self.is_national else "division_id"
        self.counted = by_place(self.rows, side, now, self.calendar)
        self.city_counts: list[CityCount] = city_counts(self.cities, side)
        self.by_city_place = totals(self.city_counts, "place")
        self.places = self._places()

    def _places(self) -> Sequence[PlaceName]:
        if self.is_national:
            return unit_names()
        return division_names({*self.counted, *self.by_city_place})

    # The figures.

    def figures(self) -> Iterator[Figure]:
        """Every figure of the page, each once."""
        yield from self.headline()
        yield from self.stages()
        for row in self.place_rows:
            yield from (row.submitted, row.in_review, row.late, row.cities)
        for region in self.region_rows():
            yield from (region.applications, region.cities)
        yield from (figure for _year, figure in self.city_years())

    def headline(self) -> list[Figure]:
        """The boxes at the top."""
        stages: Counter[str] = sum(
            (place.stages for place in self.counted.values()), Counter()
        )
        late = sum(place.late for place in self.counted.values())
        in_review = sum(place.in_review for place in self.counted.values())
        target = _("目标约%d个") % TARGET_CITIES if self.is_national else ""
        case = _("件")
        return [
            self.city_figure(
                "cities", _("试点城市"), self.city_total(), CitySlice(), note=target
            ),
            *self.enterprises,
            *self.funds,
            *self.grants,
            self.figure("applications", _("受理申报"), stages.total(), case, Slice()),
            self.figure(
                "in_review", _("审核中"), in_review, case, Slice(state="in_review")
            ),
            self.figure(
                "public_notice",
                _("公示中"),
                stages[Stage.PUBLIC_NOTICE],
                case,
                Slice(stage=Stage.PUBLIC_NOTICE),
            ),
            self.figure(
                "late",
                _("已逾期"),
                late,
                case,
                Slice(late=True),
                tone="late" if late else "",
            ),
        ]

    @cached_property
    def enterprises(self) -> list[Figure]:
        """Those in the pilot, if they are one unit's or the nation's; one query."""
        return enterprise_figures(self.user)

    @cached_property
    def funds(self) -> list[Figure]:
        """Central-budget money, if it is one unit's or the nation's; one query."""
        return fund_figures(self.user)

    @cached_property
    def grants(self) -> list[Figure]:
        """Awards in force, and what was paid of them; one query."""
        return grant_figures(self.user, self.now)

    def stages(self) -> list[Figure]:
        """Applications by stage, in the order of the way."""
        found: Counter[str] = sum(
            (place.stages for place in self.counted.values()), Counter()
        )
        shown = [stage for stage in Stage if stage in ALWAYS or found[stage.value]]
        return [
            self.figure(
                f"stage.{stage.value}",
                str(stage.label),
                found[stage.value],
                _("件"),
                Slice(stage=stage.value),
                tone=SEGMENT_TONE.get(stage, "off"),
            )
            for stage in shown
        ]

    @cached_property
    def place_rows(self) -> list[PlaceRow]:
        """Managing units for the nation, cities for a unit; those with most first."""
        rows = [self._place_row(place) for place in self.places]
        return sorted(
            rows,
            key=lambda row: (
                -row.in_review.value,
                -row.submitted.value,
                -row.cities.value,
            ),
        )

    def _place_row(self, place: PlaceName) -> PlaceRow:
        code = place.code or None
        counted = self.counted.get(code) or Place()
        key = "unit" if self.is_national else "division"
        at = {key: place.code or "none"}

        def figure(name: str, label: str, value: int, **more: Any) -> Figure:
            words = f"{place.name}{label}"
            own = f"{key}.{place.code or 'none'}.{name}"
            return self.figure(own, words, value, _("件"), Slice(**at, **more))

        return PlaceRow(
            place,
            figure("applications", _("受理申报"), counted.submitted),
            figure("in_review", _("审核中"), counted.in_review, state="in_review"),
            figure("late", _("已逾期"), counted.late, late=True),
            self.city_figure(
                f"{key}.{place.code or 'none'}.cities",
                f"{place.name}{_('试点城市')}",
                self.by_city_place[code],
                CitySlice(**at),
            ),
            counted.median,
            counted.longest,
        )

    def region_rows(self) -> list[RegionRow]:
        """The four economic regions; a managing unit lies in one, so it has none."""
        if not self.is_national:
            return []
        listed = totals(self.city_counts, "region")
        submitted: Counter[str] = Counter()
        for place in self.places:
            submitted[place.region] += self.counted[place.code].submitted
        return [
            RegionRow(
                str(region.label),
                self.figure(
                    f"region.{region.value}.applications",
                    f"{region.label}{_('受理申报')}",
                    submitted[region.value],
                    _("件"),
                    Slice(region=region.value),
                ),
                self.city_figure(
                    f"region.{region.value}.cities",
                    f"{region.label}{_('试点城市')}",
                    listed[region.value],
                    CitySlice(region=region.value),
                ),
            )
            for region in EconomicRegion
        ]

    def city_years(self) -> list[tuple[int, Figure]]:
        """(cumulative total, figure of the new ones) by year of listing."""
        years = cumulative(self.city_counts, local_day(self.now).year)
        return [
            (
                total,
                self.city_figure(
                    f"year.{year}.cities",
                    _("%d年新列入试点城市") % year,
                    new,
                    CitySlice(year=year),
                ),
            )
            for year, new, total in years
        ]

    def city_total(self) -> int:
        return sum(count.number for count in self.city_counts)

    def figure(
        self,
        key: str,
        label: str,
        value: int,
        unit: str,
        cut: Slice,
        *,
        tone: str = "",
    ) -> Figure:
        """A figure of applications; its rows are the slice of what the user sees."""
        rows = partial(cut.narrow, self.rows, self.now)
        return Figure(key, label, value, unit, cut.href(), rows, tone=tone)

    def city_figure(
        self, key: str, label: str, value: int, cut: CitySlice, *, note: str = ""
    ) -> Figure:
        """A figure of pilot cities on the list."""
        rows = partial(cut.narrow, self.cities)
        return Figure(key, label, value, _("个"), cut.href(), rows, note)

    # What is not a count of one slice.

    def late_rows(self, most: int = 8) -> Any:
        """The longest overdue, with all that their row shows (one query)."""
        late = self.rows.late(self.now).order_by("due_at", "pk")
        return late.select_related("applicant", "managing_unit", "division")[:most]

    def tiles_of(self, subject: str) -> dict[str, Figure]:
        """What each unit's tile counts."""
        chosen = "cities" if subject == TileSubject.CITIES else "submitted"
        return {row.place.code: getattr(row, chosen) for row in self.place_rows}

    @cached_property
    def planned(self) -> list[tuple[str, int, int]]:
        """其中：计划单列市: (name, applications, pilot cities), sums without rows."""
        codes = standing_of(self.user).unit_codes
        planned = ManagingUnit.objects.separately_planned().filter(
            province_code__in=codes
        )
        units = [] if self.is_national else list(planned.exclude(pk__in=codes))
        if not units:
            return []
        rows = Application.objects.submitted().exclude(kind=REPORT_KIND)
        within = Q(managing_unit__in=units)
        submitted = _by_unit(rows.filter(within))
        listed = _by_unit(PilotCity.objects.listed().filter(within))
        return [(unit.name, submitted[unit.pk], listed[unit.pk]) for unit in units]

    def planned_total(self) -> tuple[int, int]:
        """(applications, pilot cities) of the province with its planned cities."""
        own = sum(place.submitted for place in self.counted.values())
        return (
            own + sum(submitted for _name, submitted, _cities in self.planned),
            self.city_total() + sum(cities for *_both, cities in self.planned),
        )


def _by_unit(rows: Any) -> Counter[str]:
    counted = rows.order_by().values_list("managing_unit").annotate(Count("pk"))
    return Counter(dict(counted))
