"""Counts by place: managing units for the nation, divisions for a unit."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from statistics import median
from typing import Any

from django.utils.translation import gettext as _

from accounts.choices import Tier
from regions.calendar import WorkingCalendar, local_day
from regions.choices import EconomicRegion, UnitKind
from regions.models import Division, ManagingUnit
from reporting.gather.cases import Case
from reporting.gather.durations import tenths
from reporting.scopes import Scope
from workflow.choices import Stage

# A report lists the longest overdue; the count beside it is of all.
MOST_LATE = 60


class Names:
    """Names of managing units and of the divisions that the cases lie in."""

    def __init__(self, cases: Iterable[Case]) -> None:
        self.units = {unit.code: unit for unit in ManagingUnit.objects.all()}
        wanted = {case.division for case in cases if case.division}
        rows = Division.objects.filter(pk__in=wanted).values_list("pk", "full_name")
        self.divisions: dict[str, str] = dict(rows)

    def unit(self, code: str | None) -> str:
        return self.units[code].name if code else _("国家直接受理")

    def division(self, code: str | None) -> str:
        return self.divisions[code] if code else _("省级")


def places(
    scope: Scope,
    cases: Sequence[Case],
    cities: Sequence[Any],
    names: Names,
    moment: datetime,
    calendar: WorkingCalendar,
) -> list[dict[str, Any]]:
    """One row a place: what it submitted, where that stands, how long it waits."""
    of_case: Callable[[Case], str | None] = (
        (lambda case: case.unit) if scope.is_national else (lambda case: case.division)
    )
    grouped: dict[str | None, list[Case]] = defaultdict(list)
    for case in cases:
        grouped[of_case(case)].append(case)
    listed = Counter(
        city.managing_unit_id if scope.is_national else city.division_id
        for city in cities
    )
    codes: list[str | None] = list(names.units) if scope.is_national else []
    codes += sorted((set(grouped) | set(listed)) - set(codes), key=str)
    name = names.unit if scope.is_national else names.division
    named = {code: _name(name, code, cities) for code in codes}
    return [
        {
            "code": code or "",
            "name": named[code],
            **_counts(grouped[code], moment, calendar),
            "cities": listed[code],
        }
        for code in codes
    ]


def _name(
    name: Callable[[str | None], str], code: str | None, cities: Sequence[Any]
) -> str:
    try:
        return name(code)
    except KeyError:
        # A listed city whose division never applied here, e.g. from an official list.
        return next(city.name for city in cities if city.division_id == code)


def _counts(
    cases: Sequence[Case], moment: datetime, calendar: WorkingCalendar
) -> dict[str, Any]:
    today = local_day(moment)
    waiting = [
        calendar.between(local_day(case.since), today)
        for case in cases
        if case.in_review
    ]
    stages = Counter(case.stage for case in cases)
    return {
        "submitted": len(cases),
        "in_review": len(waiting),
        "public_notice": stages[Stage.PUBLIC_NOTICE],
        "returned": stages[Stage.RETURNED],
        "listed": stages[Stage.LISTED],
        "late": sum(case.is_late(moment) for case in cases),
        "median": tenths(Decimal(str(median(waiting)))) if waiting else None,
        "longest": max(waiting, default=None),
    }


def regions(
    cases: Sequence[Case], cities: Sequence[Any], names: Names
) -> list[dict[str, Any]]:
    """The four economic regions: information, never a quota."""
    submitted = Counter(
        names.units[case.unit].economic_region for case in cases if case.unit
    )
    listed = Counter(city.economic_region for city in cities)
    return [
        {
            "region": region.value,
            "label": str(region.label),
            "submitted": submitted[region.value],
            "cities": listed[region.value],
        }
        for region in EconomicRegion
    ]


def planned_codes(scope: Scope, names: Names) -> list[str]:
    """The separately planned cities lying in a province: units of their own."""
    if scope.unit is None or scope.unit.kind != UnitKind.PROVINCE:
        return []
    return [
        code
        for code, unit in names.units.items()
        if unit.is_separately_planned and unit.province_code == scope.unit.code
    ]


def late_rows(
    cases: Sequence[Case], names: Names, moment: datetime, calendar: WorkingCalendar
) -> list[dict[str, Any]]:
    """What is late and with whom, the longest first."""
    late = [case for case in cases if case.is_late(moment) and case.due]
    late.sort(key=lambda case: (case.due or moment, case.pk))
    return [
        {
            "number": case.number or "",
            "title": case.title,
            "unit": names.unit(case.unit),
            "stage": str(Stage(case.stage).label),
            "with": holder_words(
                case.tier,
                names.unit(case.unit),
                names.divisions.get(case.division or "", ""),
                case.applicant,
            ),
            "due": _day(case.due).isoformat(),
            "days": calendar.between(_day(case.due), local_day(moment)),
        }
        for case in late[:MOST_LATE]
    ]


def _day(due: datetime | None) -> date:
    assert due is not None  # only late cases come here, and those have a day
    return local_day(due)


def holder_words(tier: str | None, unit: str, division: str, applicant: str) -> str:
    """Who has it: the authority in turn, or the applicant."""
    if tier == Tier.NATION:
        return _("国家牵头部门")
    if tier == Tier.UNIT:
        return _("%s牵头部门") % unit
    if tier == Tier.CITY:
        return _("%s主管部门") % division
    return applicant
