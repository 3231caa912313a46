"""What stands in the way of submitting a report; each rule is one pure function."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from regions.calendar import local_day
from reporting.periods import Period
from ui.refusals import Issue


def snapshot_issues(period: Period, taken_at: datetime | None) -> Sequence[Issue]:
    """A report is submitted with figures that cover the whole of its period."""
    if taken_at is None:
        return (Issue("snapshot", _("尚未生成报告数据，请先生成报告。")),)
    if local_day(taken_at) <= period.last_day:
        sentence = _("报告期尚未结束时生成的数据不完整，请在报告期满后重新生成再提交。")
        return (Issue("snapshot", sentence),)
    return ()


def file_issues(has_file: bool) -> Sequence[Issue]:
    """What is submitted is a document that somebody could read."""
    if has_file:
        return ()
    return (Issue("rendition", _("报告文件尚未生成完毕，请稍候再提交。")),)


def period_issues(period: Period, now: datetime) -> Sequence[Issue]:
    """A period that has not begun has nothing to report."""
    if period.has_begun(now):
        return ()
    first = period.first_day
    sentence = _("%(period)s尚未开始（自%(day)s起），不能生成进展报告。") % {
        "period": period.words,
        "day": f"{first.year}年{first.month}月{first.day}日",
    }
    return (Issue("period", sentence),)
