"""Periods of a report: 2026Y, 2026H1, 2026Q3, and how an office writes them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from regions.calendar import last_moment, local_day
from ui.refusals import Invalid
from ui.text import half_width

# The plan begins in 2019; no report reaches before it.
FIRST_YEAR, LAST_YEAR = 2019, 2099
_CODE = re.compile(r"^(\d{4})(Y|H[12]|Q[1-4])$")
# Months of a part: first and last.
_MONTHS = {
    "Y": (1, 12),
    "H1": (1, 6),
    "H2": (7, 12),
    "Q1": (1, 3),
    "Q2": (4, 6),
    "Q3": (7, 9),
    "Q4": (10, 12),
}
_WORDS = {
    "Y": "度",
    "H1": "上半年",
    "H2": "下半年",
    "Q1": "第一季度",
    "Q2": "第二季度",
    "Q3": "第三季度",
    "Q4": "第四季度",
}


class UnknownPeriod(Invalid):
    """A text that names no period."""

    code = "unknown-period"


@dataclass(frozen=True, order=True)
class Period:
    """A year, a half or a quarter of it; both ends are Beijing days."""

    year: int
    part: str

    @property
    def code(self) -> str:
        return f"{self.year}{self.part}"

    @property
    def words(self) -> str:
        """As it stands in a title: 2026年上半年, 2026年度."""
        return f"{self.year}年{_WORDS[self.part]}"

    @property
    def first_day(self) -> date:
        return date(self.year, _MONTHS[self.part][0], 1)

    @property
    def last_day(self) -> date:
        month = _MONTHS[self.part][1]
        following = date(self.year + month // 12, month % 12 + 1, 1)
        return following - timedelta(days=1)

    def has_begun(self, now: datetime) -> bool:
        return self.first_day <= local_day(now)

    def has_ended(self, now: datetime) -> bool:
        return self.last_day < local_day(now)

    def as_of(self, now: datetime) -> datetime:
        """The moment whose state the report shows: the period's end, or now."""
        return min(last_moment(self.last_day), now)

    def __str__(self) -> str:
        return self.words


def parse_period(text: str) -> Period:
    """Read a code, small letters and full-width digits too; else UnknownPeriod."""
    match = _CODE.match(half_width(text).strip().upper())
    if match and FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
        return Period(int(match[1]), match[2])
    sentence = (
        f"无法识别报告期“{text[:20]}”。请写成 2026Y（年度）、2026H1（半年）"
        f"或 2026Q3（季度），年份在{FIRST_YEAR}至{LAST_YEAR}之间。"
    )
    raise UnknownPeriod.at("period", sentence)


def period_words(code: str) -> str:
    """The words of a code that is known to be right."""
    return parse_period(code).words


def recent_periods(now: datetime, years: int = 3) -> list[Period]:
    """Periods that have begun, newest first, as a form offers them."""
    this_year = local_day(now).year
    found = [
        Period(year, part)
        for year in range(this_year, max(FIRST_YEAR, this_year - years) - 1, -1)
        for part in _MONTHS
    ]
    begun = [period for period in found if period.has_begun(now)]
    return sorted(begun, key=lambda p: (p.last_day, p.first_day), reverse=True)
