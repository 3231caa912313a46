"""The department asked answers: its handler drafts, its lead signs or gives back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.choices import Role
from accounts.models import User
from ui.refusals import Closed, Issue, refuse
from ui.text import clean_text
from workflow.choices import STANCES_WITH_REASON, Action, OpinionState, Stance
from workflow.mail import people_of
from workflow.models import Opinion
from workflow.permissions import (
    can_draft_opinion,
    can_sign_opinion,
    posts_at,
)
from workflow.services.opinions.locking import (
    check_open,
    checked_reason,
    lock_opinion,
    save_opinion,
)
from workflow.services.opinions.telling import tell_asker, tell_of_opinion
from workflow.services.record import post_words, record_act

MAX_TEXT = 5000
NOT_DRAFTED = "经办人尚未送签，不能办理。"


@transaction.atomic
def draft_opinion(
    opinion: Opinion,
    *,
    by: User,
    stance: str,
    text: str = "",
    ready: bool = True,
    version: int | None = None,
    now: datetime | None = None,
) -> Opinion:
    """Write or change the draft; `ready` lays it before the lead, else it is kept.

    What a department weighs before it signs is no act on the case: no step is written
    and the case's version stays.
    """
    row = lock_opinion(opinion, version)
    check_open(can_draft_opinion(by, row), row)
    text = clean_text(text)
    refuse(draft_issues(stance, text, ready=ready))
    row.stance, row.text = stance, text
    row.drafted_by, row.drafted_at = by, now or timezone.now()
    row.state = OpinionState.DRAFTED if ready else OpinionState.ASKED
    if ready:
        row.note = ""
    save_opinion(row)
    if ready:
        tell_of_opinion(
            row,
            people_of(row.organisation_id, row.drafted_at, [Role.LEAD]),
            what=f"drafted:{row.version}",
            subject="待签发意见",
            body=f"的意见已由{by.name}拟好，请签发或退回。",
            now=row.drafted_at,
        )
    return row


def draft_issues(stance: str, text: str, *, ready: bool) -> list[Issue]:
    """What a draft lacks; one that is only kept may still be unfinished."""
    found = []
    if stance not in (*Stance.values, "") or (ready and not stance):
        found.append(Issue("stance", "请选择意见。"))
    if ready and stance in STANCES_WITH_REASON and not text:
        label = Stance(stance).label
        found.append(Issue("text", f"选择“{label}”的，请填写具体意见。"))
    if len(text) > MAX_TEXT:
        found.append(Issue("text", f"具体意见不能超过{MAX_TEXT}个字。"))
    return found


@transaction.atomic
def sign_opinion(
    opinion: Opinion,
    *,
    by: User,
    version: int | None = None,
    now: datetime | None = None,
) -> Opinion:
    """A lead signs what the handler drafted, word for word; it is final then.

    After the day due it may still be signed while the stage runs, and is shown as late.
    """
    now = now or timezone.now()
    row = lock_opinion(opinion, version)
    check_open(can_sign_opinion(by, row), row)
    if row.state != OpinionState.DRAFTED:
        raise Closed(NOT_DRAFTED)
    post = posts_at(by, row.organisation_id, Role.LEAD)[0]
    row.state, row.remind_at = OpinionState.SIGNED, None
    row.signed_by, row.signed_post, row.signed_at = by, post_words(post), now
    save_opinion(row)
    words = f"{row.get_stance_display()}{'（逾期反馈）' if row.is_late else ''}"
    record_act(
        row.application,
        Action.SIGN_OPINION,
        by=by,
        post=post,
        now=now,
        note=words,
        about=row,
    )
    tell_asker(
        row,
        what="signed",
        subject="部门意见已反馈",
        body=f"收到{row.organisation}的意见：{words}。",
        now=now,
    )
    return row


@transaction.atomic
def return_draft(
    opinion: Opinion,
    *,
    by: User,
    reason: str,
    version: int | None = None,
    now: datetime | None = None,
) -> Opinion:
    """A lead gives the draft back to the handler, who reads why and changes it."""
    now = now or timezone.now()
    row = lock_opinion(opinion, version)
    check_open(can_sign_opinion(by, row), row)
    if row.state != OpinionState.DRAFTED:
        raise Closed(NOT_DRAFTED)
    row.note, row.state = checked_reason(reason), OpinionState.ASKED
    save_opinion(row)
    handlers = people_of(row.organisation_id, now, [Role.HANDLER])
    author = [user for user in handlers if user.pk == row.drafted_by_id]
    tell_of_opinion(
        row,
        author or handlers,
        what=f"returned:{row.version}",
        subject="意见稿被退回",
        body=f"的意见稿被退回修改。\n\n理由：{row.note}",
        now=now,
    )
    return row
