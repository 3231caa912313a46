"""The background work of large exports; runs as the person who asked."""

from __future__ import annotations

from django.utils import timezone

from accounts.choices import AccessKind
from accounts.models import User
from accounts.services import record_access
from documents.exports import EXPORT_JOB, Order, Sheet, page_of, write_file
from documents.exports.writing import MEDIA
from documents.handlers import Made, Progress, register
from documents.models import Attachment, Job


def file_name(sheet: Sheet, format: str) -> str:
    """The list's name and the day: 试点城市名单-20260630.xlsx."""
    return f"{sheet.title}-{timezone.localdate():%Y%m%d}.{format}"


def make_export(job: Job, progress: Progress) -> Made:
    """What the person may see now, not what he saw when he asked."""
    order = Order.of(job.params)
    sheet = page_of(order, User.objects.get(pk=job.owner_id)).sheet()
    progress(0, sheet.total, "正在读取")
    file = write_file(sheet, order.format, progress)
    return Made(file_name(sheet, order.format), MEDIA[order.format], file)


def note_export(job: Job, attachment: Attachment) -> None:
    """Who took which rows out of the house, together with the file, once."""
    detail = f"{attachment.name}，{job.total}条，{job.params['noted']}"
    record_access(kind=AccessKind.EXPORT, user=job.owner, detail=detail)


def connect() -> None:
    """Called once when the app is ready."""
    register(EXPORT_JOB, make_export, note_export)
