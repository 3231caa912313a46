"""What keeps an enterprise out is entered and lifted by its authorities."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from enterprises.choices import ExclusionKind
from enterprises.models import Enterprise, Exclusion
from enterprises.permissions import answering_posts, can_exclude, can_lift
from enterprises.services.suspending import lock_enterprise
from ui.refusals import Invalid, allow
from ui.text import reason_in
from workflow.mail import people_of
from workflow.services import tell


@transaction.atomic
def enter_exclusion(
    enterprise: Enterprise,
    *,
    kind: str,
    note: str,
    since: date,
    until: date | None = None,
    by: User,
    now: datetime | None = None,
) -> Exclusion:
    """Enter a fact that keeps an enterprise out, until a day or until it is lifted.

    `until` is its last day. Raises `Invalid` at the field that is wrong.
    """
    now = now or timezone.now()
    firm = lock_enterprise(enterprise, None)
    allow(can_exclude(by, firm))
    if kind not in ExclusionKind.values:
        raise Invalid.at("kind", "请选择一种情形。")
    if since > timezone.localdate(now):
        raise Invalid.at("since", "起始日期不能晚于今天，请核对。")
    if until is not None and until < since:
        raise Invalid.at("until", "截止日期不能早于起始日期。")
    made = Exclusion.objects.create(
        enterprise=firm,
        kind=kind,
        note=reason_in(note, "note"),
        since=since,
        until=until,
        entered_by=by,
        organisation=answering_posts(by, firm)[0].organisation,
        entered_at=now,
    )
    _tell_firm(made, "登记", now)
    return made


@transaction.atomic
def lift_exclusion(
    exclusion: Exclusion, *, by: User, now: datetime | None = None
) -> Exclusion:
    """End an exclusion; it stays in the record."""
    now = now or timezone.now()
    rows = Exclusion.objects.select_for_update(of=("self",))
    held = rows.select_related("enterprise", "organisation").get(pk=exclusion.pk)
    allow(can_lift(by, held))
    held.lifted_at, held.lifted_by = now, by
    held.save(update_fields=["lifted_at", "lifted_by"])
    _tell_firm(held, "解除", now)
    return held


def _tell_firm(exclusion: Exclusion, what: str, now: datetime) -> None:
    firm = exclusion.enterprise
    if firm.organisation_id is None:
        return
    label = exclusion.get_kind_display()
    tell(
        people_of(firm.organisation_id, now),
        key=f"exclusion:{exclusion.pk}:{what}",
        subject=f"{firm.name}：{what}不予受理情形",
        body=f"{exclusion.organisation}{what}了贵单位的不予受理情形“{label}”。"
        f"依据：{exclusion.note}",
        path=firm.get_absolute_url(),
        now=now,
    )
