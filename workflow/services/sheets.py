"""Score sheets: saved while they are filled, handed in once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from ui.refusals import Closed, Invalid, Issue, Stale, refuse
from ui.text import clean_text
from workflow.checks.scores import cleaned_scores, score_issues, total_of
from workflow.choices import Action, SeatState
from workflow.models import Application, ScoreSheet, Seat
from workflow.permissions import expert_post
from workflow.services.panels import close_if_complete
from workflow.services.record import record_act
from workflow.services.seats import lock_seat, refuse_ended

MAX_COMMENT = 5000


@transaction.atomic
def save_sheet(
    seat: Seat,
    *,
    by: User,
    scores: Mapping[str, Any],
    comment: str,
    version: int,
    now: datetime,
) -> ScoreSheet:
    """Keep what is filled in so far; half a sheet is welcome, a wrong score is not."""
    _case, sheet = _open_sheet(seat, by, version)
    criteria = sheet.seat.panel.rules.criteria
    given = cleaned_scores(criteria, scores)
    words = clean_text(comment)
    issues = score_issues(criteria, given, complete=False)
    if len(words) > MAX_COMMENT:
        issues.append(Issue("comment", f"总体评价不能超过{MAX_COMMENT}个字。"))
    refuse(issues)
    sheet.scores, sheet.comment = given, words
    sheet.total = total_of(given)
    sheet.version += 1
    sheet.saved_at = now
    sheet.save()
    return sheet


@transaction.atomic
def submit_sheet(
    seat: Seat, *, by: User, version: int | None = None, now: datetime
) -> ScoreSheet:
    """Hand the sheet in for good; with the last one the panel closes by itself."""
    case, sheet = _open_sheet(seat, by, version)
    criteria = sheet.seat.panel.rules.criteria
    scores = cleaned_scores(criteria, sheet.scores)
    issues = score_issues(criteria, scores, complete=True)
    if issues:
        raise Invalid(f"还有{len(issues)}处需要完善，暂不能提交评分。", issues=issues)
    sheet.scores, sheet.total = scores, total_of(scores)
    sheet.submitted_at = now
    sheet.save()
    held = sheet.seat
    held.state = SeatState.SUBMITTED
    held.save(update_fields=["state"])
    post = expert_post(by)
    record_act(case, Action.SEAT, by=by, post=post, now=now, note="已提交评分。")
    close_if_complete(case, held.panel, now)
    return sheet


def _open_sheet(
    seat: Seat, by: User, version: int | None
) -> tuple[Application, ScoreSheet]:
    """The expert's sheet while it can be filled, not changed since he read it."""
    case, locked = lock_seat(seat, by)
    if locked.state == SeatState.SUBMITTED:
        raise Closed("评分已提交，不能再修改。")
    refuse_ended(locked)
    if locked.state != SeatState.ACCEPTED:
        raise Closed("请先应邀，再填写评分表。")
    sheet = ScoreSheet.objects.get(seat=locked)
    sheet.seat = locked
    if version is not None and version != sheet.version:
        raise Stale("评分表已在其他窗口保存过，请载入最新内容后再修改。")
    return case, sheet
