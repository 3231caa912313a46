"""What a managing unit decides in its own lane, the nation decides in the national."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.choices import Role, Tier
from tests.factories.experts import PANEL, an_expert, panel_of, scored
from tests.factories.workflow import (
    REASON,
    an_objection,
    an_open_round,
    application_at,
    as_applicant,
    decide,
    organisation_of,
)
from ui.refusals import NotAllowed
from workflow.choices import Lane, Move, ObjectionState, Stage
from workflow.kinds import all_kinds, tier_of_stage
from workflow.mail import people_in_turn
from workflow.models import Application, Notice, Panel
from workflow.permissions import can_handle, can_steer_panel, sees_panels
from workflow.services import advance

pytestmark = pytest.mark.django_db

ZHEJIANG = "浙江省发展和改革委员会（演示）"
UNITS = ("zhejiang_lead", "beijing", "sichuan_lead", "ningbo_lead")
NATIONAL = ("ndrc", "ndrc_lead", "moe_lead")


@pytest.fixture
def a_round(people):
    return an_open_round("unit_kind", rules=PANEL)


@pytest.fixture
def zhejiang_pool(people):
    """Experts of three cities other than the applicant's."""
    for division in ("330300", "330400", "330500"):
        an_expert(region="330000", pool="330000", division=division)


def at(stage, a_round, applicant="enterprise"):
    organisation = organisation_of(applicant)
    return application_at(stage, "unit_kind", applicant=organisation, round=a_round)


def offices_in_turn(case):
    people = people_in_turn(case, timezone.now(), Role.LEAD)
    return {post.organisation.tier for user in people for post in user.posts_now}


def seen_by(user_as, names, case):
    rows = Application.objects.filter(pk=case.pk)
    return {name for name in names if rows.visible_to(user_as(name)).exists()}


def test_whose_turn_it_is_follows_the_lane_only_where_a_unit_has_it():
    kinds = {kind.key: kind for kind in all_kinds()}
    own, national = kinds["unit_kind"], kinds["city_nomination"]
    for stage in (Stage.EXPERT_REVIEW, Stage.PUBLIC_NOTICE, Stage.LISTED):
        assert tier_of_stage(own, stage, Lane.ORDINARY) == Tier.UNIT
        assert tier_of_stage(own, stage, Lane.SEPARATELY_PLANNED) == Tier.UNIT
        assert tier_of_stage(own, stage, Lane.NATIONAL) == Tier.NATION
        assert tier_of_stage(national, stage, Lane.ORDINARY) == Tier.NATION
    for stage in (Stage.DRAFT, Stage.CITY_REVIEW, Stage.REJECTED):
        told = {tier_of_stage(own, stage, lane) for lane in Lane}
        assert len(told) == 1


def test_a_unit_scores_notices_and_lists_what_is_its_own(
    a_round, zhejiang_pool, user_as
):
    case = at(Stage.EXPERT_REVIEW, a_round)
    panel = panel_of(case)
    assert panel.pool_unit == "330000"
    scored(case, now=timezone.now())
    assert sees_panels(user_as("zhejiang_lead"), case)
    assert Panel.objects.visible_to(user_as("zhejiang_lead")).get() == panel
    assert not Panel.objects.visible_to(user_as("sichuan_lead")).exists()
    with pytest.raises(NotAllowed, match="省级牵头部门"):
        advance(case, Move.APPROVE, by=user_as("ndrc"), note=REASON)
    case = decide(case, Move.APPROVE, now=timezone.now())
    notice = Notice.objects.get(entries__application=case)
    assert (notice.managing_unit_id, notice.issued_by.name) == ("330000", ZHEJIANG)
    assert notice.number.startswith(f"GS{timezone.localdate().year}-330000-")
    an_objection(case, ObjectionState.DISMISSED, confirmed=True)
    assert closed(case).waiting_tier == ""


def closed(case):
    """After the last day of its notice."""
    case = Application.objects.get(pk=case.pk)
    now = case.due_at + timedelta(seconds=1)
    listed = advance(case, Move.CLOSE_NOTICE, by=None, now=now)
    assert listed.stage == Stage.LISTED
    return listed


