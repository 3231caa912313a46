"""Bringing the reference data into the database, as often as one likes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from regions.choices import Level, UnitKind
from regions.models import Division, ManagingUnit, NewArea
from regions.pinyin import name_initials, name_pinyin
from regions.reference import (
    DivisionRow,
    read_divisions,
    read_less_developed,
    read_new_areas,
    read_units,
)

LEVEL_ORDER = {Level.PROVINCE: 1, Level.PREFECTURE: 2, Level.COUNTY: 3}
XPCC = "660000"
# The XPCC's cities are numbered 6590xx and lie in Xinjiang.
XPCC_CITIES = "6590"
STAMP = "updated_at"


@dataclass
class LoadReport:
    """How many rows of a table were added, changed and left as they were."""

    added: dict[str, int] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    kept: dict[str, int] = field(default_factory=dict)
    no_longer_listed: list[str] = field(default_factory=list)


@transaction.atomic
def load_reference(*, now: datetime | None = None) -> LoadReport:
    """Write units, divisions and new areas; only rows that differ are touched.

    A less-developed flag that an administrator has corrected stays as he left it, and a
    division missing from the file stays too: records may hang on it.
    """
    moment, report = now or timezone.now(), LoadReport()
    units = _units(moment)
    upsert(units, ManagingUnit.objects.in_bulk(), "code", report)
    _load_divisions({unit.code: unit for unit in units}, moment, report)
    known = NewArea.objects.in_bulk(field_name="name")
    upsert(_new_areas(moment), known, "name", report)
    return report


def _load_divisions(
    units: dict[str, ManagingUnit], moment: datetime, report: LoadReport
) -> None:
    existing = Division.objects.in_bulk()
    fresh = _divisions(units, moment)
    for division in fresh:
        _keep_correction(division, existing.get(division.code))
    upsert(fresh, existing, "code", report)
    listed = {division.code for division in fresh}
    report.no_longer_listed = sorted(set(existing) - listed)


def _units(moment: datetime) -> list[ManagingUnit]:
    return [
        ManagingUnit(
            code=row.code,
            name=row.name,
            short_name=row.short_name,
            kind=row.kind,
            province_code=row.province_code,
            economic_region=row.economic_region,
            is_standard_code=row.is_standard_code,
            order=order,
            pinyin=name_pinyin(row.name),
            updated_at=moment,
        )
        for order, row in enumerate(read_units(), start=1)
    ]


def _divisions(units: dict[str, ManagingUnit], moment: datetime) -> list[Division]:
    rows = {row.code: row for row in read_divisions()}
    less_developed = read_less_developed()
    return [
        _division(_line(row, rows), units, less_developed, moment)
        for row in rows.values()
    ]


def _line(row: DivisionRow, rows: dict[str, DivisionRow]) -> list[DivisionRow]:
    """The division and those above it, the province first."""
    line = [row]
    while line[0].parent:
        line.insert(0, rows[line[0].parent])
    return line


def _division(
    line: Sequence[DivisionRow],
    units: dict[str, ManagingUnit],
    less_developed: dict[str, str],
    moment: datetime,
) -> Division:
    row, province = line[-1], line[0].code
    unit = _unit_of(line, units)
    basis = next((less_developed[r.code] for r in line if r.code in less_developed), "")
    return Division(
        code=row.code,
        name=row.name,
        full_name="".join(above.name for above in line),
        level=row.level,
        level_order=LEVEL_ORDER[Level(row.level)],
        parent_id=row.parent or None,
        province_code=province,
        managing_unit_id=unit.code if unit else None,
        economic_region=unit.economic_region if unit else "",
        is_separately_planned=unit is not None
        and unit.kind == UnitKind.SEPARATELY_PLANNED
        and unit.code == row.code,
        is_less_developed=bool(basis),
        less_developed_basis=basis,
        pinyin=name_pinyin(row.name),
        initials=name_initials(row.name),
        updated_at=moment,
    )


def _unit_of(
    line: Sequence[DivisionRow], units: dict[str, ManagingUnit]
) -> ManagingUnit | None:
    """The nearest managing unit above; none for Taiwan, Hong Kong and Macao."""
    if line[-1].code.startswith(XPCC_CITIES):
        return units[XPCC]
    return next((units[row.code] for row in reversed(line) if row.code in units), None)


def _keep_correction(division: Division, existing: Division | None) -> None:
    if existing is None or not existing.flag_corrected_by:
        return
    division.is_less_developed = existing.is_less_developed
    division.less_developed_basis = existing.less_developed_basis
    division.flag_corrected_by = existing.flag_corrected_by
    division.flag_corrected_at = existing.flag_corrected_at


def _new_areas(moment: datetime) -> list[NewArea]:
    return [
        NewArea(
            name=row.name,
            host_unit_id=row.host_unit,
            host_province_code=row.host_province_code,
            host_cities=row.host_cities,
            established=row.established,
            division_id=row.division or None,
            order=order,
            updated_at=moment,
        )
        for order, row in enumerate(read_new_areas(), start=1)
    ]


def upsert(
    fresh: Sequence[models.Model],
    existing: dict[Any, Any],
    key: str,
    report: LoadReport,
) -> None:
    """Write the rows that are new or differ in anything but `updated_at`."""
    model = type(fresh[0])
    own = {"id", key, STAMP}
    compared = [f.attname for f in model._meta.concrete_fields if f.name not in own]
    added = [row for row in fresh if getattr(row, key) not in existing]
    changed = [
        row
        for row in fresh
        if (old := existing.get(getattr(row, key)))
        and any(getattr(row, name) != getattr(old, name) for name in compared)
    ]
    names = [f.name for f in model._meta.concrete_fields if f.attname in compared]
    model._default_manager.bulk_create(
        [*added, *changed],
        update_conflicts=True,
        unique_fields=[key],
        update_fields=[*names, STAMP],
    )
    label = str(model._meta.verbose_name)
    report.added[label], report.changed[label] = len(added), len(changed)
    report.kept[label] = len(fresh) - len(added) - len(changed)
