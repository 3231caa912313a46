"""What the `holidays` library knows of the Chinese calendar, one year at a time."""

from calendar import isleap
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import holidays

from regions.choices import DayKind

# Substituted days are on record from 2001 on; the library counts lunar feasts to 2100,
# and a year's make-up days may fall in the December before, hence one year less.
FIRST_YEAR = 2001
LAST_YEAR = 2099
SATURDAY = 5
# How the library begins the name of a day that is off against a worked weekend.
_SUBSTITUTED = "休息日"


@dataclass(frozen=True)
class LibraryYear:
    """A year as the library has it, day by day from 1 January."""

    working: tuple[bool, ...]
    feasts: dict[date, str]
    make_up: frozenset[date]
    is_known: bool


def _library(*years: int) -> holidays.HolidayBase:
    return holidays.country_holidays("CN", years=years, language="zh_CN")


@cache
def library_year(year: int) -> LibraryYear:
    """The library's data of a year, kept for the life of the process.

    `is_known` says whether the State Council's arrangement of that year is in it: every
    arrangement since 2001 has made-up weekends, a mere forecast has none.
    """
    # The next year too: a working weekend of December may make up for New Year.
    table = _library(year, year + 1)
    first = date(year, 1, 1)
    days = [first + timedelta(n) for n in range(366 if isleap(year) else 365)]
    make_up = frozenset(day for day in table.weekend_workdays if day.year == year)
    return LibraryYear(
        working=tuple(
            day in make_up or (day.weekday() < SATURDAY and day not in table)
            for day in days
        ),
        feasts={day: table[day] for day in days if day in table},
        make_up=make_up,
        is_known=any(day.year == year for day in _library(year).weekend_workdays),
    )


def library_kind(day: date) -> tuple[DayKind, str]:
    """Kind of a day and the name of its feast ("" if none), before corrections."""
    known = library_year(day.year)
    if day in known.make_up:
        return DayKind.MAKE_UP, ""
    name = known.feasts.get(day, "")
    if name.startswith(_SUBSTITUTED):
        return DayKind.SWAPPED_OFF, ""
    if name:
        return DayKind.HOLIDAY, name
    weekend = day.weekday() >= SATURDAY
    return (DayKind.WEEKEND if weekend else DayKind.WORKING), ""
