"""Codes and names of the reference data that conditions speak of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from incentives.conditions import TESTS, Names, demands_in
from incentives.conditions.vocabulary import DIVISIONS, INDUSTRIES, UNITS
from industries.models import Industry
from regions.models import Division, ManagingUnit


def names_for(conditions: Iterable[Mapping[str, Any]]) -> Names:
    """The names that these conditions need: a query at most for each of three tables.

    Values that are no codes of ours stay without a name.
    """
    wanted: dict[str, set[str]] = {UNITS: set(), DIVISIONS: set(), INDUSTRIES: set()}
    for demand in demands_in(conditions):
        test = TESTS.get(demand["test"])
        if test is not None and test.listed_in:
            wanted[test.listed_in] |= set(demand["value"])
    return Names(
        _named(ManagingUnit, "name", wanted[UNITS]),
        _named(Division, "full_name", wanted[DIVISIONS]),
        _named(Industry, "name", wanted[INDUSTRIES]),
    )


def _named(model: Any, column: str, codes: set[str]) -> dict[str, str]:
    if not codes:
        return {}
    return dict(model.objects.filter(pk__in=codes).values_list("pk", column))


def all_names() -> Names:
    """Everything that may be written into a condition; for the editor alone."""
    # 教育 is a section and its only division: the section's name comes last and wins.
    industries = Industry.objects.order_by("-section").values_list("pk", "name")
    return Names(
        dict(ManagingUnit.objects.values_list("pk", "name")),
        dict(Division.objects.managed().values_list("pk", "full_name")),
        dict(industries),
    )
