"""A nomination's content in words: parts with facts, tables and files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models

from cities.choices import SectionKey
from cities.models.nomination import CityNomination
from cities.models.sections import Section, label_of, sections_for
from ui.words import cn_date, number
from workflow.choices import Lane
from workflow.content import Part, frozen_file

Values = dict[str, Any]


def describe(data: Mapping[str, Any]) -> list[Part]:
    """A submission from its head to its last section."""
    return [_head(data), *present(data)]


def _head(data: Mapping[str, Any]) -> Part:
    division = data["division"]
    facts = [
        ("申报名称", data["title"]),
        ("申报批次", data["round"]),
        ("申报单位", data["applicant"]),
        ("管理单位", data["managing_unit"]["name"]),
        ("申报城市", division["name"]),
        ("欠发达地区", "是" if division["less_developed"] else "否"),
        ("申报路径", str(Lane(data["lane"]).label)),
    ]
    return Part("head", "申报信息", facts)


def present(data: Mapping[str, Any]) -> list[Part]:
    """The parts of a snapshot, in order, with labels and Chinese dates."""
    applying = sections_for(data["lane"], data["division"]["region"])
    return [_part(section, data) for section in applying]


def _part(section: Section, data: Mapping[str, Any]) -> Part:
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
        known_by=tuple(section.row_fields.index(name) for name in section.known_by),
        files=[
            (
                str(slot.label),
                [frozen_file(f) for f in held.get("files", {}).get(slot.key, [])],
            )
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
