"""A nomination begins: the lane is fixed, the rules of the lane are checked."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from django.db import transaction
from django.utils import timezone

from accounts.models import Organisation, User
from cities.checks import lane_of, start_issues
from cities.models import CityNomination, PilotCity
from cities.permissions import can_start, offices_of
from regions.models import Division, ManagingUnit, NewArea
from ui.refusals import Invalid, Issue, allow
from workflow.models import Round
from workflow.services import open_draft, refuse_unless_taken


@transaction.atomic
def start_nomination(
    *,
    round: Round,
    division: Division,
    by: User,
    core_area: Division | NewArea | None = None,
    now: datetime | None = None,
) -> CityNomination:
    """Open the draft of a city's nomination in a round.

    Raises `Closed` outside the round's days, `NotAllowed` for people without an
    office post, `Invalid` with the lane's sentence at `division` or `core_area`.
    """
    now = now or timezone.now()
    allow(can_start(by))
    # Two people of one city: the second waits here and then sees the first's draft.
    place = (
        Division.objects.select_for_update(of=("self",), no_key=True)
        .select_related("managing_unit", "parent")
        .get(pk=division.pk)
    )
    office = _office_for(by, place, core_area)
    refuse_unless_taken(
        round,
        kind=CityNomination.KIND,
        unit_code=place.managing_unit_id,
        applicant_id=office.pk,
        now=now,
    )
    _refuse_second(round, place)
    _refuse_listed(place, core_area)
    return _create(round, place, office, core_area, by=by, now=now)


def _office_for(
    by: User, division: Division, core_area: Division | NewArea | None
) -> Organisation:
    """The first of the person's offices that may nominate this place."""
    refused: list[Issue] = []
    for office in offices_of(by):
        issues = start_issues(
            organisation=office, division=division, core_area=core_area
        )
        if not issues:
            return office
        refused = refused or issues
    raise Invalid(refused[0].sentence, issues=refused)


def _refuse_second(a_round: Round, division: Division) -> None:
    held = CityNomination.objects.filter(round=a_round, division=division)
    if held.still_open().exists():
        raise Invalid.at(
            "division",
            f"{division.name}在“{a_round.name}”中已有正在办理的申报，不能重复申报。",
        )


def _refuse_listed(division: Division, core_area: Division | NewArea | None) -> None:
    listed = PilotCity.objects.listed()
    if isinstance(core_area, NewArea):
        same = listed.filter(new_area=core_area)
        if core_area.division_id:
            same = same | listed.filter(division_id=core_area.division_id)
    else:
        same = listed.filter(division=core_area or division)
    if same.exists():
        name = (core_area or division).name
        raise Invalid.at(
            "division", f"{name}已是国家产教融合试点城市（核心区），无须再次申报。"
        )


def _create(
    a_round: Round,
    division: Division,
    office: Organisation,
    core_area: Division | NewArea | None,
    *,
    by: User,
    now: datetime,
) -> CityNomination:
    # start_issues refuses places without a unit.
    unit = cast(ManagingUnit, division.managing_unit)
    is_new_area = isinstance(core_area, NewArea)
    place = division.name + (core_area.name if core_area else "")
    nomination = CityNomination(
        title=f"{place}产教融合型城市申报",
        applicant=office,
        managing_unit=unit,
        division=division,
        round=a_round,
        lane=lane_of(unit),
        core_new_area=core_area if is_new_area else None,
        core_district=None if is_new_area else core_area,
    )
    return open_draft(nomination, by=by, now=now)
