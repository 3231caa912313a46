"""Filing periods: a whole calendar month, quarter or year."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from incentives.choices import FilingTerm

MONTHS = {FilingTerm.MONTH: 1, FilingTerm.QUARTER: 3, FilingTerm.YEAR: 12}


def period_at(term: str, day: date) -> tuple[date, date]:
    """First and last day of the period of a term in which a day lies."""
    months = MONTHS[FilingTerm(term)]
    first = (day.month - 1) // months * months + 1
    last = first + months - 1
    return date(day.year, first, 1), _end_of_month(day.year, last)


def fits_term(term: str, starts: date, ends: date) -> bool:
    """Whether two days bound a whole period of a term."""
    return period_at(term, starts) == (starts, ends)


def period_label(starts: date, ends: date) -> str:
    """2026年, 2026年第1季度 or 2026年3月; else both days."""
    if fits_term(FilingTerm.YEAR, starts, ends):
        return f"{starts.year}年"
    if fits_term(FilingTerm.QUARTER, starts, ends):
        return f"{starts.year}年第{(starts.month + 2) // 3}季度"
    if fits_term(FilingTerm.MONTH, starts, ends):
        return f"{starts.year}年{starts.month}月"
    return f"{starts:%Y-%m-%d}至{ends:%Y-%m-%d}"


def same_period_last_year(starts: date, ends: date) -> tuple[date, date]:
    """The same months a year before."""
    before = ends.year - 1
    return date(starts.year - 1, starts.month, 1), _end_of_month(before, ends.month)


def _end_of_month(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
