"""The whole content of a nomination as plain data: frozen at every submission."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Model, Sum
from django.db.models.functions import Coalesce

from cities.choices import SectionKey
from cities.models import CityNomination, MeasureRow, TrainingBaseRow
from cities.models.sections import Section, sections_of
from regions.models import Division, NewArea

Values = dict[str, Any]
MONEY = ("central", "local", "enterprise", "bond", "loan")


def snapshot(nomination: CityNomination) -> Values:
    """Everything a reviewer needs, readable by itself for ever."""
    division, unit = nomination.city, nomination.unit
    files = _files(nomination)
    return {
        "kind": nomination.kind,
        "title": nomination.title,
        "lane": nomination.lane,
        "round": nomination.in_round.name,
        "applicant": nomination.applicant.name,
        "managing_unit": {"code": unit.code, "name": unit.name},
        "division": _place(division) | {"less_developed": division.is_less_developed},
        "core_area": _core_area(nomination.core_area),
        "sections": {
            section.key.value: _section(nomination, section, files)
            for section in sections_of(nomination)
        },
        "figures": _figures(nomination),
    }


def _place(division: Division) -> Values:
    return {
        "code": division.code,
        "name": division.full_name,
        "region": division.economic_region,
    }


def _core_area(area: Division | NewArea | None) -> Values | None:
    if area is None:
        return None
    if isinstance(area, NewArea):
        return {"kind": "new_area", "code": area.division_id or "", "name": area.name}
    return {"kind": "district", "code": area.code, "name": area.name}


def _section(
    nomination: CityNomination, section: Section, files: dict[str, list[Values]]
) -> Values:
    part: Values = {}
    if section.fields:
        part["fields"] = {n: plain(getattr(nomination, n)) for n in section.fields}
    if section.rows is not None:
        rows = section.rows._default_manager.filter(nomination=nomination)
        if section.key == SectionKey.PAIRING:
            rows = rows.select_related("partner")
        part["rows"] = [
            {name: plain(getattr(row, name)) for name in section.row_fields}
            for row in rows
        ]
    if section.slots:
        part["files"] = {slot.key: files.get(slot.key, []) for slot in section.slots}
    return part


def plain(value: Any) -> Any:
    """A value as JSON keeps it: the same before and after it was stored."""
    if isinstance(value, Decimal | date | datetime):
        return str(value) if isinstance(value, Decimal) else value.isoformat()
    if isinstance(value, Division):
        return _place(value)
    if isinstance(value, Model):
        return value.pk
    return value


def _files(nomination: CityNomination) -> dict[str, list[Values]]:
    held: dict[str, list[Values]] = {}
    rows = nomination.evidence.filter(removed_at__isnull=True).order_by("pk")
    for row in rows.select_related("attachment"):
        held.setdefault(row.slot, []).append(
            {
                "evidence": row.pk,
                "id": str(row.attachment.pk),
                "name": row.attachment.name,
                "size": row.attachment.size,
                "sha256": row.attachment.sha256,
            }
        )
    return held


def _figures(nomination: CityNomination) -> Values:
    """Key figures beside those of other cities on the national page."""
    total = sum((Coalesce(Sum(name), Decimal(0)) for name in MONEY), start=Decimal(0))
    bases = TrainingBaseRow.objects.filter(nomination=nomination)
    students = [nomination.vocational_students, nomination.higher_students]
    known = [n for n in students if n is not None]
    return {
        "population": plain(nomination.population),
        "gdp": plain(nomination.gdp),
        "gdp_rank": nomination.gdp_rank,
        "students": plain(sum(known, Decimal(0))) if known else None,
        "scale_firms": nomination.scale_firms,
        "enterprises_target": nomination.enterprises_target,
        "measures": MeasureRow.objects.filter(nomination=nomination).count(),
        "bases": bases.count(),
        "investment": plain(bases.aggregate(total=total)["total"]),
    }
