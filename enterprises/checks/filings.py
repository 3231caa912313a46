"""What a plan or an annual report needs before it may be filed."""

from __future__ import annotations

from datetime import date
from typing import Any

from enterprises.choices import ReportFigure
from ui.refusals import Issue
from ui.words import cn_date

NO_TEXT = {
    "goals": "请填写总体目标。",
    "measures": "请填写任务举措。",
    "safeguards": "请填写保障措施。",
    "progress": "请填写工作进展和成效；当年没有开展工作的，选择“零报告”并说明原因。",
    "next_steps": "请填写下一年度打算。",
    "nil_reason": "请填写零报告原因。",
}
NO_LINK = "请填写公开网址；可为本企业或合作院校的网站、新媒体。"
NO_DAY = "请填写公开日期。"


def plan_issues(plan: Any, pooled_on: date | None, today: date) -> list[Issue]:
    """A three-year plan has goals, measures and safeguards, and is public."""
    found = _empty(plan, "goals", "measures", "safeguards")
    return found + publication_issues(plan, pooled_on, today, "入库日期")


def report_issues(report: Any, today: date) -> list[Issue]:
    """A report tells the work of its year; a nil report says why there was none."""
    if report.is_nil:
        return _empty(report, "nil_reason")
    found = _empty(report, "progress", "next_steps")
    found += figure_issues(report.figures)
    first = date(report.year, 1, 1)
    return found + publication_issues(report, first, today, "报告年度")


def figure_issues(figures: Any) -> list[Issue]:
    """Each figure is answered, with 0 where there is none."""
    return [
        Issue(f"figure_{key.value}", f"请填写{key.label}，没有的填0。")
        for key in ReportFigure
        if figures.get(key.value) in (None, "")
    ]


def publication_issues(
    filing: Any, earliest: date | None, today: date, since: str
) -> list[Issue]:
    """It is published before it is filed (590号): where, and since when."""
    found = [] if filing.public_url else [Issue("public_url", NO_LINK)]
    day = filing.published_on
    if day is None:
        return [*found, Issue("published_on", NO_DAY)]
    if day > today:
        words = f"公开日期不能晚于今天（{cn_date(today)}），请在公开后报送。"
        return [*found, Issue("published_on", words)]
    if earliest is not None and day < earliest:
        words = f"公开日期不能早于{since}（{cn_date(earliest)}），请核对。"
        return [*found, Issue("published_on", words)]
    return found


def _empty(filing: Any, *names: str) -> list[Issue]:
    return [Issue(name, NO_TEXT[name]) for name in names if not getattr(filing, name)]
