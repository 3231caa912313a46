"""What is missing of a sectioned form: pure functions over its snapshot.

A kind adds checks of its own to `MISSING` and calls `issues_in` with all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from ui.refusals import Issue, Severity
from workflow.outline import ROW_FILES, Outline, Section

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Content:
    """The content of an application, as a draft or a frozen submission holds it."""

    outline: Outline
    data: Values
    today: date

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sections that it has."""
        return self.outline.within(self.data)

    def part(self, key: str) -> Values:
        """A section's fields, rows and files."""
        part: Values = self.data["sections"].get(key, {})
        return part

    def fields(self, key: str) -> Values:
        """The single fields of a section."""
        fields: Values = self.part(key).get("fields", {})
        return fields

    def files(self, key: str) -> Values:
        """The files of a section by their place."""
        files: Values = self.part(key).get("files", {})
        return files

    def rows(self, key: str) -> list[tuple[int, Values]]:
        """The rows of a section with their numbers from 1."""
        return list(enumerate(self.part(key).get("rows", []), start=1))

    def number(self, key: str, name: str) -> Decimal | None:
        """A figure among the single fields."""
        return as_decimal(self.fields(key).get(name))

    def row_dates(self, key: str, name: str) -> Iterator[tuple[int, date]]:
        """The days in a column, with the numbers of their rows."""
        for row, values in self.rows(key):
            day = as_date(values.get(name))
            if day is not None:
                yield row, day

    def label(self, section: Section, name: str) -> str:
        """What a field is called."""
        return self.outline.label_of(section, name)


Check = Callable[[Content], Iterable[Issue]]


def as_decimal(value: Any) -> Decimal | None:
    """A number that was frozen as text, or None."""
    return None if value in (None, "") else Decimal(str(value))


def as_date(value: Any) -> date | None:
    """A day that was frozen as text, or None."""
    return date.fromisoformat(value) if value else None


def at_row(key: str, row: int, name: str) -> str:
    """The path of a cell: section.row.field."""
    return f"{key}.{row}.{name}"


def section_of_issue(issue: Issue) -> str:
    """The section where an issue lies."""
    return issue.field.split(".", 1)[0]


def errors_of(issues: Iterable[Issue]) -> list[Issue]:
    """Those that keep an application from being handed in."""
    return [issue for issue in issues if issue.severity == Severity.ERROR]


def missing_fields(content: Content) -> Iterator[Issue]:
    """Every single field that must be filled in."""
    for section in content.sections:
        values = content.fields(section.key)
        for name in section.fields:
            if name not in section.optional and values.get(name) in (None, ""):
                words = f"请填写“{content.label(section, name)}”。"
                yield Issue(f"{section.key}.{name}", words)


def missing_rows(content: Content) -> Iterator[Issue]:
    """Every table needs its rows, and every row its cells and files."""
    for section in content.sections:
        if section.rows is None:
            continue
        rows = content.rows(section.key)
        if len(rows) < section.fewest_rows:
            yield Issue(str(section.key), _too_few(section))
        for number, values in rows:
            yield from _missing_cells(content, section, number, values)


def _too_few(section: Section) -> str:
    least = "一" if section.fewest_rows == 1 else f" {section.fewest_rows} "
    return f"“{section.label}”至少填写{least}行{section.rows._meta.verbose_name}。"


def _missing_cells(
    content: Content, section: Section, number: int, values: Values
) -> Iterator[Issue]:
    for name in section.cells:
        if name in section.optional or values.get(name) not in (None, "", {}, []):
            continue
        verb = "上传" if name == ROW_FILES else "填写"
        words = f"第 {number} 行：请{verb}“{content.label(section, name)}”。"
        yield Issue(at_row(section.key, number, name), words)


def missing_files(content: Content) -> Iterator[Issue]:
    """Every place for evidence that must hold a file."""
    for section in content.sections:
        files = content.files(section.key)
        for slot in section.slots:
            if slot.required and not files.get(slot.key):
                words = f"请上传“{slot.label}”。"
                yield Issue(f"{section.key}.file.{slot.key}", words)


MISSING: tuple[Check, ...] = (missing_fields, missing_rows, missing_files)


def issues_in(content: Content, checks: Sequence[Check] = MISSING) -> list[Issue]:
    """Everything the checks find, in the order of the sections."""
    found = [issue for check in checks for issue in check(content)]
    order = [str(section.key) for section in content.sections]
    return sorted(
        (i for i in found if section_of_issue(i) in order),
        key=lambda issue: order.index(section_of_issue(issue)),
    )
