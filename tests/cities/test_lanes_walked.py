"""The three lanes from draft to listed, with the right people at every turn."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cities.demo import decide, recommend, submit
from cities.models import CityNomination, PilotCity, Recommendation
from cities.services import enter_recommendation, snapshot
from tests.factories.cities import (
    HANGZHOU,
    NINGBO,
    SHANGHAI,
    after_notice,
    at_the_nation,
    draft,
    listed,
    open_round,
    submitted,
    version_of,
)
from ui.refusals import Closed, Invalid, NotAllowed, Stale
from workflow.choices import Move, Stage
from workflow.models import Application
from workflow.schedule import close_notices_at
from workflow.services import advance, verify_chain

pytestmark = pytest.mark.django_db


def stage_of(application):
    return Application.objects.get(pk=application.pk).stage


def test_hangzhou_goes_through_zhejiang_with_a_return_on_the_way(people):
    nomination = submitted(people, HANGZHOU)
    assert stage_of(nomination) == Stage.PROVINCIAL_REVIEW
    decide(nomination, Move.SEND_BACK, "zhejiang", people, timezone.now())
    assert stage_of(nomination) == Stage.RETURNED
    submit(nomination, people["hangzhou"], timezone.now())
    recommend(nomination, by=people["zhejiang"], now=timezone.now())
    decide(nomination, Move.APPROVE, "zhejiang", people, timezone.now())
    assert stage_of(nomination) == Stage.NATIONAL_REVIEW
    decide(nomination, Move.APPROVE, "ndrc", people, timezone.now())
    assert stage_of(nomination) == Stage.PUBLIC_NOTICE
    close_notices_at(after_notice(nomination))
    assert stage_of(nomination) == Stage.LISTED
    assert nomination.submissions.count() == 2
    assert list(verify_chain()) == []
    assert PilotCity.objects.get(nomination=nomination).code == "330100"


def test_ningbo_goes_straight_to_the_nation(people):
    nomination = submitted(people, NINGBO)
    assert stage_of(nomination) == Stage.NATIONAL_REVIEW
    seen = CityNomination.objects.visible_to(people["zhejiang"])
    assert not seen.filter(pk=nomination.pk).exists()


def test_shanghai_names_pudong(people):
    city = listed(people, SHANGHAI)
    assert city.code == "310115"
    assert city.core_area == "浦东新区"
    assert city.name == "上海市浦东新区"
    assert city.managing_unit_id == "310000"


def test_experts_stand_in_the_way_only_where_the_round_asks_for_them(people):
    nomination = submitted(people, NINGBO, a_round=open_round(people, experts=True))
    assert stage_of(nomination) == Stage.EXPERT_REVIEW
    decide(nomination, Move.APPROVE, "ndrc", people, timezone.now())
    assert stage_of(nomination) == Stage.NATIONAL_REVIEW


def test_a_province_does_not_agree_without_its_letter(people):
    nomination = submitted(people, HANGZHOU)
    with pytest.raises(Invalid) as refused:
        advance(nomination, Move.APPROVE, by=people["zhejiang"], note="同意。")
    assert [i.field for i in refused.value.issues] == ["recommendation"]
    assert "推荐函" in refused.value.issues[0].sentence


def letter(nomination, people, by="zhejiang", **changes):
    fields = {
        "authority": "浙江省人民政府",
        "letter_number": "浙政函〔2026〕1号",
        "letter_date": timezone.localdate(),
    }
    return enter_recommendation(nomination, by=people[by], **fields | changes)


def test_a_letter_of_tomorrow_is_refused(people):
    nomination = submitted(people, HANGZHOU)
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(Invalid, match="不能晚于今天"):
        letter(nomination, people, letter_date=tomorrow)
    assert not Recommendation.objects.exists()


def test_only_the_province_in_charge_enters_the_letter(people):
    nomination = submitted(people, HANGZHOU)
    for other in ("sichuan", "ningbo", "ndrc", "hangzhou"):
        with pytest.raises(NotAllowed):
            letter(nomination, people, by=other)


def test_a_letter_stands_while_an_opinion_waits_for_the_lead(people):
    nomination = submitted(people, HANGZHOU)
    recommend(nomination, by=people["zhejiang"], now=timezone.now())
    advance(nomination, Move.APPROVE, by=people["zhejiang"], note="同意。")
    with pytest.raises(NotAllowed, match="先退回该意见"):
        letter(nomination, people, version=1)


def test_two_officials_do_not_write_over_each_others_letter(people):
    nomination = submitted(people, HANGZHOU)
    letter(nomination, people)
    with pytest.raises(Stale):
        letter(nomination, people, letter_number="浙政函〔2026〕2号")
    assert Recommendation.objects.get().letter_number == "浙政函〔2026〕1号"


def test_a_separately_planned_city_needs_no_letter(people):
    nomination = at_the_nation(people, NINGBO)
    with pytest.raises(NotAllowed, match="无须省级推荐函"):
        letter(nomination, people, by="ningbo")


def test_one_person_does_not_decide_alone(people):
    nomination = at_the_nation(people, NINGBO)
    advance(nomination, Move.APPROVE, by=people["ndrc"], note="同意。")
    fresh = Application.objects.get(pk=nomination.pk)
    assert fresh.stage == Stage.NATIONAL_REVIEW
    with pytest.raises(NotAllowed, match="须由本部门负责人确认"):
        advance(fresh, Move.APPROVE, by=people["ndrc"], note="同意。")
    with pytest.raises(NotAllowed):
        advance(fresh, Move.APPROVE, by=people["moe_lead"], note="同意。")


def test_an_incomplete_nomination_is_not_taken(people):
    nomination = draft(people, HANGZHOU, leave_out="tasks")
    with pytest.raises(Invalid) as refused:
        advance(nomination, Move.SUBMIT, by=people["hangzhou"])
    assert {i.field for i in refused.value.issues} == {"tasks"}
    assert stage_of(nomination) == Stage.DRAFT


def test_a_draft_of_a_round_that_closed_meanwhile_is_not_taken(people):
    a_round = open_round(people)
    nomination = draft(people, HANGZHOU, a_round=a_round)
    a_round.closes_at = timezone.now() - timedelta(seconds=1)
    a_round.save()
    with pytest.raises((Closed, NotAllowed), match="截止"):
        advance(nomination, Move.SUBMIT, by=people["hangzhou"])


def test_a_submission_holds_exactly_what_stood_in_the_draft(people):
    nomination = draft(people, HANGZHOU)
    before = snapshot(nomination)
    submit(nomination, people["hangzhou"], timezone.now())
    fresh = CityNomination.objects.get(pk=nomination.pk)
    assert fresh.submissions.get().data == before
    assert snapshot(fresh) == before


def test_a_province_cannot_see_the_draft_of_a_city(people):
    nomination = draft(people, HANGZHOU)
    for reviewer in ("zhejiang", "zhejiang_lead", "ndrc", "ningbo"):
        seen = CityNomination.objects.visible_to(people[reviewer])
        assert not seen.filter(pk=nomination.pk).exists()
    assert version_of(nomination, "tasks") == 1
