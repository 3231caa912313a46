"""How long decisions take: figures against counting by hand, for who may see them."""

import csv
import io
from datetime import UTC, datetime, timedelta
from statistics import median

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessRecord
from tests.factories.workflow import (
    an_open_round,
    application_at,
    as_applicant,
    decide,
    organisation_of,
)
from workflow.choices import Move, Stage
from workflow.models import Application, Step
from workflow.services import advance, set_rules
from workflow.times import time_table

pytestmark = pytest.mark.django_db
PAGE = reverse("workflow:durations")
SHORT = {"review_days": {"provincial_review": 5}}


@pytest.fixture
def decided(people, clock):
    """Of Zhejiang after 1 to 9 days, of Sichuan after 3, of cities at once."""
    for user in people.values():
        user.posts.update(valid_from=datetime(2020, 1, 1, tzinfo=UTC))
    clock.move_to("2026-03-02 10:00+08:00")
    a_round = an_open_round(rules=SHORT, now=timezone.now())
    start = timezone.now() + timedelta(hours=1)
    for days in (1, 2, 7, 9):
        case = application_at(Stage.PROVINCIAL_REVIEW, round=a_round)
        decide(case, Move.APPROVE, now=start + timedelta(days=days))
    city = organisation_of("chengdu")
    elsewhere = {"managing_unit": city.managing_unit, "division": city.division}
    case = application_at(Stage.PROVINCIAL_REVIEW, round=a_round, **elsewhere)
    decide(case, Move.REJECT, now=start + timedelta(days=3))
    # What an applicant ends himself is no decision.
    case = application_at(Stage.PROVINCIAL_REVIEW, round=a_round)
    as_applicant(case, Move.WITHDRAW, now=start + timedelta(days=30))
    return a_round


def table(user):
    return time_table(Step.objects.measured_for(user))


def line(rows, name):
    return next(row for row in rows if row.name == name)


def test_the_figures_are_those_of_counting_by_hand(decided, user_as):
    seen = table(user_as("ndrc"))
    row = line(seen.by_stage, "省级审核")
    # Working days after Monday, 2 March: 1, 2, 5, 7 and 3; the term is five.
    spent = [1, 2, 5, 7, 3]
    assert (row.count, row.longest, row.late) == (5, 7, 1)
    assert row.median == median(spent)
    assert row.share == 20
    assert line(seen.by_stage, "国家审核").count == 0
    assert seen.all.count == sum(row.count for row in seen.by_stage)
    for group in (seen.by_office, seen.by_handler):
        assert sum(row.count for row in group) == seen.all.count


def test_who_handled_counts_not_who_confirmed(decided, user_as):
    names = {row.name: row.count for row in table(user_as("ndrc")).by_handler}
    assert names[user_as("zhejiang").name] == 4
    assert user_as("zhejiang_lead").name not in names


def test_everybody_sees_his_own_level_and_below(decided, user_as):
    offices = {
        name: {row.name for row in table(user_as(name)).by_office}
        for name in ("ndrc", "zhejiang", "hangzhou", "sichuan", "ningbo", "enterprise")
    }
    own = str(organisation_of("zhejiang"))
    city, other = str(organisation_of("hangzhou")), str(organisation_of("sichuan"))
    assert {own, city, other} <= offices["ndrc"]
    assert offices["zhejiang"] == {own, city}
    assert offices["hangzhou"] == {city}
    assert offices["sichuan"] == {other, str(organisation_of("chengdu"))}
    assert offices["ningbo"] == offices["enterprise"] == set()


def test_nobody_watches_decisions_on_his_own_application(decided, user_as):
    before = table(user_as("zhejiang")).all.count
    one = Application.objects.filter(stage=Stage.EXPERT_REVIEW)[:1].get()
    Application.objects.filter(pk=one.pk).update(applicant=organisation_of("zhejiang"))
    # The city's decision and the province's own on that case.
    assert table(user_as("zhejiang")).all.count == before - 2


def test_a_rule_set_edited_later_makes_no_earlier_decision_late(decided, user_as):
    before = line(table(user_as("ndrc")).by_stage, "省级审核").late
    one = {"review_days": {"provincial_review": 1}}
    set_rules(decided, by=user_as("ndrc_lead"), changes=one)
    assert line(table(user_as("ndrc")).by_stage, "省级审核").late == before


def test_the_page_is_narrowed_by_round_place_and_days(decided, client_as):
    client = client_as("ndrc")

    def count(**asked):
        return client.get(PAGE, asked).context["table"].by_stage[1].count

    assert count() == count(round=decided.pk) == 5
    assert count(managing_unit="510000") == 1
    assert count(kind="city_nomination") == 0
    assert count(since="2026-03-06") == 2
    assert count(since="2026-03-03", until="2026-03-05") == 3
    wrong = client.get(PAGE, {"since": "昨天"})
    assert "请按“2026-06-30”" in wrong.content.decode()
    assert "没有符合条件的办结记录。" in wrong.content.decode()


def test_the_file_holds_the_same_figures_and_is_logged(decided, client_as):
    answer = client_as("zhejiang").get(reverse("workflow:durations-export"))
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    stage = next(row for row in rows if row[:2] == ["环节", "省级审核"])
    assert stage[3:] == ["4", "3.5", "7", "1", "25.0%"]
    assert {row[0] for row in rows[1:]} == {"环节", "办理单位", "经办人"}
    log = AccessRecord.objects.filter(kind="export", user__username="zhejiang")
    assert log.get().detail.startswith("办理时长")


def test_the_api_tells_the_same(decided, api_as):
    address = reverse("api:duration-list")
    told = api_as("zhejiang").get(address, {"managing_unit": "330000"}).json()
    stage = next(row for row in told["by_stage"] if row["name"] == "省级审核")
    assert (stage["count"], stage["median"], stage["late"]) == (4, 3.5, 1)
    wrong = api_as("zhejiang").get(address, {"since": "x"})
    assert wrong.status_code == 422
    assert wrong.json()["errors"][0]["field"] == "since"


def test_the_page_takes_twelve_queries_whatever_the_number(
    decided, client_as, django_assert_max_num_queries
):
    client = client_as("zhejiang")
    with django_assert_max_num_queries(12):
        client.get(PAGE)


def test_a_decision_without_four_eyes_is_his_who_made_it(user_as):
    case = application_at(Stage.CITY_REVIEW)
    advance(case, Move.APPROVE, by=user_as("hangzhou"))
    (row,) = table(user_as("hangzhou")).by_handler
    assert row.name == user_as("hangzhou").name