def test_of_a_central_group_the_nation_does_it_all(a_round, zhejiang_pool, user_as):
    case = at(Stage.EXPERT_REVIEW, a_round, "enterprise_central")
    assert (case.lane, case.managing_unit) == (Lane.NATIONAL, None)
    assert case.number.startswith(f"UNIT{timezone.localdate().year}-000000-")
    panel = panel_of(case)
    assert panel.pool_unit is None
    scored(case, now=timezone.now())
    assert {seat.expert.managing_unit_id for seat in panel.seats.all()} == {None}
    for name in UNITS:
        user = user_as(name)
        assert not can_handle(user, case)
        assert not can_steer_panel(user, case)
        assert not sees_panels(user, case)
        assert not Panel.objects.visible_to(user).exists()
    case = decide(case, Move.APPROVE, now=timezone.now())
    notice = Notice.objects.get(entries__application=case)
    assert (notice.managing_unit, notice.issued_by.tier) == (None, Tier.NATION)
    assert notice.number.startswith(f"GS{timezone.localdate().year}-000000-")
    found = an_objection(case, ObjectionState.DISMISSED, confirmed=True)
    assert found.decided_by.username in NATIONAL
    listed = closed(case)
    with pytest.raises(NotAllowed, match="国家牵头部门"):
        advance(listed, Move.DELIST, by=user_as("zhejiang"), note=REASON)
    assert decide(listed, Move.DELIST, now=timezone.now()).stage == Stage.DELISTED


def test_units_do_not_see_what_the_nation_takes_in_itself(a_round, user_as):
    own = at(Stage.CITY_REVIEW, a_round)
    national = at(Stage.NATIONAL_REVIEW, a_round, "enterprise_central")
    everybody = (*UNITS, *NATIONAL, "hangzhou", "mof", "enterprise")
    assert seen_by(user_as, everybody, national) == {*NATIONAL, "mof"}
    for name in ("ndrc", "moe"):
        awaiting = Application.objects.awaiting(user_as(name))
        assert [row.pk for row in awaiting] == [national.pk]
    seen = {"zhejiang_lead", "hangzhou", "enterprise", "mof", *NATIONAL}
    assert seen_by(user_as, everybody, own) == seen


def test_a_city_does_not_see_a_central_group_in_its_streets(a_round, user_as):
    group = organisation_of("enterprise_central")
    case = application_at(
        Stage.NATIONAL_REVIEW,
        "unit_kind",
        applicant=group,
        round=a_round,
        division=organisation_of("hangzhou").division,
    )
    assert seen_by(user_as, ("hangzhou", "zhejiang", "ndrc"), case) == {"ndrc"}


def test_notices_of_a_unit_and_of_the_nation_stand_apart(
    a_round, zhejiang_pool, user_as
):
    own = at(Stage.PUBLIC_NOTICE, a_round)
    national = at(Stage.PUBLIC_NOTICE, a_round, "enterprise_central")
    notices = {entry.notice for entry in own.notice_entries.all()}
    assert notices.isdisjoint({row.notice for row in national.notice_entries.all()})


@pytest.mark.parametrize(
    ("applicant", "tier"),
    [("enterprise", Tier.UNIT), ("enterprise_central", Tier.NATION)],
)
def test_an_appeal_goes_to_who_decided(
    a_round, zhejiang_pool, user_as, applicant, tier
):
    case = at(Stage.EXPERT_REVIEW, a_round, applicant)
    case = decide(case, Move.REJECT, now=timezone.now())
    case = as_applicant(case, Move.APPEAL, now=timezone.now())
    assert (case.stage, case.waiting_tier) == (Stage.UNDER_APPEAL, tier)
    assert offices_in_turn(case) == {tier}


def test_an_upheld_objection_takes_a_national_case_back_to_the_nation(a_round, user_as):
    case = at(Stage.PUBLIC_NOTICE, a_round, "enterprise_central")
    an_objection(case, ObjectionState.UPHELD, confirmed=True)
    case = Application.objects.get(pk=case.pk)
    assert (case.stage, case.waiting_tier) == (Stage.EXPERT_REVIEW, Tier.NATION)
