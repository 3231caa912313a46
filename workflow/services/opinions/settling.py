"""How a disagreement of departments is settled, in writing."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from ui.refusals import Closed, Invalid, allow
from ui.text import clean_text
from workflow.choices import REVIEW_STAGES, Action
from workflow.models import Application, Resolution
from workflow.permissions import can_write_resolution, deciding_posts
from workflow.services.record import lock_case, post_words, record_act

MAX_RESOLUTION = 5000
NOBODY_AGAINST = "没有部门提出不同意见，无须填写协调结论。"


@transaction.atomic
def write_resolution(
    application: Application,
    *,
    by: User,
    text: str,
    version: int | None = None,
    now: datetime | None = None,
) -> Resolution:
    """Say in writing how a department's disagreement was settled; it is final."""
    now = now or timezone.now()
    locked = lock_case(application.pk, version)
    verdict = can_write_resolution(by, locked)
    if locked.stage not in REVIEW_STAGES:
        raise Closed(verdict.reason)
    allow(verdict)
    if not locked.opinions.disagreeing().filter(stage=locked.stage).exists():
        raise Closed(NOBODY_AGAINST)
    text = clean_text(text)
    if sentence := _fault(text):
        raise Invalid.at("text", sentence)
    post = deciding_posts(by, locked)[0]
    made: Resolution = Resolution.objects.create(
        application=locked,
        submission_number=locked.submissions.count(),
        stage=locked.stage,
        text=text,
        by=by,
        post=post_words(post),
        organisation=post.organisation,
        at=now,
    )
    record_act(locked, Action.RESOLVE, by=by, post=post, now=now, note=text, about=made)
    return made


def _fault(text: str) -> str:
    if not text:
        return "请填写协调结论。"
    if len(text) > MAX_RESOLUTION:
        return f"协调结论不能超过{MAX_RESOLUTION}个字。"
    return ""
