"""What is missing or wrong in a nomination, at which field, how to mend it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from cities.checks import figures, schedule_of_work, tables
from cities.checks.reading import Content, Values, at_row, label
from cities.choices import SectionKey
from ui.refusals import Issue, Severity

# What may stay empty although it has a place.
OPTIONAL: dict[str, frozenset[str]] = {
    SectionKey.FOUNDATION: frozenset({"less_developed_note"}),
    SectionKey.ENTERPRISES: frozenset({"credit_code", "direction"}),
    SectionKey.BASES: frozenset({"central", "local", "enterprise", "bond", "loan"}),
    SectionKey.POLICIES: frozenset({"number"}),
}

Check = Callable[[Content], Iterable[Issue]]


def missing_fields(content: Content) -> Iterator[Issue]:
    """Every single field that must be filled in."""
    for section in content.sections:
        optional = OPTIONAL.get(section.key, frozenset())
        values = content.fields(section.key)
        for name in section.fields:
            if name not in optional and values.get(name) in (None, ""):
                words = f"请填写“{label(section.key, name)}”。"
                yield Issue(f"{section.key.value}.{name}", words)


def missing_rows(content: Content) -> Iterator[Issue]:
    """Every table needs a row, and every row its cells."""
    for section in content.sections:
        if section.rows is None:
            continue
        rows = content.rows(section.key)
        if not rows:
            words = f"“{section.label}”至少填写一行{section.rows._meta.verbose_name}。"
            yield Issue(section.key.value, words)
        optional = OPTIONAL.get(section.key, frozenset())
        for number, values in rows:
            for name in section.row_fields:
                if name not in optional and values.get(name) in (None, "", {}):
                    words = f"第 {number} 行：请填写“{label(section.key, name)}”。"
                    yield Issue(at_row(section.key.value, number, name), words)


def missing_files(content: Content) -> Iterator[Issue]:
    """Every place for evidence that must hold a file."""
    for section in content.sections:
        files = content.files(section.key)
        for slot in section.slots:
            if slot.required and not files.get(slot.key):
                words = f"请上传“{slot.label}”。"
                yield Issue(f"{section.key.value}.file.{slot.key}", words)


def missing_core_area(content: Content) -> Iterator[Issue]:
    """A municipality names its core area (fixed when the nomination is started)."""
    needed = any(s.key == SectionKey.CORE_AREA for s in content.sections)
    if needed and not content.data.get("core_area"):
        yield Issue("core_area", "直辖市须指定试点核心区。")


CHECKS: tuple[Check, ...] = (
    missing_fields,
    missing_core_area,
    missing_rows,
    missing_files,
    *figures.CHECKS,
    *tables.CHECKS,
    *schedule_of_work.CHECKS,
)


def content_issues(data: Values, *, today: date) -> list[Issue]:
    """Everything the checks find, in the order of the sections."""
    content = Content(data, today)
    found = [issue for check in CHECKS for issue in check(content)]
    order = [s.key.value for s in content.sections]
    return sorted(
        (i for i in found if section_of_issue(i) in order),
        key=lambda issue: order.index(section_of_issue(issue)),
    )


def section_of_issue(issue: Issue) -> str:
    """The section where an issue lies."""
    return issue.field.split(".", 1)[0]


def errors_of(issues: Iterable[Issue]) -> list[Issue]:
    return [issue for issue in issues if issue.severity == Severity.ERROR]
