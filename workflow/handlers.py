"""The background work of the life cycle: papers, archives, and moved terms."""

from __future__ import annotations

from django.utils import timezone

from documents.handlers import Made, Progress, register
from documents.models import Job
from documents.services import enqueue
from regions.services import calendar_listeners
from workflow.announcing import announce
from workflow.models import Notice
from workflow.pdf import notice_pdf
from workflow.services import NOTICE_JOB, shift_terms
from workflow.services.archive import ARCHIVE_JOB, make_archive, note_archive

CALENDAR_JOB = "workflow_calendar"


def follow(job: Job, progress: Progress) -> Made | None:
    """Move the days due; safe to run twice, what is moved stays where it belongs."""
    shift_terms(why=job.params["why"], now=timezone.now(), progress=progress)
    return None


def calendar_changed(why: str) -> None:
    """Called where the calendar is corrected: the terms follow after the commit."""
    title = f"办理期限随工作日历调整：{why}"
    enqueue(kind=CALENDAR_JOB, title=title, params={"why": why}, owner=None)


def print_notice(job: Job, progress: Progress) -> Made:
    """Write a long notice out; safe to run twice."""
    notice = Notice.objects.select_related("issued_by", "round").get(
        pk=job.params["notice"]
    )
    progress(0, 1, "正在排版")
    data = notice_pdf(announce(notice), moment=notice.created_at)
    return Made(f"{notice.number}.pdf", "application/pdf", data)


def connect() -> None:
    """Called once when the app is ready."""
    register(CALENDAR_JOB, follow)
    register(NOTICE_JOB, print_notice)
    calendar_listeners.append(calendar_changed)
    register(ARCHIVE_JOB, make_archive, note_archive)
