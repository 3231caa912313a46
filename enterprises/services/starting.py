"""A cultivation application begins: lane, place and rules of the round."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Organisation, User
from enterprises.choices import CULTIVATION, IN_PILOT, GroupKind
from enterprises.models import CultivationApplication, Enterprise
from enterprises.models.facts import FACTS
from enterprises.models.register import lane_of_unit
from enterprises.permissions import can_start, enterprises_of
from enterprises.places import seat_of
from enterprises.services.register import open_record
from regions.models import Division
from ui.refusals import Invalid, allow
from ui.words import cn_date
from workflow.choices import Lane
from workflow.models import Round
from workflow.services import open_draft, refuse_unless_taken


@transaction.atomic
def start_cultivation(
    *,
    round: Round,
    place: Division,
    group_kind: str,
    by: User,
    now: datetime | None = None,
) -> CultivationApplication:
    """Open the draft of an enterprise in a round.

    Raises `Closed` outside the round's days, `NotAllowed` for people of no enterprise,
    `Invalid` at `round`, `place` or `group_kind` with the sentence.
    """
    now = now or timezone.now()
    allow(can_start(by))
    organisation = enterprises_of(by)[0]
    # Two people of one firm: the second waits here and then sees the first's draft.
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    enterprise = open_record(organisation, now=now)
    lane = _lane(place, group_kind)
    refuse_unless_taken(
        round,
        kind=CULTIVATION,
        unit_code=None if lane == Lane.NATIONAL else place.managing_unit_id,
        applicant_id=organisation.pk,
        now=now,
    )
    _refuse_second(enterprise, now)
    return _create(round, enterprise, place, lane, group_kind, by=by, now=now)


def _lane(place: Division, group_kind: str) -> Lane:
    if group_kind != GroupKind.NONE:
        return Lane.NATIONAL
    if place.managing_unit is None:
        raise Invalid.at(
            "place", f"{place.full_name}不在试点管理单位范围内，请核对注册地。"
        )
    return lane_of_unit(place.managing_unit)


def _refuse_second(enterprise: Enterprise, now: datetime) -> None:
    if enterprise.standing in IN_PILOT and enterprise.pool_number:
        raise Invalid.at("round", "贵单位已在建设培育库中，无须再次申报。")
    if enterprise.is_banned_on(timezone.localdate(now)):
        last = cn_date(enterprise.banned_until)
        raise Invalid.at("round", f"贵单位已被移出，{last}（含）前不得再次申报。")
    held = CultivationApplication.objects.filter(enterprise=enterprise)
    if held.still_open().exists():
        raise Invalid.at("round", "贵单位已有正在办理的建设培育申报，不能重复申报。")


def _create(
    a_round: Round,
    enterprise: Enterprise,
    place: Division,
    lane: Lane,
    group_kind: str,
    **made: Any,
) -> CultivationApplication:
    facts = {name: getattr(enterprise, name) for name in FACTS}
    application = CultivationApplication(
        **facts | {"group_kind": group_kind},
        title=f"{enterprise.name}产教融合型企业建设培育申报",
        applicant=enterprise.organisation,
        enterprise=enterprise,
        registered_name=enterprise.name,
        credit_code=enterprise.credit_code or "",
        place=place,
        division=seat_of(place),
        managing_unit=None if lane == Lane.NATIONAL else place.managing_unit,
        round=a_round,
        lane=lane,
    )
    return open_draft(application, **made)
