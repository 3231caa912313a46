"""Listed pilot cities, their tasks and the rounds, as a report shows them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce

from cities.choices import TaskArea
from cities.models import MeasureRow, PilotCity
from regions.calendar import local_day
from regions.choices import EconomicRegion
from reporting.gather.cases import first_moment
from reporting.scopes import Scope
from workflow.kinds import kind_named
from workflow.models import Round

# Plan, part two: 5 年左右试点布局 50 个左右产教融合型城市.
TARGET_CITIES = 50


def cities_at(scope: Scope, day: date) -> list[PilotCity]:
    """Cities on the list at the end of a day; one with no known day counts too."""
    rows: QuerySet[Any] = PilotCity.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=day)
    )
    if scope.unit is not None:
        rows = rows.filter(managing_unit=scope.unit)
    rows = rows.annotate(since=Coalesce("listed_on", "document_date"))
    known = rows.filter(Q(since__isnull=True) | Q(since__lte=day))
    ordered = known.order_by("since", "managing_unit__order", "code")
    return list(ordered.select_related("managing_unit"))


def city_rows(cities: Sequence[Any]) -> list[dict[str, Any]]:
    """The list of names with document number and date."""
    return [
        {
            "name": city.name,
            "core_area": city.core_area,
            "unit": city.managing_unit.name,
            "region": str(EconomicRegion(city.economic_region).label),
            "document": city.document_number,
            "document_date": city.document_date_words,
            "provenance": str(city.get_provenance_display()),
        }
        for city in cities
    ]


def by_year(cities: Sequence[Any], until: date) -> list[dict[str, int]]:
    """New and cumulative listings by year, from the first year to the last."""
    years = Counter(city.since.year for city in cities if city.since)
    undated = sum(city.since is None for city in cities)
    total, found = undated, []
    for year in range(min(years, default=until.year), until.year + 1):
        total += years[year]
        found.append({"year": year, "new": years[year], "total": total})
    return found


def tasks(pks: Sequence[int], first: date, until: date) -> list[dict[str, Any]]:
    """Measures of these nominations by the plan's five areas."""
    rows = (
        MeasureRow.objects.filter(nomination_id__in=pks)
        .order_by()
        .values("area")
        .annotate(
            measures=Count("pk"),
            cities=Count("nomination", distinct=True),
            due=Count("pk", filter=Q(deadline__range=(first, until))),
            overdue=Count("pk", filter=Q(deadline__lt=until)),
            undated=Count("pk", filter=Q(deadline__isnull=True)),
        )
    )
    by_area = {row.pop("area"): row for row in rows}
    empty = dict.fromkeys(("measures", "cities", "due", "overdue", "undated"), 0)
    return [
        {"area": area.value, "label": str(area.label), **by_area.get(area, empty)}
        for area in TaskArea
    ]


def rounds(scope: Scope, first: date, moment: datetime) -> list[dict[str, Any]]:
    """Published rounds that were open at some time of the period."""
    rows = Round.objects.filter(
        published_at__lte=moment,
        opens_at__lte=moment,
        closes_at__gte=first_moment(first),
    )
    if scope.unit is not None:
        rows = rows.for_unit(scope.unit.code)
    counted = rows.select_related("managing_unit").annotate(
        submitted=Count("application", filter=_submitted(scope, moment))
    )
    return [
        {
            "name": a_round.name,
            "kind": kind_named(a_round.kind).name,
            "unit": str(a_round.managing_unit or "国家"),
            "opens": local_day(a_round.opens_at).isoformat(),
            "closes": local_day(a_round.closes_at).isoformat(),
            "open": a_round.is_open(moment),
            "submitted": a_round.submitted,
        }
        for a_round in counted.order_by("-submitted", "opens_at", "pk")
    ]


def _submitted(scope: Scope, moment: datetime) -> Q:
    found = Q(application__submitted_at__lte=moment)
    if scope.unit is not None:
        found &= Q(application__managing_unit=scope.unit)
    return found
