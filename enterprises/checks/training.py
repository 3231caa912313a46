"""Condition 2: a pilot task of apprenticeship, or enough interns for long enough."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from enterprises.checks.counting import Tally, same, sift, unnamed
from enterprises.checks.findings import Finding, file_wish, put_together
from enterprises.checks.stays import lasts, namesakes, stays_by_person
from enterprises.choices import Condition, SectionKey
from enterprises.facts import Facts, Intern
from enterprises.terms import look_back
from enterprises.thresholds import Thresholds
from ui.words import cn_date


def training(facts: Facts, thresholds: Thresholds, today: date) -> Finding:
    """Either of the two is enough; the pilot task is told first."""
    pilot = apprenticeships(facts)
    stays = interns(facts, thresholds, today)
    if pilot.met or (pilot.begun and not stays.begun):
        return pilot
    if pilot.begun and not stays.met:
        return replace(stays, sentence=stays.sentence + pilot.sentence)
    return stays


def apprenticeships(facts: Facts) -> Finding:
    """Whether it carries a pilot task of apprenticeship."""
    rows, tally = sift(
        facts.apprenticeships,
        facts.shared.get(SectionKey.APPRENTICESHIPS, 0),
        unnamed("未填写试点名称", "name"),
    )
    count = len({(row.kind, same(row.name)) for row in rows})
    words = f"承担现代学徒制、企业新型学徒制试点任务{count}项"
    return Finding(
        condition=Condition.TRAINING,
        met=count >= 1,
        sentence=put_together(
            words if count else "没有可以计入的学徒制试点任务，须至少1项",
            tally.words,
            file_wish([tally]),
        ),
        counted=count,
        needed=1,
        section=SectionKey.APPRENTICESHIPS,
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
    months, needed = thresholds.intern_months, thresholds.intern_persons
    count = sum(any(lasts(stay, months) for stay in found) for found in stays.values())
    missing = needed - count
    return Finding(
        condition=Condition.TRAINING,
        met=missing <= 0,
        sentence=put_together(
            f"近{thresholds.look_back_years}年接收实习满{months}个月的学生{count}人，"
            + (f"还差{missing}人" if missing > 0 else f"达到{needed}人"),
            *_remarks(len(stays) - count, namesakes(rows), months, tally),
        ),
        counted=count,
        needed=needed,
        section=SectionKey.INTERNS,
        begun=bool(facts.interns),
    )


def _remarks(short: int, clashes: int, months: int, tally: Tally) -> list[str]:
    """Who is not counted, and what to look at again."""
    return [
        f"另有{short}人实习不满{months}个月" if short else "",
        f"{clashes}个学号对应不同姓名，按一人计，请核对" if clashes else "",
        tally.words,
        file_wish([tally]),
    ]


def _stay_reason(row: Intern, window: tuple[date, date]) -> str:
    first, last = window
    if row.start is None or row.end is None:
        return "起止日期不全"
    if row.end < row.start:
        return "结束日期早于开始日期"
    if row.end < first:
        return f"在{cn_date(first)}前已结束"
    return f"在{cn_date(last)}后才开始" if row.start > last else ""
