"""Follow-up visits of authorities."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from enterprises.models import Enterprise, Visit
from enterprises.permissions import can_visit, visiting_posts
from ui.refusals import Invalid, allow
from workflow.mail import people_of
from workflow.services import tell


@transaction.atomic
def register_visit(
    enterprise: Enterprise,
    *,
    on: date,
    kind: str,
    findings: str,
    advice: str = "",
    is_shared: bool = True,
    by: User,
    now: datetime | None = None,
) -> Visit:
    """Write down a visit; what is shared reaches the enterprise at once.

    Raises `Invalid` at `on` for a day that has not come. It is corrected by another.
    """
    now = now or timezone.now()
    allow(can_visit(by, enterprise))
    if on > timezone.localdate(now):
        raise Invalid.at("on", "走访日期不能晚于今天。")
    visit = Visit.objects.create(
        enterprise=enterprise,
        on=on,
        kind=kind,
        findings=findings,
        advice=advice,
        is_shared=is_shared,
        organisation=visiting_posts(by, enterprise)[0].organisation,
        by=by,
        at=now,
    )
    if is_shared and enterprise.organisation_id:
        tell(
            people_of(enterprise.organisation_id, now),
            key=f"visit:{visit.pk}",
            subject=f"{visit.organisation}登记了跟踪走访",
            body=f"{findings}" + (f"\n\n意见建议：{advice}" if advice else ""),
            path=enterprise.get_record_url(),
            now=now,
        )
    return visit
