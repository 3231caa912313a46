"""Asks for a large export, and lets old ones go."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from documents.choices import FileFormat, JobState
from documents.exports import EXPORT_JOB, Order, page_of
from documents.exports.writing import XLSX_ROWS
from documents.models import Job
from documents.services.jobs import enqueue
from ui.refusals import Closed, Invalid

# Rows grow old and go on being somebody's data: a file is there for a week.
KEPT = timedelta(days=7)
OPEN_AT_ONCE = 5
OPEN = (JobState.QUEUED, JobState.RUNNING)


@transaction.atomic
def order_export(*, order: Order, by: User, now: datetime | None = None) -> Job:
    """Start writing the file, or name the job that is writing the same already.

    Raises `NotFound` or `NotAllowed` as the list itself would, `Invalid` for more rows
    than Excel takes, `Closed` while five others of this person are being written.
    """
    page = page_of(order, by)
    sheet = page.sheet()
    if order.format == FileFormat.XLSX and sheet.total > XLSX_ROWS:
        raise Invalid(
            f"符合条件的记录有{sheet.total:,}条，超过 Excel 一张工作表的上限"
            f"{XLSX_ROWS:,}行，请缩小筛选范围，或导出为 CSV 文件。"
        )
    # Two presses of one button wait for each other here.
    User.objects.select_for_update().get(pk=by.pk)
    going = Job.objects.filter(kind=EXPORT_JOB, owner=by, state__in=OPEN)
    params = order.params | {"noted": page.noted_filter()[:200]}
    same: Job | None = going.filter(params=params).first()
    if same is not None:
        return same
    if going.count() >= OPEN_AT_ONCE:
        raise Closed(
            f"您已有{OPEN_AT_ONCE}个导出任务尚未完成，请等其中一个完成后再导出。"
        )
    title = f"导出：{sheet.title}（{FileFormat(order.format).label}）"
    return enqueue(kind=EXPORT_JOB, title=title, params=params, owner=by, now=now)


@transaction.atomic
def expire_exports(*, now: datetime | None = None) -> int:
    """Take old files off their jobs, so that the sweep deletes them; how many."""
    now = now or timezone.now()
    done = Job.objects.filter(kind=EXPORT_JOB, result__isnull=False)
    return done.filter(finished_at__lt=now - KEPT).update(
        result=None,
        message=f"文件已超过{KEPT.days}天的保存期限并删除，需要的请重新导出。",
        updated_at=now,
    )
