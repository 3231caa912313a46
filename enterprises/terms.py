"""Periods by the calendar, to the day (Civil Code, art. 200–203).

A day that a month does not have (30 February) is the last of that month.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


def add_months(day: date, months: int) -> date:
    """The same day some months later, or earlier; within what a date can be."""
    place = day.year * 12 + day.month - 1 + months
    year, month = divmod(place, 12)
    if year > date.max.year:
        return date.max
    if year < date.min.year:
        return date.min
    return day_in(year, month + 1, day.day)


def add_years(day: date, years: int) -> date:
    """The same day some years later, or earlier; 28 February for the 29th."""
    return add_months(day, 12 * years)


def day_in(year: int, month: int, day: int) -> date:
    """A day of a month, or the last that the month has."""
    return date(year, month, min(day, monthrange(year, month)[1]))


def last_day_of_months(first: date, months: int) -> date:
    """The last day of a period that begins on `first`: 1 March + 3 → 31 May."""
    same = add_months(first, months)
    return same - ONE_DAY if same.day == first.day else same


def look_back(today: date, years: int) -> tuple[date, date]:
    """First and last day of the years before today, both counted."""
    return add_years(today, -years), today


def ban_end(removed_on: date, years: int) -> date:
    """The last day on which a removed enterprise may not apply again."""
    return add_years(removed_on, years)


def plan_due(pooled_on: date, months: int) -> date:
    """By when the three-year plan is to be filed, the day itself included."""
    return add_months(pooled_on, months)


def report_due(year: int, month: int, day: int) -> date:
    """By when the annual report of a year is to be filed: a day of the next year."""
    return day_in(year + 1, month, day)


def reports_due(
    pooled_on: date, today: date, *, month: int, day: int
) -> tuple[tuple[int, date], ...]:
    """The years whose reports were due before today, each with its day.

    The year of entry counts: its work is reported in the next.
    """
    due = [(y, report_due(y, month, day)) for y in range(pooled_on.year, today.year)]
    return tuple((year, last) for year, last in due if last < today)


def valid_until(certified_on: date, years: int) -> date:
    """The last day on which a certification is valid."""
    return last_day_of_months(certified_on, 12 * years)
