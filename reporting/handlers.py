"""The background work of this app, and who may read what it makes."""

from __future__ import annotations

from typing import Any

from documents.handlers import Made, Progress, register
from documents.models import Attachment, Job
from documents.permissions import add_reader
from reporting.models import ProgressReport, Rendition
from reporting.services import make_document
from reporting.services.reports import RENDER_JOB


def render(job: Job, progress: Progress) -> Made:
    """Write the rendition's snapshot out; safe to run twice, the snapshot stands."""
    rendition = Rendition.objects.select_related("snapshot").get(
        pk=job.params["rendition"]
    )
    return make_document(rendition.snapshot, rendition.format, progress)


def store(job: Job, attachment: Attachment) -> None:
    """Tie the finished file to its rendition, in the job's own transaction."""
    Rendition.objects.filter(job=job).update(attachment=attachment)


def may_read(user: Any, attachment: Attachment) -> bool:
    """A report's file is for those who may see the report."""
    return (
        ProgressReport.objects.visible_to(user)
        .filter(snapshots__renditions__attachment=attachment)
        .exists()
    )


def connect() -> None:
    """Called once when the app is ready."""
    register(RENDER_JOB, render, store)
    add_reader(may_read)
