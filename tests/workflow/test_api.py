"""The API of the life cycle: the same rows, the same door."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories.workflow import an_open_round, application_at
from workflow.choices import Move, Stage
from workflow.models import Notification, Round

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"api:{name}", args=args)


def test_the_list_holds_what_the_caller_may_see(api_as):
    case = application_at(Stage.PROVINCIAL_REVIEW)
    for name, count in {"zhejiang": 1, "ndrc": 1, "sichuan": 0, "auditor": 0}.items():
        answer = api_as(name).get(url("application-list"))
        assert len(answer.json()["results"]) == count, name
    row = api_as("zhejiang").get(url("application-detail", case.pk)).json()
    assert row["stage"] == "provincial_review"
    assert row["next"].startswith("由浙江省牵头部门")
    assert api_as("visitor").get(url("application-list")).status_code == 401


def test_a_list_of_fifty_stays_within_eight_queries(
    api_as, django_assert_max_num_queries
):
    a_round = an_open_round()
    for stage in (Stage.PROVINCIAL_REVIEW, Stage.PUBLIC_NOTICE, Stage.REJECTED) * 2:
        application_at(stage, round=a_round)
    client = api_as("zhejiang")
    for name in ("application-list", "application-waiting"):
        with django_assert_max_num_queries(8):
            assert client.get(url(name)).status_code == 200


def test_moves_are_read_and_made_with_reasons_by_place(api_as):
    case = application_at(Stage.PROVINCIAL_REVIEW)
    client, address = api_as("zhejiang"), url("application-moves", case.pk)
    read = client.get(address).json()
    offers = {offer["move"]: offer for offer in read["moves"]}
    assert offers["send_back"]["allowed"]
    assert offers["withdraw"]["reason"].endswith("。")
    body = {
        "move": "send_back",
        "version": read["version"],
        "remarks": [{"field": "goal", "sentence": "请分年度填写。"}],
    }
    done = client.post(address, body, format="json")
    assert done.status_code == 200
    assert done.json()["proposal"]["move"] == "send_back"
    stale = api_as("zhejiang_lead").post(address, body, format="json")
    assert (stale.status_code, stale.json()["code"]) == (409, "stale")
    body = {"move": "send_back"}
    done = api_as("zhejiang_lead").post(address, body, format="json")
    assert done.json()["stage"] == "returned"
    steps = api_as("enterprise").get(url("application-steps", case.pk)).json()
    assert steps[0]["remarks"][0]["label"] == "目标"


def test_refusals_are_problems_with_fields(api_as):
    case = application_at(Stage.PROVINCIAL_REVIEW)
    address = url("application-moves", case.pk)
    missing = api_as("zhejiang").post(address, {"move": "reject"}, format="json")
    assert missing.status_code == 422
    assert missing.json()["errors"] == [{"field": "note", "sentence": "请填写理由。"}]
    denied = api_as("hangzhou").post(address, {"move": "approve"}, format="json")
    assert (denied.status_code, denied.json()["code"]) == (403, "not-allowed")
    closed = api_as("zhejiang").post(address, {"move": "appeal"}, format="json")
    assert closed.status_code == 409
    unseen = api_as("sichuan").post(address, {"move": "approve"}, format="json")
    assert unseen.status_code == 404


def test_a_proposal_is_given_back(api_as):
    case = application_at(Stage.PROVINCIAL_REVIEW)
    address = url("application-moves", case.pk)
    api_as("zhejiang").post(address, {"move": "approve"}, format="json")
    decline = url("application-decline", case.pk)
    done = api_as("zhejiang_lead").post(decline, {"note": "请再核实"}, format="json")
    assert done.json()["proposal"] is None


def test_an_applicant_does_not_see_what_is_handled_inside(api_as, client_as):
    case = application_at(Stage.NATIONAL_REVIEW)
    body = {"move": "reject", "note": "内部意见：不予通过"}
    api_as("ndrc").post(url("application-moves", case.pk), body, format="json")
    for name in ("enterprise", "zhejiang"):
        row = api_as(name).get(url("application-detail", case.pk)).json()
        assert row["proposal"] is None, name
        steps = api_as(name).get(url("application-steps", case.pk))
        assert "内部意见" not in steps.content.decode(), name
        page = client_as(name).get(case.get_absolute_url())
        assert "内部意见" not in page.content.decode(), name
    assert api_as("moe").get(url("application-detail", case.pk)).json()["proposal"]


def test_submissions_carry_their_digest(api_as):
    case = application_at(Stage.RETURNED)
    row = api_as("ndrc").get(url("application-submissions", case.pk)).json()[0]
    assert row["digest"] == case.submissions.get().digest
    assert row["data"]["goal"] == "三年建成"


def test_rounds_are_public_and_made_by_leads(api_as):
    an_open_round()
    assert len(api_as("visitor").get(url("round-list")).json()["results"]) == 1
    body = {
        "kind": "test_kind",
        "name": "第二批",
        "year": 2027,
        "batch": 1,
        "opens_at": "2027-01-04T00:00:00+08:00",
        "closes_at": "2027-01-03T00:00:00+08:00",
    }
    client = api_as("ndrc_lead")
    wrong = client.post(url("round-list"), body, format="json")
    assert wrong.status_code == 422
    assert "截止时间必须晚于开始时间。" in wrong.json()["detail"]
    body["closes_at"] = "2027-02-01T00:00:00+08:00"
    made = client.post(url("round-list"), body, format="json")
    assert made.status_code == 201
    pk = made.json()["id"]
    assert api_as("ndrc").post(url("round-publish", pk)).status_code == 403
    assert client.post(url("round-publish", pk)).json()["state"] == "未开始"
    rules = {"changes": {"notice_days": 0}, "note": "试"}
    bad = client.post(url("round-rules", pk), rules, format="json")
    assert bad.json()["errors"][0]["field"] == "notice_days"
    own = {"changes": {"notice_days": 8}, "note": "本省", "for_unit": True}
    done = api_as("zhejiang_lead").post(url("round-rules", pk), own, format="json")
    assert done.json()["managing_unit"] == "330000"
    assert Round.objects.get(pk=pk).rule_sets.count() == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"notice_days": "abc"},
        {"review_days": []},
        {"four_eyes": [1]},
        {"review_days": {"city_review": None}},
        {"experts_required": "maybe"},
        {"made_up": 1},
    ],
)
def test_rules_of_a_wrong_shape_are_refused_in_words(api_as, changes):
    a_round = an_open_round()
    body = {"changes": changes, "note": "试"}
    client = api_as("ndrc_lead")
    answer = client.post(url("round-rules", a_round.pk), body, format="json")
    assert answer.status_code == 422
    assert answer.json()["detail"].endswith("。")


def test_notices_are_public(api_as):
    application_at(Stage.PUBLIC_NOTICE)
    row = api_as("visitor").get(url("notice-list")).json()["results"][0]
    assert row["entries"][0]["outcome"] == "running"
    one = api_as("visitor").get(url("notice-detail", row["number"]))
    assert one.json()["ends_on"] == row["ends_on"]


def test_messages_are_ones_own_and_marked(api_as):
    application_at(Stage.PROVINCIAL_REVIEW)
    client = api_as("zhejiang")
    row = client.get(url("notification-list")).json()["results"][0]
    assert client.post(url("notification-read", row["id"])).json()["read_at"]
    foreign = api_as("sichuan").post(url("notification-read", row["id"]))
    assert foreign.status_code == 404
    assert client.post(url("notification-read-all")).status_code == 204
    assert not Notification.objects.filter(user__username="zhejiang").unread().exists()


def test_updated_since_gives_only_what_changed(api_as):
    case = application_at(Stage.PROVINCIAL_REVIEW)
    api = api_as("zhejiang")
    later = timezone.now().isoformat()
    found = api.get(url("application-list"), {"updated_since": later}).json()
    assert found["results"] == []
    api.post(url("application-moves", case.pk), {"move": Move.APPROVE}, format="json")
    found = api.get(url("application-list"), {"updated_since": later}).json()
    assert [row["id"] for row in found["results"]] == [case.pk]
