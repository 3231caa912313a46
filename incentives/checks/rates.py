"""Whether a row of rates may follow those that are there; pure."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ui.refusals import Issue

PERCENT = Decimal(100)
SMALLEST = Decimal("0.0001")


def rate_issues(
    *,
    effective_from: date,
    latest: date | None,
    today: date,
    shares: dict[str, Decimal],
) -> list[Issue]:
    """A new row begins with a month to come, after all others; shares are of one.

    With a month, so that no month or quarter has two rates; to come, so that what was
    filed keeps the rates it was computed under.
    """
    issues = []
    if effective_from.day != 1:
        issues.append(Issue("effective_from", "起始日期应为某月1日。"))
    elif effective_from <= today:
        words = "起始日期应晚于今天：已生效的参数不能追溯修改。"
        issues.append(Issue("effective_from", words))
    elif latest and effective_from <= latest:
        words = f"起始日期应晚于已有参数的起始日期（{_written(latest)}）。"
        issues.append(Issue("effective_from", words))
    for name, share in shares.items():
        if not SMALLEST <= share <= 1:
            issues.append(Issue(name, "比例应在0.01%至100%之间。"))
    return issues


def _written(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
