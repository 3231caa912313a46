"""What is missing or wrong in a nomination, at which field, how to mend it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from cities.checks import figures, schedule_of_work, tables
from cities.checks.reading import Content
from cities.choices import SectionKey
from cities.models.sections import OUTLINE
from ui.refusals import Issue
from workflow.checks import (
    Check,
    issues_in,
    missing_fields,
    missing_files,
    missing_rows,
)


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


def content_issues(data: Mapping[str, Any], *, today: date) -> list[Issue]:
    """Everything the checks find, in the order of the sections."""
    return issues_in(Content(OUTLINE, data, today), CHECKS)
