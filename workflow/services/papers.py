"""The PDF of a notice: made at once and kept, or by a job where the list is long."""

from __future__ import annotations

import logging

from django.core.cache import cache
from django.db import transaction
from redis.exceptions import RedisError

from documents.choices import JobState
from documents.models import Attachment, Job
from documents.services import enqueue
from ui.refusals import Closed
from workflow.announcing import Announcement, announce
from workflow.models import Notice
from workflow.pdf import notice_pdf

log = logging.getLogger(__name__)
NOTICE_JOB = "notice_pdf"
# Up to so many lines a visitor waits for the file; longer lists take seconds.
AT_ONCE = 100
KEPT_SECONDS = 24 * 60 * 60


def paper_of(notice: Notice) -> bytes | Attachment | None:
    """The file of the notice as it stands now; None while a job still makes it."""
    words = announce(notice)
    if len(words.rows) > AT_ONCE:
        return _from_job(notice, words)
    key = f"notice-pdf:{words.mark}"
    try:
        kept: bytes | None = cache.get(key)
    except RedisError:
        log.exception("papers cannot be looked up in the cache")
        return notice_pdf(words, moment=notice.created_at)
    if kept is None:
        kept = notice_pdf(words, moment=notice.created_at)
        cache.set(key, kept, KEPT_SECONDS)
    return kept


@transaction.atomic
def _from_job(notice: Notice, words: Announcement) -> Attachment | None:
    # The row is the lock: of two visitors at once only one rings for the job.
    Notice.objects.select_for_update().get(pk=notice.pk)
    params = {"notice": notice.pk, "mark": words.mark}
    rows = Job.objects.filter(kind=NOTICE_JOB, params=params).select_related("result")
    job: Job | None = rows.order_by("-pk").first()
    if job is None:
        title = f"{words.number}公示文件"
        enqueue(kind=NOTICE_JOB, title=title, params=params, owner=None)
        return None
    if job.state == JobState.FAILED:
        raise Closed("公示文件暂时无法生成，请直接打印公示页面，或者稍后再试。")
    result: Attachment | None = job.result
    return result
