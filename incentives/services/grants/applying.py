"""An enterprise or a city begins to apply for a grant."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Organisation, User
from enterprises.models import Enterprise
from enterprises.models.register import lane_of_unit
from enterprises.permissions import enterprises_of
from incentives.checks.grants import eligibility_issues
from incentives.choices.grants import GrantCategory
from incentives.models import IncentiveGrant
from incentives.permissions.grants import can_apply, city_offices_of
from incentives.services.grants.receivers import Receiver
from ui.refusals import Invalid, allow, refuse
from workflow.services import open_draft

NO_RECORD = "贵单位尚未纳入建设培育库，入库后可以申请激励。"
TOO_MANY = "贵单位办理中的激励申请已达{most}件，请先办结。"
MOST_OPEN = 20


def own_receiver(user: Any) -> tuple[Organisation, Receiver] | None:
    """For whom a person applies: his enterprise, or the city of his office."""
    ids = [one.pk for one in enterprises_of(user)]
    rows = Enterprise.objects.select_related(
        "organisation", "managing_unit", "division"
    )
    firm = rows.filter(organisation_id__in=ids).first()
    if firm is not None and firm.organisation is not None:
        return firm.organisation, Receiver(firm)
    for office in city_offices_of(user):
        if office.division is not None:
            return office, Receiver(office.division)
    return None


@transaction.atomic
def start_grant(
    *, category: str, by: User, now: datetime | None = None
) -> IncentiveGrant:
    """Open the draft of an application; it belongs to no round.

    Raises `NotAllowed` for who may not apply at all, `Invalid` at `category` with the
    reason where this kind of grant is not open to the applicant.
    """
    now = now or timezone.now()
    allow(can_apply(by))
    if category not in GrantCategory.values:
        raise Invalid.at("category", "请选择激励类别。")
    found = own_receiver(by)
    if found is None:
        raise Invalid.at("category", NO_RECORD)
    applicant, receiver = found
    receiver = receiver.lock()
    refuse(eligibility_issues(category, receiver.facts(timezone.localdate(now))))
    held = IncentiveGrant.objects.filter(applicant=applicant).still_open()
    if held.count() >= MOST_OPEN:
        raise Invalid.at("category", TOO_MANY.format(most=MOST_OPEN))
    return _create(applicant, receiver, GrantCategory(category), by, now)


def _create(
    applicant: Organisation,
    receiver: Receiver,
    category: GrantCategory,
    by: User,
    now: datetime,
) -> IncentiveGrant:
    firm = receiver.enterprise
    made = IncentiveGrant(
        title=f"{receiver.name}激励申请",
        applicant=applicant,
        enterprise=firm,
        city=receiver.city,
        category=category,
        division=receiver.place,
        managing_unit=receiver.unit,
        lane=firm.lane if firm else lane_of_unit(receiver.unit),
    )
    return open_draft(made, by=by, now=now)
