"""The whole content of a nomination as plain data: frozen at every submission."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Model, prefetch_related_objects

from cities.choices import SectionKey
from cities.models import CityNomination, Row
from cities.models.sections import Section, sections_of
from documents.models import Attachment
from regions.models import Division, NewArea

Values = dict[str, Any]
# Anything with the fields of a row will do.
Rows = Mapping[str, Sequence[Any]]
Files = Mapping[str, list[Values]]
MONEY = ("central", "local", "enterprise", "bond", "loan")


def snapshot(nomination: CityNomination) -> Values:
    """Everything a reviewer needs, readable by itself for ever."""
    return assemble(nomination, rows=_rows(nomination), files=_files(nomination))


def assemble(nomination: CityNomination, *, rows: Rows, files: Files) -> Values:
    """The snapshot out of a nomination and its rows and files; asks nothing."""
    division, unit = nomination.city, nomination.unit
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
            section.key.value: _section(nomination, section, rows, files)
            for section in sections_of(nomination)
        },
        "figures": _figures(nomination, rows),
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
    nomination: CityNomination, section: Section, rows: Rows, files: Files
) -> Values:
    part: Values = {}
    if section.fields:
        part["fields"] = {n: plain(getattr(nomination, n)) for n in section.fields}
    if section.rows is not None:
        part["rows"] = [
            {name: plain(getattr(row, name)) for name in section.row_fields}
            for row in rows.get(section.key.value, ())
        ]
    if section.slots:
        part["files"] = {slot.key: files.get(slot.key, []) for slot in section.slots}
    return part


def plain(value: Any) -> Any:
    """A value as JSON keeps it: the same before and after it was stored."""
    if isinstance(value, Decimal):
        # Every amount here has two places, in the database too.
        return f"{value:.2f}"
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Division):
        return _place(value)
    if isinstance(value, Model):
        return value.pk
    return value


def _rows(nomination: CityNomination) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for section in sections_of(nomination):
        if section.rows is not None:
            rows = section.rows._default_manager.filter(nomination=nomination)
            found[section.key.value] = list(rows)
    prefetch_related_objects(found.get(SectionKey.PAIRING.value, []), "partner")
    return found


def _files(nomination: CityNomination) -> dict[str, list[Values]]:
    held: dict[str, list[Values]] = {}
    rows = nomination.evidence.filter(removed_at__isnull=True).order_by("pk")
    for row in rows.select_related("attachment"):
        held.setdefault(row.slot, []).append(file_values(row.pk, row.attachment))
    return held


def file_values(evidence: int, attachment: Attachment) -> Values:
    """What is frozen of a file: enough to find it and to prove it unchanged."""
    return {
        "evidence": evidence,
        "id": str(attachment.pk),
        "name": attachment.name,
        "size": attachment.size,
        "sha256": attachment.sha256,
    }


def _figures(nomination: CityNomination, rows: Rows) -> Values:
    """Key figures beside those of other cities on the national page."""
    bases = rows.get(SectionKey.BASES.value, ())
    amounts = [getattr(base, name) or Decimal(0) for base in bases for name in MONEY]
    students = [nomination.vocational_students, nomination.higher_students]
    known = [n for n in students if n is not None]
    return {
        "population": plain(nomination.population),
        "gdp": plain(nomination.gdp),
        "gdp_rank": nomination.gdp_rank,
        "students": plain(sum(known, Decimal(0))) if known else None,
        "scale_firms": nomination.scale_firms,
        "enterprises_target": nomination.enterprises_target,
        "measures": len(rows.get(SectionKey.TASKS.value, ())),
        "bases": len(bases),
        "investment": plain(sum(amounts, Decimal(0))),
    }
