"""Reads a nomination's content, as a draft or a frozen submission holds it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from cities.choices import SectionKey
from cities.models.sections import SECTION_OF, Section, label_of, sections_for

Values = dict[str, Any]


def as_decimal(value: Any) -> Decimal | None:
    """A number that was frozen as text, or None."""
    return None if value in (None, "") else Decimal(str(value))


def as_date(value: Any) -> date | None:
    """A day that was frozen as text, or None."""
    return date.fromisoformat(value) if value else None


@dataclass(frozen=True)
class Content:
    """The content of a nomination (the dictionary that `snapshot` makes)."""

    data: Values
    today: date

    @property
    def sections(self) -> tuple[Section, ...]:
        return sections_for(self.data["lane"], self.data["division"]["region"])

    def part(self, key: str) -> Values:
        part: Values = self.data["sections"].get(key, {})
        return part

    def fields(self, key: str) -> Values:
        fields: Values = self.part(key).get("fields", {})
        return fields

    def files(self, key: str) -> Values:
        files: Values = self.part(key).get("files", {})
        return files

    def rows(self, key: str) -> list[tuple[int, Values]]:
        """The rows of a section with their numbers from 1."""
        return list(enumerate(self.part(key).get("rows", []), start=1))

    def number(self, key: str, name: str) -> Decimal | None:
        return as_decimal(self.fields(key).get(name))

    @property
    def term(self) -> tuple[date, date] | None:
        """First and last day of the five years; None while no start is given."""
        start = self.number(SectionKey.GOALS, "term_start")
        if start is None:
            return None
        return date(int(start), 1, 1), date(int(start) + 4, 12, 31)


def at_row(key: str, row: int, name: str) -> str:
    """The path of a cell: section.row.field."""
    return f"{key}.{row}.{name}"


def label(key: str, name: str) -> str:
    return label_of(SECTION_OF[key], name)


def row_dates(content: Content, key: str, name: str) -> Iterator[tuple[int, date]]:
    for row, values in content.rows(key):
        day = as_date(values.get(name))
        if day is not None:
            yield row, day
