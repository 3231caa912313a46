"""Condition 4: programme points built together with schools."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from enterprises.checks.counting import same, sift, unnamed
from enterprises.checks.findings import Finding
from enterprises.checks.judging import judge_programmes
from enterprises.choices import SectionKey
from enterprises.facts import Facts, Programme
from enterprises.terms import add_years, look_back
from enterprises.thresholds import Thresholds
from ui.words import cn_date

Rows = list[Programme]


def programmes(facts: Facts, thresholds: Thresholds, today: date) -> Finding:
    """Different programmes that run today or ran in the years looked back on."""
    window = look_back(today, thresholds.look_back_years)
    rows, tally = sift(
        facts.programmes,
        facts.shared.get(SectionKey.PROGRAMMES, 0),
        unnamed("学校或专业名称不全", "school", "name"),
        lambda row: _term_reason(row, window),
    )
    known = _by_programme(rows)
    years = thresholds.programme_years
    old_enough = [found for found in known if _lasts(found, years, today)]
    young = len(known) - len(old_enough)
    return judge_programmes(
        len(old_enough),
        sum(max(row.students or 0, 0) for found in old_enough for row in found),
        thresholds,
        remarks=[
            f"另有{young}个合作不满{years}年" if young else "",
            *tally.remarks,
        ],
        begun=bool(facts.programmes),
    )


def _by_programme(rows: Rows) -> list[Rows]:
    """The rows of each programme of each school; classes of several years are one."""
    found: dict[tuple[str, str], Rows] = defaultdict(list)
    for row in rows:
        found[same(row.school), same(row.name)].append(row)
    return list(found.values())


def _lasts(rows: Rows, years: int, today: date) -> bool:
    """Whether the cooperation has run so many years from its first day."""
    begun = min(row.start for row in rows if row.start)
    ended = max(min(row.end or today, today) for row in rows)
    return add_years(begun, years) <= ended


def _term_reason(row: Programme, window: tuple[date, date]) -> str:
    first, last = window
    if row.start is None:
        return "未填写开始日期"
    if row.end is not None and row.end < row.start:
        return "结束日期早于开始日期"
    if row.start > last:
        return "尚未开始"
    if row.end is not None and row.end < first:
        return f"在{cn_date(first)}前已结束"
    return ""
