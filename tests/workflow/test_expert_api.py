"""The API of pools, panels, seats and the ranking."""

import pytest
from django.utils import timezone

from tests.factories.experts import an_expert_pool, drawn, hand_in, scored, scores
from tests.factories.workflow import in_expert_review, organisation_of
from tests.workflow.test_expert_pages import ranked
from workflow.choices import PanelState

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


def test_an_expert_answers_reads_scores_and_hands_in(api_as, now):
    panel = drawn(in_expert_review(), now)
    seat = panel.seats.first()
    client = api_as(seat.expert.user.username)
    url = f"/api/v1/seats/{seat.pk}/"
    assert client.get(f"{url}submission/").status_code == 409
    assert client.post(f"{url}accept/").json()["state"] == "accepted"
    assert client.get(f"{url}submission/").json()["data"]["goal"] == "三年建成"
    wrong = {"scores": {"foundation": {"score": "21", "comment": ""}}, "version": 1}
    refused = client.put(f"{url}sheet/", wrong, format="json")
    assert refused.status_code == 422
    assert refused.json()["errors"] == [
        {"field": "foundation.score", "sentence": "“工作基础”的评分应在0至20分之间。"}
    ]
    good = {"scores": scores(panel.rules), "comment": "好", "version": 1}
    saved = client.put(f"{url}sheet/", good, format="json").json()
    assert (saved["total"], saved["version"]) == ("80.00", 2)
    done = client.post(f"{url}submit/", {"version": 2}, format="json")
    assert done.json()["submitted_at"]
    assert client.put(f"{url}sheet/", good, format="json").status_code == 409


def test_a_panel_shows_no_sheet_before_it_has_closed(api_as, now):
    panel = drawn(in_expert_review(), now)
    url = f"/api/v1/panels/{panel.pk}/"
    client = api_as("ndrc")
    for place, seat in enumerate(panel.seats.all()):
        expert = api_as(seat.expert.user.username)
        expert.post(f"/api/v1/seats/{seat.pk}/accept/")
        hand_in(seat, now, scores(panel.rules, f"0.{7 + place}"))
        shown = client.get(url).json()
        if place < 2:
            assert [row["sheet"] for row in shown["seats"]] == [None] * 3
            assert (shown["mean"], shown["summary"]) == (None, {})
    assert shown["mean"] == "80.00"
    assert [row["sheet"]["total"] for row in shown["seats"]] == [
        "70.00",
        "80.00",
        "90.00",
    ]
    assert shown["draws"][0]["seed"] == panel.draws.get().seed


def test_a_lead_steers_the_panel_and_a_stale_page_is_told(api_as, now):
    case = in_expert_review()
    panel = scored(case, now=now)
    url = f"/api/v1/panels/{panel.pk}/second-round/"
    client = api_as("ndrc_lead")
    stale = {"reason": "分歧较大", "version": case.version}
    assert client.post(url, stale, format="json").status_code == 409
    case.refresh_from_db()
    asked = client.post(url, {**stale, "version": case.version}, format="json").json()
    assert (asked["number"], asked["state"]) == (2, PanelState.SCORING)
    assert len(asked["seats"]) == 3


def test_the_pool_is_kept_by_the_api(api_as):
    client = api_as("ndrc_lead")
    given = {"user": "expert2@example.invalid", "fields_known": ["law", "skills"]}
    made = client.post("/api/v1/experts/", given, format="json").json()
    assert (made["username"], made["home_unit"]) == ("expert2", "310000")
    url = f"/api/v1/experts/{made['id']}/"
    wrong = client.patch(url, {"fields_known": []}, format="json")
    assert wrong.status_code == 422
    edited = client.patch(url, {"status": "paused", "version": 1}, format="json")
    assert edited.json()["status_label"] == "暂停"
    assert client.patch(url, {"version": 1}, format="json").status_code == 409
    tie = {"organisation": organisation_of("school").pk, "nature": "cooperation"}
    declared = api_as("expert2").post(f"{url}ties/", tie, format="json").json()
    ended = client.patch(
        f"{url}ties/{declared['id']}/", {"ends_on": "2026-01-31"}, format="json"
    )
    assert ended.json()["ends_on"] == "2026-01-31"
    assert client.get("/api/v1/experts/?field=skills").json()["results"]


def test_the_ranking_gives_places_and_ties(api_as, now):
    an_expert_pool()
    a_round = ranked(now, "0.9", "0.8", "0.8")
    scored(in_expert_review(), now=now)
    rows = api_as("ndrc").get(f"/api/v1/ranking/?round={a_round.pk}").json()["results"]
    assert [(row["place"], row["shared_by"]) for row in rows] == [
        (1, 1),
        (2, 2),
        (2, 2),
    ]
    assert rows[0]["summary"]["criteria"][0]["mean"] == "18.00"
