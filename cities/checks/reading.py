"""Reads a nomination's content, as a draft or a frozen submission holds it."""

from __future__ import annotations

from datetime import date

from cities.choices import SectionKey
from cities.models.sections import OUTLINE, SECTION_OF
from workflow.checks import Content, as_date, as_decimal, at_row

__all__ = ["Content", "as_date", "as_decimal", "at_row", "label", "term_of"]


def term_of(content: Content) -> tuple[date, date] | None:
    """First and last day of the five years; None while no start is given."""
    start = content.number(SectionKey.GOALS, "term_start")
    if start is None:
        return None
    return date(int(start), 1, 1), date(int(start) + 4, 12, 31)


def label(key: str, name: str) -> str:
    """What a field is called."""
    return OUTLINE.label_of(SECTION_OF[key], name)
