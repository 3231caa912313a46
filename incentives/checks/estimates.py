"""Whether the rows of an estimate hold together; pure."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from incentives.credit import Period
from ui.refusals import Issue, Severity

THOUSANDFOLD = 1000
TAKEN_TOO_MUCH = (
    "撤回投资、转让股权的累计金额大于所填各期的新增投资合计，请核对；"
    "所填各期以前的投资不在本次测算之内。"
)
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


def hints(rows: Sequence[dict[str, Decimal]]) -> list[Issue]:
    """What may be right and is worth a second look, as warnings at `rows.N.field`."""
    return [*unit_hints(rows), *withdrawal_hints(rows)]


def withdrawal_hints(rows: Sequence[dict[str, Decimal]]) -> list[Issue]:
    """The first row up to which more was taken out than was put in.

    Only a hint: what was invested before the first row is not known here.
    """
    balance = Decimal(0)
    for place, row in enumerate(rows):
        balance += row["new_investment"] - row["withdrawn"]
        if balance < 0:
            at = f"rows.{place}.withdrawn"
            return [Issue(at, TAKEN_TOO_MUCH, Severity.WARNING)]
    return []


def unit_hints(rows: Sequence[dict[str, Decimal]]) -> list[Issue]:
    """Figures a thousand times those of the row before, as warnings at their field."""
    return [
        Issue(f"rows.{place}.{name}", UNIT_HINT, Severity.WARNING)
        for place in range(1, len(rows))
        for name, figure in rows[place].items()
        if is_thousandfold(figure, rows[place - 1].get(name, Decimal(0)))
    ]
