"""Opinions by the API: the same rows, the same services."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories.opinions import (
    WORDS,
    a_drafted,
    a_round_demanding,
    a_signed,
    an_opinion,
    person,
)
from tests.factories.workflow import application_at, organisation_of
from workflow.choices import Move, Stage, Stance
from workflow.services import advance

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(db):
    a_round = a_round_demanding("finance")
    return application_at(Stage.NATIONAL_REVIEW, round=a_round)


def url(name, *args):
    return reverse(f"api:{name}", args=args)


def test_departments_are_asked_and_answer_from_draft_to_signature(case, api_as):
    ndrc, address = api_as("ndrc"), url("application-opinions", case.pk)
    board = ndrc.get(address).json()
    assert board["may_ask"]
    assert board["wanted"][0]["missing"] == "尚未征求财政部门意见。"
    offered = {row["department"]: row["id"] for row in board["departments"]}
    body = {
        "organisations": [offered["industry"]],
        "departments": ["finance"],
        "request": "请审核资金来源。",
        "days": 5,
        "version": board["version"],
    }
    asked = ndrc.post(address, body, format="json")
    assert asked.status_code == 201
    assert [row["state"] for row in asked.json()["opinions"]] == ["asked", "asked"]
    stale = ndrc.post(address, body, format="json")
    assert (stale.status_code, stale.json()["code"]) == (409, "stale")
    (row,) = (
        api_as("mof")
        .get(url("opinion-list"), {"department": "finance"})
        .json()["results"]
    )
    one = url("opinion-detail", row["id"])
    mof = api_as("mof")
    kept = mof.patch(one, {"text": "草稿"}, format="json")
    assert (kept.json()["state"], kept.json()["text"]) == ("asked", "草稿")
    put = mof.put(one, {"stance": "disagree", "text": ""}, format="json")
    assert put.status_code == 422
    assert put.json()["errors"][0]["field"] == "text"
    put = mof.put(one, {"stance": "disagree", "text": "不足"}, format="json")
    assert put.json()["state"] == "drafted"
    seen = ndrc.get(one).json()
    assert (seen["stance"], seen["text"], seen["stance_label"]) == ("", "", "")
    lead = api_as("mof_lead")
    back = lead.post(url("opinion-give-back", row["id"]), {"note": "改"}, format="json")
    assert back.json()["note"] == "改"
    assert ndrc.get(one).json()["note"] == ""
    again = mof.patch(one, {"text": "依据不足。"}, format="json").json()
    assert again["state"] == "asked"
    again = mof.patch(one, {"ready": True}, format="json").json()
    sign = url("opinion-sign", row["id"])
    old = lead.post(sign, {"version": 1}, format="json")
    assert (old.status_code, old.json()["code"]) == (409, "stale")
    done = lead.post(sign, {"version": again["version"]}, format="json").json()
    assert (done["state"], done["signed_post"]) == ("signed", "财政部（演示）负责人")
    assert ndrc.get(one).json()["text"] == "依据不足。"
    twice = lead.post(sign, {}, format="json")
    assert (twice.status_code, twice.json()["code"]) == (409, "closed")
    settle = url("application-resolutions", case.pk)
    made = ndrc.post(settle, {"text": "已协商。"}, format="json")
    assert made.status_code == 201
    board = ndrc.get(address).json()
    assert board["divided"] == "有部门不同意"
    assert board["resolutions"][0]["text"] == "已协商。"
    assert api_as("zhejiang").get(address).json()["opinions"] == []


def test_wrong_requests_are_problems_with_fields(case, api_as):
    ndrc, address = api_as("ndrc"), url("application-opinions", case.pk)
    for body, field in (
        ({}, "organisations"),
        ({"departments": ["nobody"]}, "organisations"),
        ({"departments": ["tax"]}, "organisations"),
        ({"organisations": [organisation_of("enterprise").pk]}, "organisations"),
        ({"organisations": ["x"]}, "organisations.0"),
        ({"departments": ["finance"], "days": 0}, "days"),
    ):
        answer = ndrc.post(address, body, format="json")
        assert answer.status_code == 422, body
        assert answer.json()["errors"][0]["field"].startswith(field), body
        assert "示例钱塘" not in answer.content.decode()
    opinion = an_opinion(case, "mof")
    wrong = {"stance": "perhaps", "text": ""}
    one = url("opinion-detail", opinion.pk)
    assert api_as("mof").put(one, wrong, format="json").status_code == 422
    tag = api_as("mof").get(one)["ETag"]
    a_drafted(opinion)
    body = {"stance": "agree"}
    late = api_as("mof").put(one, body, format="json", headers={"If-Match": tag})
    assert late.status_code == 412


def test_applicants_experts_and_administrators_get_nothing(case, api_as):
    opinion = a_signed(an_opinion(case, "mof"))
    for name in ("enterprise", "expert1", "sysadmin", "auditor", "zhejiang", "sichuan"):
        assert api_as(name).get(url("opinion-list")).json()["results"] == [], name
        one = api_as(name).get(url("opinion-detail", opinion.pk))
        assert one.status_code == 404, name
    board = api_as("enterprise").get(url("application-opinions", case.pk))
    assert board.status_code == 403
    assert "财政部" not in board.content.decode()
    for route in ("application-detail", "application-steps", "application-moves"):
        seen = api_as("enterprise").get(url(route, case.pk)).content.decode()
        assert "财政部" not in seen
        assert WORDS not in seen


def test_it_is_asked_no_more_with_a_reason(case, api_as):
    opinion = an_opinion(case, "mof")
    address = url("opinion-cancel", opinion.pk)
    denied = api_as("moe").post(address, {"note": "不"}, format="json")
    assert denied.status_code == 403
    done = api_as("ndrc").post(address, {"note": "重复。"}, format="json")
    assert (done.json()["state"], done.json()["note"]) == ("cancelled", "重复。")


def test_the_list_stays_within_eight_queries(
    case, api_as, django_assert_max_num_queries
):
    for name in ("mof", "miit", "sasac", "mohrss"):
        a_signed(an_opinion(case, name), Stance.AGREE)
    client = api_as("ndrc")
    with django_assert_max_num_queries(8):
        assert len(client.get(url("opinion-list")).json()["results"]) == 4


def test_updated_since_tells_also_what_lapsed(case, api_as):
    an_opinion(case, "mof")
    since, client = timezone.now().isoformat(), api_as("mof")

    def changed():
        found = client.get(url("opinion-list"), {"updated_since": since}).json()
        return [row["state"] for row in found["results"]]

    assert changed() == []
    for name in ("ndrc", "ndrc_lead"):
        advance(case, Move.SEND_BACK, by=person(name), note="补充")
    assert changed() == ["cancelled"]
