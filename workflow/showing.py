"""The sections of a snapshot in words: labels, choices by name, Chinese dates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models

from ui.words import cn_date, number
from workflow.content import FrozenFile, Part, frozen_file
from workflow.outline import ROW_FILES, Outline, Section

Values = Mapping[str, Any]


def present(outline: Outline, data: Values) -> list[Part]:
    """The sections that a snapshot holds, in order, as they read."""
    return [_part(outline, section, data) for section in outline.within(data)]


def present_one(outline: Outline, section: Section, data: Values) -> Part:
    """One of them."""
    return _part(outline, section, data)


def with_facts(
    parts: Iterable[Part], key: str, facts: Sequence[tuple[str, str]]
) -> list[Part]:
    """The parts with facts of the application itself before those of a section."""
    return [
        replace(part, facts=[*facts, *part.facts]) if part.key == key else part
        for part in parts
    ]


def _part(outline: Outline, section: Section, data: Values) -> Part:
    held = data["sections"].get(section.key, {})
    values, files = held.get("fields", {}), held.get("files", {})
    rows = held.get("rows", []) if section.rows is not None else []
    return Part(
        key=str(section.key),
        label=str(section.label),
        facts=[
            (
                outline.label_of(section, name),
                words_of(outline.model, name, values.get(name)),
            )
            for name in section.fields
        ],
        heads=[outline.label_of(section, name) for name in section.row_fields],
        rows=[
            [words_of(section.rows, name, row.get(name)) for name in section.row_fields]
            for row in rows
        ],
        known_by=tuple(section.row_fields.index(name) for name in section.known_by),
        row_files_head=(
            outline.label_of(section, ROW_FILES) if section.row_files else ""
        ),
        row_files=(
            [_files(row.get(ROW_FILES, [])) for row in rows]
            if section.row_files
            else []
        ),
        files=[
            (str(slot.label), _files(files.get(slot.key, []))) for slot in section.slots
        ],
    )


def _files(held: Iterable[Values]) -> list[FrozenFile]:
    return [frozen_file(values) for values in held]


def words_of(model: type[models.Model], name: str, value: Any) -> str:
    """A frozen value as it is read: choices by label, dates in Chinese."""
    if value in (None, ""):
        return ""
    if isinstance(value, dict):
        return str(value.get("name", ""))
    if isinstance(value, bool):
        return "是" if value else "否"
    column = model._meta.get_field(name)
    if isinstance(value, list):
        labels = dict(getattr(column, "base_field", column).flatchoices)
        return "、".join(str(labels.get(item, item)) for item in value)
    choices = getattr(column, "flatchoices", None)
    if choices:
        return str(dict(choices).get(value, value))
    return _by_type(column, value)


def _by_type(column: Any, value: Any) -> str:
    if isinstance(column, models.DateField):
        return cn_date(date.fromisoformat(value))
    if isinstance(column, models.DecimalField):
        exact = Decimal(str(value))
        whole = exact == exact.to_integral()
        return number(exact, 0 if whole else 2)
    if isinstance(column, models.PositiveIntegerField):
        return number(value)
    return str(value)  # also years and ranks: small integers, without thousands
