"""Asks for the archive of a case."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from documents.choices import JobState
from documents.models import Job
from documents.services import enqueue
from ui.refusals import allow
from workflow.models import Application
from workflow.permissions import can_archive
from workflow.services.archive.making import ARCHIVE_JOB


@transaction.atomic
def order_archive(
    application: Application, *, by: User, now: datetime | None = None
) -> Job:
    """Start making the archive, or name the job that is making it already."""
    allow(can_archive(by, application))
    params = {"application": application.pk}
    going: Job | None = (
        Job.objects.visible_to(by)
        .filter(
            kind=ARCHIVE_JOB,
            params=params,
            state__in=(JobState.QUEUED, JobState.RUNNING),
        )
        .first()
    )
    if going is not None:
        return going
    return enqueue(
        kind=ARCHIVE_JOB,
        title=f"归档文件：{application.title}",
        params=params,
        owner=by,
        now=now or timezone.now(),
    )
