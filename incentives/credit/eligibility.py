"""Whether money of a day counts, by the days in the cultivation scope."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

# Nothing paid before this day is credited (财税〔2019〕46号).
FIRST_DAY = date(2019, 1, 1)

# From–to in the pool, both days included; None: still in it.
Window = tuple[date, date | None]


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a day counts, and if not, a sentence that says why."""

    counts: bool
    reason: str = ""


def standing_on(day: date, windows: Sequence[Window]) -> Standing:
    """Whether money paid on a day is credited.

    Nothing before 1 January 2019, before the entry in the pool, or after leaving it;
    the days of entry and of leaving themselves count.
    """
    if day < FIRST_DAY:
        return Standing(False, "支付日期早于2019年1月1日，不计入抵免。")
    if not windows:
        return Standing(False, "企业尚未纳入建设培育范围，不计入抵免。")
    if any(_within(day, window) for window in windows):
        return Standing(True)
    return Standing(False, _why_outside(day, windows))


def _within(day: date, window: Window) -> bool:
    starts, ends = window
    return starts <= day and (ends is None or day <= ends)


def _why_outside(day: date, windows: Sequence[Window]) -> str:
    first = min(starts for starts, _ in windows)
    if day < first:
        return f"支付日期早于纳入建设培育范围之日（{_written(first)}），不计入抵免。"
    left = max(ends for _, ends in windows if ends is not None and ends < day)
    if all(starts < day for starts, _ in windows):
        return f"支付日期晚于退出建设培育范围之日（{_written(left)}），不计入抵免。"
    return (
        f"支付时企业不在建设培育范围内（已于{_written(left)}退出，尚未再次纳入），"
        "不计入抵免。"
    )


def _written(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
