"""Checks of the foundation facts and of the targets."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from cities.checks.reading import Content
from cities.choices import SectionKey
from ui.refusals import Issue, Severity

FOUNDATION = SectionKey.FOUNDATION.value
# What the selection of the first batch looked at (reported in August 2021).
STUDENTS_OF_FIRST_BATCH = Decimal(20)


def shares_make_a_whole(content: Content) -> Iterator[Issue]:
    """The three industries' shares make 100%, give or take rounding."""
    names = ("primary_share", "secondary_share", "tertiary_share")
    shares = [content.number(FOUNDATION, name) for name in names]
    known = [share for share in shares if share is not None]
    total = sum(known, Decimal(0))
    if len(known) == 3 and abs(total - 100) > Decimal("0.5"):
        words = f"三次产业占比合计为 {total}%，应为 100%，请核对。"
        yield Issue(f"{FOUNDATION}.tertiary_share", words)


def year_is_past(content: Content) -> Iterator[Issue]:
    """Yearly statistics are of a year that is over, and not old."""
    year = content.number(FOUNDATION, "facts_year")
    if year is None:
        return
    field = f"{FOUNDATION}.facts_year"
    if year >= content.today.year:
        words = f"数据年度应为已结束的年度，请填写 {content.today.year - 1} 年或以前。"
        yield Issue(field, words)
    elif year < content.today.year - 3:
        words = "数据年度距今超过 3 年，建议使用最近年度的数据。"
        yield Issue(field, words, Severity.WARNING)


def there_are_people(content: Content) -> Iterator[Issue]:
    """Population and output are more than nothing."""
    for name, words in (("population", "常住人口"), ("gdp", "地区生产总值")):
        if content.number(FOUNDATION, name) == 0:
            yield Issue(f"{FOUNDATION}.{name}", f"{words}应大于 0，请核对。")


def enough_students(content: Content) -> Iterator[Issue]:
    """Students against what was weighed for the first batch: for information."""
    counts = [
        content.number(FOUNDATION, name)
        for name in ("vocational_students", "higher_students")
    ]
    known = [n for n in counts if n is not None]
    if len(known) == 2 and sum(known) < STUDENTS_OF_FIRST_BATCH:
        words = (
            f"职业教育和高等教育在校生合计 {sum(known)} 万人，"
            "首批试点城市一般在 20 万人以上，请在试点条件中说明。"
        )
        yield Issue(f"{FOUNDATION}.higher_students", words, Severity.WARNING)


def less_developed_is_told(content: Content) -> Iterator[Issue]:
    """A flagged less-developed place should say what it needs."""
    flagged = content.data["division"].get("less_developed")
    note = content.fields(FOUNDATION).get("less_developed_note")
    if flagged and not note:
        words = "本地已标注为欠发达地区，建议填写“欠发达地区情况说明”。"
        yield Issue(f"{FOUNDATION}.less_developed_note", words, Severity.WARNING)


def targets_grow(content: Content) -> Iterator[Issue]:
    """Targets are cumulative: the fifth year is not below the third."""
    key = SectionKey.ENTERPRISES.value
    middle = content.number(key, "enterprises_midterm")
    end = content.number(key, "enterprises_target")
    if middle is not None and end is not None and end < middle:
        words = f"第 5 年累计目标（{end} 家）不能小于第 3 年累计目标（{middle} 家）。"
        yield Issue(f"{key}.enterprises_target", words)


def term_follows_the_facts(content: Content) -> Iterator[Issue]:
    """The pilot does not begin before the year of the statistics."""
    start = content.number(SectionKey.GOALS, "term_start")
    year = content.number(FOUNDATION, "facts_year")
    if start is not None and year is not None and start < year:
        words = f"试点起始年度（{start} 年）不能早于数据年度（{year} 年）。"
        yield Issue(f"{SectionKey.GOALS.value}.term_start", words)


CHECKS = (
    shares_make_a_whole,
    year_is_past,
    there_are_people,
    enough_students,
    less_developed_is_told,
    targets_grow,
    term_follows_the_facts,
)
