"""Names of the places that a dashboard counts by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from regions.models import Division, ManagingUnit


@dataclass(frozen=True)
class PlaceName:
    """A place as a row of the dashboard names it."""

    code: str
    name: str
    region: str


def unit_names() -> list[PlaceName]:
    """All 37 managing units, in their order."""
    return [
        PlaceName(unit.code, unit.name, unit.economic_region)
        for unit in ManagingUnit.objects.all()
    ]


def division_names(codes: Iterable[str | None]) -> Sequence[PlaceName]:
    """Divisions by code; what has none stands under 省级."""
    wanted = set(codes)
    rows = Division.objects.filter(pk__in=[code for code in wanted if code])
    named = [PlaceName(row.code, row.name, row.economic_region) for row in rows]
    return [*named, PlaceName("", _("省级"), "")] if None in wanted else named
