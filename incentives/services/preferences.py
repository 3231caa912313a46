"""Preferences are proposed, and corrected by a counter entry; a lead confirms."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.choices import OrganisationKind, Role, Tier
from accounts.models import Organisation, User
from incentives.checks.preferences import counter_issues, preference_issues
from incentives.models import Preference
from incentives.permissions.grants import (
    can_counter,
    can_propose_preference,
    giving_post,
)
from industries.models import Industry
from regions.models import Division
from ui.refusals import Issue, allow, refuse
from ui.text import reason_in
from workflow.mail import people_of
from workflow.services import lay_before_leads, take_effect, tell

GIVEN = (
    "kind",
    "year",
    "quantity",
    "basis_name",
    "basis_number",
    "basis_url",
    "note",
)
Receiver = Division | Organisation | Industry
NOT_YOURS = "该对象不在贵单位管理范围内。"
NO_SCHOOL = "倾斜支持的单位对象须为学校。"
MOST_NOTE = 500


@transaction.atomic
def propose_preference(
    receiver: Receiver,
    *,
    given: Mapping[str, Any],
    by: User,
    now: datetime | None = None,
) -> Preference:
    """A handler of a unit or the nation enters a preference; a lead confirms it."""
    now = now or timezone.now()
    allow(can_propose_preference(by))
    post = giving_post(by, Role.HANDLER)
    assert post is not None  # allowed above
    made = Preference(
        city=receiver if isinstance(receiver, Division) else None,
        school=receiver if isinstance(receiver, Organisation) else None,
        industry=receiver if isinstance(receiver, Industry) else None,
        organisation=post.organisation,
        managing_unit=_unit_of(receiver, post.organisation),
        proposed_by=by,
        proposed_at=now,
        **{name: given[name] for name in GIVEN if name in given},
    )
    issues = _receiver_issues(receiver, post.organisation)
    issues += preference_issues(
        made.kind, made.quantity, made.year, timezone.localdate(now).year
    )
    refuse(issues)
    made.save()
    lay_before_leads(made, now=now)
    return made


def _unit_of(receiver: Receiver, office: Organisation) -> Any:
    """Whose figures it counts among; an industry's are those of who gives."""
    if isinstance(receiver, Industry):
        return office.managing_unit
    return receiver.managing_unit


def _receiver_issues(receiver: Receiver, office: Organisation) -> list[Issue]:
    is_school = getattr(receiver, "kind", "") == OrganisationKind.SCHOOL
    if isinstance(receiver, Organisation) and not is_school:
        return [Issue("school", NO_SCHOOL)]
    if office.tier == Tier.NATION or isinstance(receiver, Industry):
        return []
    if receiver.managing_unit_id != office.managing_unit_id:
        field = "city" if isinstance(receiver, Division) else "school"
        return [Issue(field, NOT_YOURS)]
    return []


@transaction.atomic
def propose_counter(
    entry: Preference,
    *,
    quantity: Decimal,
    reason: str,
    by: User,
    now: datetime | None = None,
) -> Preference:
    """A handler takes something off a confirmed entry; `quantity` is positive."""
    now = now or timezone.now()
    rows = Preference.objects.select_for_update(of=("self",))
    held = rows.select_related("organisation").get(pk=entry.pk)
    allow(can_counter(by, held))
    refuse(counter_issues(held.kind, quantity, _left(held)))
    names = ("kind", "year", "basis_name", "basis_number", "basis_url")
    places = ("city", "school", "industry", "managing_unit", "organisation")
    made = Preference.objects.create(
        **{name: getattr(held, name) for name in (*names, *places)},
        quantity=-quantity,
        corrects=held,
        note=reason_in(reason, "reason", MOST_NOTE),
        proposed_by=by,
        proposed_at=now,
    )
    lay_before_leads(made, now=now)
    return made


def _left(entry: Preference) -> Decimal:
    """What may still be taken off: proposed corrections count as made."""
    open_ones = entry.corrections.open()
    return entry.left + sum((row.quantity for row in open_ones), Decimal(0))


@take_effect.register(Preference)
def _take_effect(entry: Preference, by: User, now: datetime) -> None:
    """It stands in the ledger and never changes again; a school hears of its own."""
    if entry.school_id is None:
        return
    tell(
        people_of(entry.school_id, now),
        key=f"preference:{entry.pk}:confirmed",
        subject=f"倾斜支持：{entry}",
        body=f"{entry.organisation}已登记“{entry}”，依据{entry.basis_name}。",
        path=entry.get_absolute_url(),
        now=now,
    )
