"""An opinion in hand: its case locked, its version the one that was shown."""

from __future__ import annotations

from ui.refusals import Closed, Invalid, Stale, Verdict, allow
from ui.text import clean_text
from workflow.models import Opinion
from workflow.permissions import opinion_closed
from workflow.services.record import lock_case

CHANGED = "该意见刚刚被其他人更新，请刷新页面查看最新情况后再办理。"
MAX_REASON = 1000


def lock_opinion(opinion: Opinion, version: int | None) -> Opinion:
    """The row as it stands, under the lock of its case; `Stale` if it moved on."""
    case = lock_case(opinion.application_id)
    rows = Opinion.objects.select_related(
        "organisation", "asked_organisation", "drafted_by"
    )
    row: Opinion = rows.get(pk=opinion.pk)
    row.application = case
    if version is not None and row.version != version:
        raise Stale(CHANGED)
    return row


def check_open(verdict: Verdict, row: Opinion) -> None:
    """Refuse whoever may not, and what is signed, cancelled or of a stage left."""
    allow(verdict)
    if closed := opinion_closed(row):
        raise Closed(closed)


def save_opinion(row: Opinion) -> None:
    """Keep a locked opinion; whoever looked at it before is told that it changed."""
    row.version += 1
    row.save()


def checked_reason(reason: str) -> str:
    """The reason, cleaned; it must be there and not too long."""
    cleaned = clean_text(reason)
    sentence = ""
    if not cleaned:
        sentence = "请填写理由。"
    elif len(cleaned) > MAX_REASON:
        sentence = f"理由不能超过{MAX_REASON}个字。"
    if sentence:
        raise Invalid.at("note", sentence)
    return cleaned
