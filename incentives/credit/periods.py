"""Filing periods as people write them: 2026, 2026Q1, 2026-01."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from incentives.credit.eligibility import FIRST_DAY

LAST_YEAR = 2099
SHAPES = "2026（年）、2026Q1（季度）或2026-01（月）"
_SHAPE = re.compile(
    r"^(?P<year>[0-9]{4})年?"
    r"(?:(?:[Qq]|第)(?P<quarter>[1-4])(?:季度)?|-?(?P<month>[0-9]{1,2})月?)?$"
)


class UnreadablePeriodError(ValueError):
    """What was written names no filing period; the text is a sentence for the user."""


@dataclass(frozen=True, order=True, slots=True)
class Period:
    """A month, a quarter or a year, both days included."""

    starts: date
    ends: date

    @property
    def months(self) -> int:
        """1, 3 or 12."""
        return self.ends.month - self.starts.month + 1

    @property
    def label(self) -> str:
        """2026年, 2026年第1季度, 2026年1月."""
        year, month = f"{self.starts.year}年", self.starts.month
        words = {12: "", 3: f"第{(month + 2) // 3}季度"}
        return year + words.get(self.months, f"{month}月")

    @property
    def code(self) -> str:
        """2026, 2026Q1, 2026-01."""
        year, month = self.starts.year, self.starts.month
        codes = {12: f"{year}", 3: f"{year}Q{(month + 2) // 3}"}
        return codes.get(self.months, f"{year}-{month:02}")

    @property
    def following(self) -> Period:
        """The next one of the same length."""
        end = self.ends.month
        year, month = (self.starts.year + end // 12, end % 12 + 1)
        return _months(year, month, self.months)

    def overlaps(self, other: Period) -> bool:
        """Whether a day lies in both."""
        return self.starts <= other.ends and other.starts <= self.ends


def read_period(text: str) -> Period:
    """The period that is meant; half-width text without blanks around it.

    Raises `UnreadablePeriodError` with a sentence, also outside 2019 to 2099.
    """
    found = _SHAPE.match(text)
    if not found:
        raise UnreadablePeriodError(f"所属期请写成{SHAPES}。")
    year, quarter, month = (found[name] for name in ("year", "quarter", "month"))
    if not FIRST_DAY.year <= int(year) <= LAST_YEAR:
        raise UnreadablePeriodError(
            f"所属期的年份应在{FIRST_DAY.year}年至{LAST_YEAR}年之间"
            "（抵免政策自2019年1月1日起施行）。"
        )
    if quarter:
        return _months(int(year), 3 * int(quarter) - 2, 3)
    if month is None:
        return _months(int(year), 1, 12)
    if not 1 <= int(month) <= 12:
        raise UnreadablePeriodError("月份应在1至12之间。")
    return _months(int(year), int(month), 1)


def _months(year: int, first: int, count: int) -> Period:
    last = first + count - 1
    return Period(date(year, first, 1), date(year, last, monthrange(year, last)[1]))
