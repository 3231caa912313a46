"""The sections of an application as plain data: frozen at every submission."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Model

from documents.models import Attachment
from regions.models import Division
from workflow.models import Application
from workflow.outline import ROW_FILES, Outline, Section

Values = dict[str, Any]
# Anything with the fields of a row will do.
Rows = Mapping[str, Sequence[Any]]
Files = Mapping[str, list[Values]]


def head_content(application: Application) -> Values:
    """What every submission says of its case: whose it is, and with whom it lies."""
    unit = application.managing_unit
    return {
        "kind": application.kind,
        "title": application.title,
        "lane": application.lane,
        "applicant": application.applicant.name,
        "managing_unit": {"code": unit.code, "name": unit.name} if unit else None,
    }


def sections_content(outline: Outline, application: Application) -> Values:
    """What the sections hold now."""
    rows, files = rows_of(outline, application), files_of(application)
    return assemble(outline, application, rows=rows, files=files)


def assemble(
    outline: Outline, application: Application, *, rows: Rows, files: Files
) -> Values:
    """Sections out of an application, its rows and its files; asks nothing."""
    return {
        str(section.key): _section(application, section, rows, files)
        for section in outline.of(application)
    }


def section_content(application: Application, section: Section) -> Values:
    """What one section holds now; asks no more than it needs."""
    rows = {section.key: _rows_in(section, application)} if section.rows else {}
    has_files = section.row_files or section.slots
    files = files_of(application) if has_files else {}
    return _section(application, section, rows, files)


def _section(
    application: Application, section: Section, rows: Rows, files: Files
) -> Values:
    part: Values = {}
    if section.fields:
        part["fields"] = {n: plain(getattr(application, n)) for n in section.fields}
    if section.rows is not None:
        part["rows"] = [_row(section, row, files) for row in rows.get(section.key, ())]
    if section.slots:
        part["files"] = {slot.key: files.get(slot.key, []) for slot in section.slots}
    return part


def _row(section: Section, row: Any, files: Files) -> Values:
    values = {name: plain(getattr(row, name)) for name in section.row_fields}
    if section.row_files:
        values["key"] = str(row.key)
        values[ROW_FILES] = files.get(section.slot_of(row.key), [])
    return values


def plain(value: Any) -> Any:
    """A value as JSON keeps it: the same before and after it was stored."""
    if isinstance(value, Decimal):
        # Every amount here has two places, in the database too.
        return f"{value:.2f}"
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Division):
        return place_values(value)
    if isinstance(value, Model):
        return {"id": value.pk, "name": str(value)}
    return value


def place_values(division: Division) -> Values:
    """What is frozen of a division."""
    return {
        "code": division.code,
        "name": division.full_name,
        "region": division.economic_region,
    }


def rows_of(outline: Outline, application: Application) -> dict[str, list[Any]]:
    """The rows of every table, by section."""
    return {
        str(section.key): _rows_in(section, application)
        for section in outline.of(application)
        if section.rows is not None
    }


def _rows_in(section: Section, application: Application) -> list[Any]:
    rows = section.rows.rows_of(application)
    return list(rows.select_related(*section.relations))


def files_of(application: Application) -> dict[str, list[Values]]:
    """The files that are held now, by their place."""
    held: dict[str, list[Values]] = {}
    rows = application.evidence.filter(removed_at__isnull=True).order_by("pk")
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
