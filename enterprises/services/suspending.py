"""A standing, and its certificate, are suspended and resumed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from enterprises.models import Enterprise, Suspension
from enterprises.permissions import can_resume, can_suspend, leading_post
from ui.refusals import Stale, allow
from ui.text import reason_in
from workflow.mail import people_of
from workflow.services import tell

CHANGED = "该企业的信息刚刚被其他人更新，请刷新页面查看最新情况后再办理。"


def lock_enterprise(enterprise: Enterprise, version: int | None) -> Enterprise:
    """The row, locked; `version` is what the page showed, else `Stale`."""
    rows = Enterprise.objects.select_for_update(of=("self",))
    locked: Enterprise = rows.select_related("managing_unit", "rule_set").get(
        pk=enterprise.pk
    )
    if version is not None and locked.version != version:
        raise Stale(CHANGED)
    return locked


@transaction.atomic
def suspend(
    enterprise: Enterprise,
    *,
    reason: str,
    by: User,
    version: int | None = None,
    now: datetime | None = None,
) -> Suspension:
    """Suspend a firm's standing and the certificates that run, from today on."""
    now = now or timezone.now()
    firm = lock_enterprise(enterprise, version)
    allow(can_suspend(by, firm))
    post, today = leading_post(by, firm), timezone.localdate(now)
    assert post is not None  # allowed before
    made = Suspension.objects.create(
        enterprise=firm,
        since=today,
        reason=reason_in(reason),
        organisation=post.organisation,
        suspended_by=by,
        suspended_at=now,
    )
    _mark(firm, made)
    _tell_firm(firm, made, "暂停", f"暂停原因：{made.reason}", now)
    return made


@transaction.atomic
def resume(
    enterprise: Enterprise,
    *,
    reason: str,
    by: User,
    version: int | None = None,
    now: datetime | None = None,
) -> Suspension:
    """Lift the suspension from today on."""
    now = now or timezone.now()
    firm = lock_enterprise(enterprise, version)
    allow(can_resume(by, firm))
    held = Suspension.objects.select_for_update().get(
        enterprise=firm, resumed_on__isnull=True
    )
    held.resumed_on, held.resumed_by = timezone.localdate(now), by
    held.resume_reason = reason_in(reason)
    held.save()
    _mark(firm, None)
    _tell_firm(firm, held, "恢复", f"恢复原因：{held.resume_reason}", now)
    return held


def _mark(firm: Enterprise, suspension: Suspension | None) -> None:
    since = suspension.since if suspension else None
    note = suspension.reason if suspension else ""
    firm.suspended_since, firm.suspension_note = since, note
    firm.version += 1
    firm.save()
    for certificate in firm.certificates.select_for_update().filter(revoked_on=None):
        certificate.suspended_since, certificate.suspension_note = since, note
        certificate.version += 1
        certificate.save()


def _tell_firm(
    firm: Enterprise, suspension: Suspension, what: str, words: str, now: datetime
) -> None:
    if firm.organisation_id is None:
        return
    tell(
        people_of(firm.organisation_id, now),
        key=f"suspension:{suspension.pk}:{what}",
        subject=f"{firm.name}：产教融合型企业资格{what}",
        body=f"{suspension.organisation}已{what}贵单位的产教融合型企业资格。{words}",
        path=firm.get_absolute_url(),
        now=now,
    )
