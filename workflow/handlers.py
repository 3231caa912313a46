"""The background work of the life cycle: terms follow a corrected calendar."""

from __future__ import annotations

from django.utils import timezone

from documents.handlers import Made, Progress, register
from documents.models import Job
from documents.services import enqueue
from regions.services import calendar_listeners
from workflow.services import shift_terms

CALENDAR_JOB = "workflow_calendar"


def follow(job: Job, progress: Progress) -> Made | None:
    """Move the days due; safe to run twice, what is moved stays where it belongs."""
    shift_terms(why=job.params["why"], now=timezone.now(), progress=progress)
    return None


def calendar_changed(why: str) -> None:
    """Called where the calendar is corrected: the terms follow after the commit."""
    title = f"办理期限随工作日历调整：{why}"
    enqueue(kind=CALENDAR_JOB, title=title, params={"why": why}, owner=None)


def connect() -> None:
    """Called once when the app is ready."""
    register(CALENDAR_JOB, follow)
    calendar_listeners.append(calendar_changed)
