"""核定金额: how much is granted of what was applied for; every act is one step."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from incentives.checks.grants import ruling_issues
from incentives.models import GrantRuling, IncentiveGrant
from incentives.permissions.grants import can_set_amount
from ui.refusals import Closed, Issue, allow, refuse
from ui.text import clean_text
from ui.words import number
from workflow.choices import Action, Stage
from workflow.permissions import deciding_posts, sees_internal
from workflow.services.record import lock_case, record_act

MOST_REASON = 500
TOO_LONG = f"理由不能超过{MOST_REASON}个字。"


def ruling_of(case: IncentiveGrant) -> GrantRuling | None:
    """What was set last for what was handed in last."""
    last = case.submissions.order_by("number").last()
    if last is None:
        return None
    found: GrantRuling | None = GrantRuling.objects.of_submission(
        case, last.number
    ).first()
    return found


def ruling_seen_by(user: Any, case: IncentiveGrant) -> GrantRuling | None:
    """The same for those who may read it by now: the applicant once it is granted."""
    ruling = ruling_of(case)
    if ruling is None or case.stage == Stage.LISTED:
        return ruling
    return ruling if sees_internal(user, case, ruling.organisation) else None


def unruled_issues(case: IncentiveGrant) -> list[Issue]:
    """Why a case cannot be granted yet: this stage has not said how much."""
    if case.amount is None:
        return []
    ruling = ruling_of(case)
    if ruling is not None and ruling.stage == case.stage:
        return []
    applied = number(case.amount, 2)
    words = f"申请金额{applied}元，还没有核定金额；请先在申请详情中“核定金额”。"
    return [Issue("amount", words)]


@transaction.atomic
def set_amount(
    case: IncentiveGrant,
    *,
    amount: Decimal,
    reason: str = "",
    by: User,
    version: int | None = None,
    now: datetime | None = None,
) -> GrantRuling:
    """Say how much is granted, in yuan; less than applied for with the reason.

    Raises `NotAllowed`, `Stale`, `Invalid` at `amount` or `reason`.
    """
    now = now or timezone.now()
    locked = lock_case(case.pk, version)
    held = IncentiveGrant.objects.get(pk=locked.pk)
    allow(can_set_amount(by, held))
    last = held.submissions.order_by("number").last()
    if last is None or held.amount is None:
        raise Closed("该申请尚未提交。")
    reason = clean_text(reason)
    issues = ruling_issues(held.amount, amount, reason)
    if len(reason) > MOST_REASON:
        issues.append(Issue("reason", TOO_LONG))
    refuse(issues)
    post = deciding_posts(by, locked)[0]
    made = GrantRuling.objects.create(
        application=locked,
        submission_number=last.number,
        stage=locked.stage,
        applied=held.amount,
        amount=amount,
        reason=reason,
        by=by,
        organisation=post.organisation,
        at=now,
    )
    note = ruling_words(made)
    record_act(
        locked, Action.SET_AMOUNT, by=by, post=post, now=now, note=note, about=made
    )
    return made


def ruling_words(ruling: GrantRuling) -> str:
    """Applied for and granted, and why the one is less."""
    applied, amount = number(ruling.applied, 2), number(ruling.amount, 2)
    if ruling.amount == ruling.applied:
        return f"核定金额{amount}元，与申请金额相同。"
    return f"申请金额{applied}元，核定金额{amount}元。理由：{ruling.reason}"
