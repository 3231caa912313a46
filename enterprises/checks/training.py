"""Condition 2: a pilot task of apprenticeship, or enough interns for long enough."""

from __future__ import annotations

from datetime import date

from enterprises.checks.counting import same, sift, unnamed
from enterprises.checks.findings import Finding
from enterprises.checks.judging import (
    judge_apprenticeships,
    judge_interns,
    judge_training,
)
from enterprises.checks.stays import lasts, namesakes, stays_by_person
from enterprises.choices import SectionKey
from enterprises.facts import Facts, Intern
from enterprises.terms import look_back
from enterprises.thresholds import Thresholds
from ui.words import cn_date


def training(facts: Facts, thresholds: Thresholds, today: date) -> Finding:
    """Condition 2, by whichever half is met."""
    return judge_training(apprenticeships(facts), interns(facts, thresholds, today))


def apprenticeships(facts: Facts) -> Finding:
    """Whether it carries a pilot task of apprenticeship."""
    rows, tally = sift(
        facts.apprenticeships,
        facts.shared.get(SectionKey.APPRENTICESHIPS, 0),
        unnamed("未填写试点名称", "name"),
    )
    return judge_apprenticeships(
        len({(row.kind, same(row.name)) for row in rows}),
        remarks=tally.remarks,
        begun=bool(facts.apprenticeships),
    )


def interns(facts: Facts, thresholds: Thresholds, today: date) -> Finding:
    """How many persons stayed for the months asked, each counted once."""
    window = look_back(today, thresholds.look_back_years)
    rows, tally = sift(
        facts.interns,
        facts.shared.get(SectionKey.INTERNS, 0),
        unnamed("学校、学号或姓名不全", "school", "number", "name"),
        lambda row: _stay_reason(row, window),
    )
    stays = stays_by_person(rows, window)
    months = thresholds.intern_months
    persons = sum(any(lasts(stay, months) for stay in own) for own in stays.values())
    short, clashes = len(stays) - persons, namesakes(rows)
    return judge_interns(
        persons,
        thresholds,
        remarks=[
            f"另有{short}人实习不满{months}个月" if short else "",
            f"{clashes}个学号对应不同姓名，按一人计，请核对" if clashes else "",
            *tally.remarks,
        ],
        begun=bool(facts.interns),
    )


def _stay_reason(row: Intern, window: tuple[date, date]) -> str:
    first, last = window
    if row.start is None or row.end is None:
        return "起止日期不全"
    if row.end < row.start:
        return "结束日期早于开始日期"
    if row.end < first:
        return f"在{cn_date(first)}前已结束"
    return f"在{cn_date(last)}后才开始" if row.start > last else ""
