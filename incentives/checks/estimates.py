"""Whether the rows of an estimate hold together; pure."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from incentives.credit import Period
from ui.refusals import Issue, Severity

THOUSANDFOLD = 1000
UNIT_HINT = "与上一期相差千倍以上，请核对单位：这里填写的是元，不是万元。"


def order_issues(periods: Sequence[Period]) -> list[Issue]:
    """Periods stand in the order of time and no day is counted twice."""
    issues = []
    for place, period in enumerate(periods):
        twin = next((n for n in range(place) if periods[n].overlaps(period)), None)
        if twin is not None:
            words = f"“{period.label}”与第{twin + 1}行“{periods[twin].label}”重叠。"
        elif place and period < periods[place - 1]:
            words = (
                f"所属期须按时间先后填写：“{period.label}”应在上一行"
                f"“{periods[place - 1].label}”之前。"
            )
        else:
            continue
        issues.append(Issue(f"rows.{place}.period", words))
    return issues


def is_thousandfold(now: Decimal, before: Decimal) -> bool:
    """Whether a figure jumps so far that 万元 was taken for 元, or the other way."""
    low, high = sorted((abs(now), abs(before)))
    return low > 0 and high >= low * THOUSANDFOLD


def unit_hints(rows: Sequence[dict[str, Decimal]]) -> list[Issue]:
    """Figures a thousand times those of the row before, as warnings at their field."""
    return [
        Issue(f"rows.{place}.{name}", UNIT_HINT, Severity.WARNING)
        for place in range(1, len(rows))
        for name, figure in rows[place].items()
        if is_thousandfold(figure, rows[place - 1].get(name, Decimal(0)))
    ]
