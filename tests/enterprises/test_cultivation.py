"""An enterprise applies, is reviewed and enters the pool."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from enterprises.choices import GroupKind, Standing
from enterprises.demo import demo_enterprises
from enterprises.models import CultivationApplication, Enterprise
from enterprises.naming import name_on
from enterprises.services.register import enter_pool, open_record
from enterprises.services.starting import start_cultivation
from regions.models import Division
from tests.factories.enterprises import (
    case_at,
    cultivation_round,
    draft_of,
    pooled_enterprise,
)
from tests.factories.workflow import as_applicant
from ui.refusals import Invalid, NotAllowed
from workflow.choices import Lane, Move, Stage

pytestmark = pytest.mark.django_db


def test_a_firm_of_a_prefecture_goes_through_city_and_province_into_the_pool(people):
    firm = pooled_enterprise()
    case = CultivationApplication.objects.get(enterprise=firm)
    stages = [step.to_stage for step in case.steps.all() if step.action == "move"]
    assert stages == [
        Stage.CITY_REVIEW,
        Stage.PROVINCIAL_REVIEW,
        Stage.EXPERT_REVIEW,
        Stage.PUBLIC_NOTICE,
        Stage.LISTED,
    ]
    firm = Enterprise.objects.get(pk=firm.pk)
    assert firm.standing == Standing.POOLED
    assert firm.pool_number == f"RK{firm.pooled_on.year}-330000-0001"
    assert firm.staff == 1280
    assert firm.years.count() == 3


def test_a_firm_of_a_separately_planned_city_stays_with_its_city(people):
    case = draft_of("enterprise_ningbo")
    assert case.lane == Lane.SEPARATELY_PLANNED
    assert case.managing_unit.name == "宁波市"
    assert case.path == (
        Stage.PROVINCIAL_REVIEW,
        Stage.EXPERT_REVIEW,
        Stage.PUBLIC_NOTICE,
    )


def test_a_central_group_goes_to_the_nation_and_into_its_pool(people):
    firm = pooled_enterprise("enterprise_central")
    case = CultivationApplication.objects.get(enterprise=firm)
    assert case.path == (
        Stage.NATIONAL_REVIEW,
        Stage.EXPERT_REVIEW,
        Stage.PUBLIC_NOTICE,
    )
    assert firm.pool_number.startswith(f"RK{firm.pooled_on.year}-000000-")
    assert firm.managing_unit is None


def test_entering_the_pool_twice_makes_it_once(people):
    firm = pooled_enterprise()
    case = CultivationApplication.objects.get(enterprise=firm)
    again = enter_pool(case, case.steps.last())
    assert again.pool_number == firm.pool_number


def test_a_former_stay_is_kept_when_a_firm_enters_anew(people):
    firm = pooled_enterprise()
    case = CultivationApplication.objects.get(enterprise=firm)
    firm.pooled_on, firm.left_pool_on = date(2020, 3, 1), date(2022, 5, 6)
    firm.standing, firm.pool_number = Standing.LEFT, "RK2020-330000-0007"
    firm.save()
    anew = enter_pool(case, case.steps.last())
    stay = firm.stays.get()
    assert (stay.since, stay.until) == (date(2020, 3, 1), date(2022, 5, 6))
    assert anew.pool_number != stay.pool_number == "RK2020-330000-0007"
    assert (anew.left_pool_on, anew.standing) == (None, Standing.POOLED)


def test_a_draft_without_conditions_is_not_taken(people):
    left_out = ("schools", "apprenticeships", "programmes", "investments", "rights")
    case = draft_of(leave_out=(*left_out, "interns"))
    with pytest.raises(Invalid) as refused:
        as_applicant(case, Move.SUBMIT, now=timezone.now())
    assert any("六项条件" in issue.sentence for issue in refused.value.issues)


def test_a_firm_in_the_pool_does_not_apply_again(people):
    firm = pooled_enterprise()
    with pytest.raises(Invalid, match="已在建设培育库"):
        draft_of(a_round=cultivation_round())
    assert firm.cultivations.count() == 1


def test_a_second_draft_is_refused_while_the_first_is_open(people):
    a_round = cultivation_round()
    draft_of(a_round=a_round)
    with pytest.raises(Invalid, match="不能重复申报"):
        draft_of(a_round=a_round)


def test_a_banned_firm_is_told_until_when(people):
    firm = open_record(
        people["enterprise"].posts_now[0].organisation, now=timezone.now()
    )
    firm.banned_until = timezone.localdate() + timedelta(days=1)
    firm.save()
    with pytest.raises(Invalid, match="不得再次申报"):
        draft_of()
    firm.banned_until = timezone.localdate() - timedelta(days=1)
    firm.save()
    assert draft_of().stage == Stage.DRAFT


def test_only_enterprises_apply(people):
    place = Division.objects.get(pk="330100")
    with pytest.raises(NotAllowed, match="由企业自愿申报"):
        start_cultivation(
            round=cultivation_round(),
            place=place,
            group_kind=GroupKind.NONE,
            by=people["school"],
        )


def test_a_round_of_another_unit_does_not_take_it(people):
    a_round = cultivation_round()
    a_round.managing_unit_id = "510000"
    a_round.save()
    with pytest.raises(Invalid, match="不受理"):
        draft_of(a_round=a_round)


def test_an_imported_record_is_taken_over_by_its_exact_name(people):
    organisation = people["enterprise"].posts_now[0].organisation
    known = Enterprise.objects.create(
        name=organisation.name, standing=Standing.NATIONAL
    )
    held = open_record(organisation, now=timezone.now())
    assert held.pk == known.pk
    assert held.credit_code == organisation.credit_code
    assert held.standing == Standing.NATIONAL


def test_a_name_holds_on_its_days(people):
    firm = pooled_enterprise()
    assert name_on(firm, firm.pooled_on) == firm.name


def test_the_city_sees_the_case_and_other_units_do_not(people, user_as):
    case = case_at(Stage.CITY_REVIEW)
    seen = CultivationApplication.objects.visible_to
    for name in ("hangzhou", "zhejiang", "enterprise", "ndrc"):
        assert seen(user_as(name)).filter(pk=case.pk).exists(), name
    for name in ("ningbo", "sichuan", "enterprise_ningbo", "school", "visitor"):
        assert not seen(user_as(name)).filter(pk=case.pk).exists(), name


def test_the_demonstration_is_made_once(people):
    now = timezone.now()
    assert demo_enterprises(now, people) == 3
    assert demo_enterprises(now, people) == 0
    stages = dict(CultivationApplication.objects.values_list("credit_code", "stage"))
    assert stages == {
        "91330206MADEM0002M": Stage.LISTED,
        "91330108MADEM0001A": Stage.PROVINCIAL_REVIEW,
        "91110108MADEM0003T": Stage.NATIONAL_REVIEW,
    }
