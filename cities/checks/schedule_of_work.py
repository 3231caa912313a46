"""Checks of days: one before another, and within the five years of the pilot."""

from __future__ import annotations

from collections.abc import Iterator

from cities.checks.reading import Content, as_date, at_row, label, term_of
from cities.choices import SectionKey
from ui.refusals import Issue
from ui.words import cn_date

IN_TERM = (
    (SectionKey.TASKS.value, "deadline"),
    (SectionKey.PROBLEMS.value, "due"),
    (SectionKey.POLICY_LIST.value, "due"),
)
IN_ORDER = (
    (SectionKey.BASES.value, "starts_on", "ends_on"),
    (SectionKey.PAIRING.value, "signed_on", "ends_on"),
)


def deadlines_lie_in_the_term(content: Content) -> Iterator[Issue]:
    """What the pilot promises falls due within its five years."""
    term = term_of(content)
    if term is None:
        return
    first, last = term
    for key, name in IN_TERM:
        for number, day in content.row_dates(key, name):
            if not first <= day <= last:
                words = (
                    f"第 {number} 行：{label(key, name)}（{cn_date(day)}）"
                    f"应在试点期内，即{cn_date(first)}至{cn_date(last)}。"
                )
                yield Issue(at_row(key, number, name), words)


def days_are_in_order(content: Content) -> Iterator[Issue]:
    """An end is not before its beginning."""
    for key, start, end in IN_ORDER:
        for number, values in content.rows(key):
            first, last = as_date(values.get(start)), as_date(values.get(end))
            if first and last and last < first:
                words = (
                    f"第 {number} 行：{label(key, end)}（{cn_date(last)}）"
                    f"不能早于{label(key, start)}（{cn_date(first)}）。"
                )
                yield Issue(at_row(key, number, end), words)


CHECKS = (deadlines_lie_in_the_term, days_are_in_order)
