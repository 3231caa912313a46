"""When a receiver loses his standing, who granted him something is asked once."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from enterprises.choices import Standing
from enterprises.models import Enterprise
from incentives.choices.grants import PACKAGE, GrantEventKind
from incentives.models import Grant
from incentives.services.grants.ledger import append, lock_grant
from ui.words import cn_date
from workflow.mail import people_of
from workflow.services import tell

GONE = (Standing.REMOVED, Standing.LEFT)


def cause_of(grant: Grant, firm: Enterprise, today: date) -> tuple[str, str]:
    """Key and words of what makes a review due; empty where nothing does."""
    if firm.standing in GONE:
        day = firm.left_pool_on or today
        what = "已移出" if firm.standing == Standing.REMOVED else "已退出"
        return (
            f"left:{firm.left_pool_on or ''}",
            f"{firm.name}{what}建设培育库（{cn_date(day)}）",
        )
    if grant.category not in PACKAGE or firm.certificates.running_on(today).exists():
        return "", ""
    revoked = firm.certificates.filter(revoked_on__lte=today).order_by("-revoked_on")
    last = revoked.first()
    if last is None:
        return "", ""
    return (
        f"certificate:{last.pk}",
        f"{firm.name}的认证证书{last.number}已撤销（{cn_date(last.revoked_on)}）",
    )


@transaction.atomic
def ask_for_review(*, grant_id: int, now: datetime) -> bool:
    """Mark an award as to be reviewed and tell who granted it; once for each cause."""
    grant = lock_grant(Grant(pk=grant_id))
    firm = grant.enterprise
    if firm is None or grant.is_ended:
        return False
    cause, words = cause_of(grant, firm, timezone.localdate(now))
    if not cause or grant.events.filter(cause=cause).exists():
        return False
    append(
        grant,
        GrantEventKind.REVIEW_DUE,
        on=timezone.localdate(now),
        note=words,
        cause=cause,
        by=None,
        organisation=None,
        now=now,
    )
    tell(
        people_of(grant.organisation_id, now),
        key=f"grant:{grant.pk}:review:{cause}",
        subject=f"待复核：{grant}",
        body=f"{words}，贵单位授予的“{grant}”（{grant.number}）仍在执行，"
        "请复核后撤销或继续执行。",
        path=grant.get_absolute_url(),
        now=now,
    )
    return True
