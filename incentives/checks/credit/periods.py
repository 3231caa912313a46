"""Whether a period may be begun."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from incentives.choices import FilingTerm
from incentives.credit import FIRST_DAY
from incentives.ledger import fits_term, period_at, period_label
from ui.refusals import Issue
from ui.words import cn_date

UNITS = {FilingTerm.MONTH: "月", FilingTerm.QUARTER: "季度", FilingTerm.YEAR: "年度"}


def period_issues(
    term: str,
    starts: date,
    ends: date,
    *,
    today: date,
    taken: Iterable[tuple[date, date]],
    changes: Iterable[date],
) -> list[Issue]:
    """Everything that keeps a period from being begun, at `starts` or `ends`.

    `taken` are the periods there are, `changes` the days on which rates change.
    """
    if ends < starts:
        return [Issue("ends", "止期不能早于起期，请核对。")]
    return [
        *_in_time(starts, today),
        *_whole(term, starts, ends),
        *_apart(starts, ends, taken),
        *_one_rate(starts, ends, changes),
    ]


def _in_time(starts: date, today: date) -> list[Issue]:
    if starts < FIRST_DAY:
        words = "抵免自2019年1月1日起施行，所属期不能早于该日。"
        return [Issue("starts", words)]
    if starts > today:
        return [Issue("starts", "所属期尚未开始，不能填报将来的所属期。")]
    return []


def _whole(term: str, starts: date, ends: date) -> list[Issue]:
    if fits_term(term, starts, ends):
        return []
    first, last = period_at(term, starts)
    unit = UNITS[FilingTerm(term)]
    words = (
        f"该台账{FilingTerm(term).label}填报，所属期须为一个完整的自然{unit}，"
        f"如{cn_date(first)}至{cn_date(last)}。"
    )
    return [Issue("starts" if starts != first else "ends", words)]


def _apart(starts: date, ends: date, taken: Iterable[tuple[date, date]]) -> list[Issue]:
    for first, last in taken:
        if first <= ends and last >= starts:
            words = f"该所属期与已有的{period_label(first, last)}重叠，请核对。"
            return [Issue("starts", words)]
    return []


def _one_rate(starts: date, ends: date, changes: Iterable[date]) -> list[Issue]:
    for day in sorted(changes):
        if starts < day <= ends:
            words = (
                f"抵免参数自{cn_date(day)}起调整，所属期不能跨越该日；"
                "请改按较短的纳税期限分别填报。"
            )
            return [Issue("ends", words)]
    return []
