"""A nomination's content in words: parts with facts, tables and files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models

from cities.choices import SectionKey
from cities.models.nomination import CityNomination
from cities.models.sections import Section, label_of, sections_for
from ui.words import cn_date, number

Values = dict[str, Any]


@dataclass(frozen=True)
class Part:
    """One section as it reads."""

    key: str
    label: str
    facts: list[tuple[str, str]] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    files: list[tuple[str, list[Values]]] = field(default_factory=list)


@dataclass(frozen=True)
class Change:
    """One difference between two submissions."""

    part: str
    label: str
    before: str
    after: str


def present(data: Values) -> list[Part]:
    """The parts of a snapshot, in order, with labels and Chinese dates."""
    applying = sections_for(data["lane"], data["division"]["region"])
    return [_part(section, data) for section in applying]


def _part(section: Section, data: Values) -> Part:
    held = data["sections"].get(section.key.value, {})
    values = held.get("fields", {})
    facts = [
        (label_of(section, name), words_of(CityNomination, name, values.get(name)))
        for name in section.fields
    ]
    if section.key == SectionKey.CORE_AREA and data.get("core_area"):
        facts.insert(0, ("试点核心区", data["core_area"]["name"]))
    model = section.rows
    rows = [
        [words_of(model, name, row.get(name)) for name in section.row_fields]
        for row in held.get("rows", [])
        if model is not None
    ]
    return Part(
        key=section.key.value,
        label=section.label,
        facts=facts,
        heads=[label_of(section, n) for n in section.row_fields],
        rows=rows,
        files=[
            (str(slot.label), held.get("files", {}).get(slot.key, []))
            for slot in section.slots
        ],
    )


def words_of(model: type[models.Model], name: str, value: Any) -> str:
    """A frozen value as it is read: choices by label, dates in Chinese."""
    if value in (None, ""):
        return ""
    if isinstance(value, dict):
        return str(value.get("name", ""))
    column = model._meta.get_field(name)
    choices = getattr(column, "flatchoices", None)
    if choices:
        return str(dict(choices).get(value, value))
    if isinstance(column, models.DateField):
        return cn_date(date.fromisoformat(value))
    if isinstance(column, models.DecimalField):
        exact = Decimal(str(value))
        whole = exact == exact.to_integral()
        return number(exact, 0 if whole else 2)
    if isinstance(column, models.PositiveIntegerField):
        return number(value)
    return str(value)  # also years and ranks: small integers, without thousands


def changes(before: Values, after: Values) -> list[Change]:
    """What a later submission says otherwise than an earlier one."""
    found: list[Change] = []
    old_parts = {part.key: part for part in present(before)}
    for part in present(after):
        old = old_parts.get(part.key, Part(part.key, part.label))
        found += _of_facts(part, old)
        found += _of_rows(part, old)
        found += _of_files(part, old)
    return found


def _of_facts(part: Part, old: Part) -> Iterator[Change]:
    earlier = dict(old.facts)
    for label, value in part.facts:
        if earlier.get(label, "") != value:
            yield Change(part.label, label, earlier.get(label, ""), value)


def _of_rows(part: Part, old: Part) -> Iterator[Change]:
    for place in range(max(len(part.rows), len(old.rows))):
        was = old.rows[place] if place < len(old.rows) else []
        now = part.rows[place] if place < len(part.rows) else []
        if was != now:
            label = f"第 {place + 1} 行"
            yield Change(part.label, label, _line(part, was), _line(part, now))


def _line(part: Part, cells: list[str]) -> str:
    return "；".join(
        f"{head}：{cell}" for head, cell in zip(part.heads, cells, strict=False) if cell
    )


def _of_files(part: Part, old: Part) -> Iterator[Change]:
    earlier = {label: _names(files) for label, files in old.files}
    for label, files in part.files:
        if earlier.get(label, "") != _names(files):
            yield Change(part.label, label, earlier.get(label, ""), _names(files))


def _names(files: list[Values]) -> str:
    return "、".join(str(file["name"]) for file in files)
