"""Runs one background job; safe to run twice and to be killed at any moment."""

from __future__ import annotations

import logging

from celery import shared_task
from django.utils.translation import gettext as _

from documents import jobs
from documents.handlers import work_of
from documents.models import Job
from ui.refusals import Refusal

log = logging.getLogger(__name__)


@shared_task
def run_job(job_id: int) -> None:
    """Claim the job, let its handler work, keep what it made."""
    job = jobs.claim(job_id)
    if job is not None:
        work_on(job)


def work_on(job: Job) -> None:
    """Do a claimed job; a refusal ends it with its sentence, a fault is tried again."""
    work = work_of(job.kind)
    if work is None:
        jobs.fail(job, _("没有处理该类任务的程序，请联系系统管理员。"))
        return
    made = None
    try:
        with jobs.heartbeat(job):
            made = work.handler(job, jobs.Reporter(job))
        jobs.finish(job, work, made)
    except jobs.ClaimLost:
        log.warning("job %s was taken over by another worker", job.pk)
    except Refusal as refusal:
        jobs.fail(job, refusal.sentence)
    except Exception:
        # Whatever a handler hits must not leave the row running for ever.
        log.exception("job %s failed in attempt %s", job.pk, job.attempt)
        jobs.give_back(job)
    finally:
        if made is not None:
            made.close()
