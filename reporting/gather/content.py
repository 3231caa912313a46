"""Puts a snapshot together: everything a report says, as plain JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from cities.models import PilotCity
from regions.calendar import BEIJING, is_provisional, load_calendar, local_day
from reporting.gather.cases import Case, cases_at, first_moment
from reporting.gather.credit import credit
from reporting.gather.durations import durations
from reporting.gather.pilots import (
    TARGET_CITIES,
    by_year,
    cities_at,
    city_rows,
    rounds,
    tasks,
)
from reporting.gather.places import Names, late_rows, places, planned_codes, regions
from reporting.periods import Period
from reporting.scopes import Scope
from workflow.choices import Stage
from workflow.kinds import all_kinds
from workflow.models import Application

# Raised when a figure comes to mean something else; a snapshot keeps its own.
DEFINITIONS = "2026.1"
# A nomination in one of these has no tasks to report on.
WITHOUT_TASKS = (Stage.DRAFT, Stage.REJECTED, Stage.WITHDRAWN, Stage.DELISTED)


def gather(
    scope: Scope, period: Period, now: datetime, drafted_by: str
) -> dict[str, Any]:
    """The content of a report on a scope and period, as it stood at the cut-off."""
    moment = period.as_of(now)
    today, first = local_day(moment), period.first_day
    calendar = load_calendar()
    cases = cases_at(scope, moment, calendar)
    cities = cities_at(scope, today)
    names = Names(cases)
    with_tasks = [
        case.pk
        for case in cases
        if case.kind == "city_nomination" and case.stage not in WITHOUT_TASKS
    ]
    return {
        **_head(scope, period, now, drafted_by),
        "totals": _totals(cases, cities, moment),
        "flow": _flow(cases, cities, period, moment),
        "stages": _stages(cases),
        "kinds": _kinds(cases),
        "places": places(scope, cases, cities, names, moment, calendar),
        "regions": regions(cases, cities, names),
        "planned": _planned(scope, names, moment),
        "cities": city_rows(cities),
        "cities_by_year": by_year(cities, today),
        "tasks": tasks(with_tasks, first, today),
        "durations": durations(scope, first, moment, calendar),
        "late": late_rows(cases, names, moment, calendar),
        "rounds": rounds(scope, first, moment),
        "credit": credit(scope, names, moment),
        "calendar_provisional": is_provisional(today),
    }


def _head(
    scope: Scope, period: Period, now: datetime, drafted_by: str
) -> dict[str, Any]:
    """What the report is about and of which moment."""
    return {
        "definitions": DEFINITIONS,
        "scope": {"code": scope.code, "name": scope.name, "drafted_by": drafted_by},
        "period": {
            "code": period.code,
            "words": period.words,
            "first_day": period.first_day.isoformat(),
            "last_day": period.last_day.isoformat(),
            "ended": period.has_ended(now),
        },
        "as_of": _beijing(period.as_of(now)),
        "taken_at": _beijing(now),
    }


def _beijing(moment: datetime) -> str:
    return moment.astimezone(BEIJING).isoformat(timespec="seconds")


def _totals(
    cases: Sequence[Case], cities: Sequence[Any], moment: datetime
) -> dict[str, int]:
    stages = Counter(case.stage for case in cases)
    return {
        "submitted": len(cases),
        "in_review": sum(case.in_review for case in cases),
        "public_notice": stages[Stage.PUBLIC_NOTICE],
        "returned": stages[Stage.RETURNED],
        "listed": stages[Stage.LISTED],
        "rejected": stages[Stage.REJECTED],
        "withdrawn": stages[Stage.WITHDRAWN],
        "late": sum(case.is_late(moment) for case in cases),
        "cities": len(cities),
        "target_cities": TARGET_CITIES,
    }


def _flow(
    cases: Sequence[Case], cities: Sequence[Any], period: Period, moment: datetime
) -> dict[str, int]:
    """What came and went within the period itself."""
    begin = first_moment(period.first_day)
    in_stage = Counter(case.stage for case in cases if begin <= case.since <= moment)
    return {
        "submitted": sum(begin <= case.submitted_at <= moment for case in cases),
        "cities": sum(
            city.since is not None and period.first_day <= city.since for city in cities
        ),
        "rejected": in_stage[Stage.REJECTED],
        "withdrawn": in_stage[Stage.WITHDRAWN],
    }


def _stages(cases: Sequence[Case]) -> list[dict[str, Any]]:
    found = Counter(case.stage for case in cases)
    return [
        {"stage": stage.value, "label": str(stage.label), "count": found[stage.value]}
        for stage in Stage
        if stage != Stage.DRAFT or found[stage.value]
    ]


def _kinds(cases: Sequence[Case]) -> list[dict[str, Any]]:
    found = Counter(case.kind for case in cases)
    return [
        {"kind": kind.key, "name": kind.name, "count": found[kind.key]}
        for kind in all_kinds()
        if found[kind.key]
    ]


def _planned(scope: Scope, names: Names, moment: datetime) -> list[dict[str, Any]]:
    """其中：计划单列市, only as sums: their rows are not the province's."""
    codes = planned_codes(scope, names)
    if not codes:
        return []
    submitted = _by_unit(
        Application.objects.exclude(kind="progress_report").filter(
            submitted_at__lte=moment, managing_unit__in=codes
        )
    )
    cities = _by_unit(PilotCity.objects.listed().filter(managing_unit__in=codes))
    return [
        {
            "name": names.unit(code),
            "submitted": submitted[code],
            "cities": cities[code],
            "note": _("由该市单独申报，不计入本省合计，全国只计一次。"),
        }
        for code in codes
    ]


def _by_unit(rows: Any) -> Counter[str]:
    counted = rows.order_by().values_list("managing_unit").annotate(n=Count("pk"))
    return Counter(dict(counted))
