"""The API of cities: the same rules as the pages, in JSON."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from cities.demo import decide
from cities.demo_content import one_page_pdf
from cities.models import CityNomination, PilotCity
from regions.models import NewArea
from tests.cities.test_import import as_csv, city_row
from tests.factories.cities import (
    HANGZHOU,
    NINGBO,
    SHANGHAI,
    at_the_nation,
    draft,
    listed,
    open_round,
    submitted,
)
from workflow.choices import Move, Stage

pytestmark = pytest.mark.django_db
LIST = "/api/v1/city-nominations/"


def detail(nomination, tail=""):
    return f"{LIST}{nomination.pk}/{tail}"


def patch(client, nomination, **sections):
    body = {"sections": sections}
    return client.patch(detail(nomination), body, format="json")


def test_a_nomination_is_begun_by_its_lane(api_as, people):
    a_round = open_round(people)
    body = {"round": a_round.pk, "division": "330200"}
    refused = api_as("hangzhou").post(LIST, body, format="json")
    assert refused.status_code == 422
    assert "计划单列市" in refused.json()["errors"][0]["sentence"]
    assert refused.json()["errors"][0]["field"] == "division"
    made = api_as("ningbo").post(LIST, body, format="json")
    assert made.status_code == 201
    assert made.json()["stage"] == Stage.DRAFT
    assert made.json()["sections"]["goals"] == 0
    assert api_as("zhejiang").post(LIST, body, format="json").status_code == 403


def test_shanghai_names_its_new_area(api_as, people):
    body = {"round": open_round(people).pk, "division": "310000"}
    client = api_as("shanghai")
    bare = client.post(LIST, body, format="json")
    assert bare.json()["errors"][0]["field"] == "core_area"
    pudong = NewArea.objects.get(name="浦东新区").pk
    made = client.post(LIST, body | {"core_new_area": pudong}, format="json")
    assert made.json()["content"]["core_area"]["name"] == "浦东新区"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"division": "999999"}, "没有代码为“999999”的行政区划"),
        ({"round": 0}, "没有这个申报批次"),
        ({"core_new_area": 0}, "没有这个国家级新区"),
        ({"core_district": "1", "core_new_area": 1}, "只能是一个"),
    ],
)
def test_what_does_not_exist_is_told_at_its_field(api_as, people, change, words):
    body = {"round": open_round(people).pk, "division": "310000"} | change
    answer = api_as("shanghai").post(LIST, body, format="json")
    assert answer.status_code == 422
    assert answer["Content-Type"].startswith("application/problem+json")
    assert words in answer.json()["detail"]


def test_a_section_is_patched_by_its_version(api_as, people):
    nomination = draft(people)
    client = api_as("hangzhou")
    row = {"area": "costs", "measure": "举措", "deadline": "2028-12-31"}
    part = {"version": 1, "rows": [row]}
    done = patch(client, nomination, tasks=part)
    assert done.status_code == 200
    assert done.json()["sections"]["tasks"] == 2
    rows = done.json()["content"]["sections"]["tasks"]["rows"]
    assert [r["measure"] for r in rows] == ["举措"]
    stale = patch(client, nomination, tasks=part)
    assert stale.status_code == 409
    assert stale.json()["code"] == "stale"


def test_what_is_not_named_keeps_its_value(api_as, people):
    nomination = draft(people)
    part = {"version": 1, "fields": {"term_start": 2027}}
    assert patch(api_as("hangzhou"), nomination, goals=part).status_code == 200
    fresh = CityNomination.objects.get(pk=nomination.pk)
    assert fresh.term_start == 2027
    assert fresh.overall_goal == nomination.overall_goal
    assert fresh.goalrows.count() == 3


def test_two_sections_are_stored_together_or_not_at_all(api_as, people):
    nomination = draft(people)
    answer = patch(
        api_as("hangzhou"),
        nomination,
        goals={"version": 1, "fields": {"term_start": 2027}},
        organisation={"version": 7, "fields": {"leader": "甲"}},
    )
    assert answer.status_code == 409
    assert CityNomination.objects.get(pk=nomination.pk).term_start != 2027


@pytest.mark.parametrize(
    ("section", "part", "field"),
    [
        ("goals", {"version": 1, "fields": {"term_start": "很早"}}, "goals.term_start"),
        ("goals", {"version": 1, "fields": {"leader": "甲"}}, "goals.leader"),
        ("goals", {"version": 1, "rows": [{"year1": "x"}]}, "goals.1.year1"),
        ("goals", {"version": 1, "rows": [{"nothing": 1}]}, "goals.1.nothing"),
        ("goals", {"version": 1, "rows": ["x"]}, "goals.1"),
        ("goals", {"fields": {}}, "goals"),
        ("goals", [], "goals"),
        ("nowhere", {"version": 1}, "nowhere"),
        ("pairing", {"version": 1, "rows": [{"partner": "无"}]}, "pairing.1.partner"),
        (
            "goals",
            {"version": 1, "fields": {"overall_goal": "长" * 10_000}},
            "goals.overall_goal",
        ),
    ],
)
def test_bad_sections_are_refused_with_the_path_of_the_cell(
    api_as, people, section, part, field
):
    nomination = draft(people)
    answer = patch(api_as("hangzhou"), nomination, **{section: part})
    assert answer.status_code == 422
    assert field in {error["field"] for error in answer.json()["errors"]}


def test_a_submitted_nomination_takes_no_patch(api_as, people):
    nomination = submitted(people)
    part = {"version": 1, "fields": {"leader": "甲"}}
    answer = patch(api_as("hangzhou"), nomination, organisation=part)
    assert answer.status_code == 409
    assert "内容已锁定" in answer.json()["detail"]


def test_the_moves_lead_through_the_api_too(api_as, people):
    nomination = draft(people, NINGBO)
    client = api_as("ningbo")
    body = {"move": "submit"}
    done = client.post(detail(nomination, "moves/"), body, format="json")
    assert done.status_code == 200
    assert done.json()["stage"] == Stage.NATIONAL_REVIEW


def test_a_province_enters_its_letter(api_as, people):
    nomination = submitted(people, HANGZHOU)
    body = {
        "authority": "浙江省人民政府",
        "letter_number": "浙政函〔2026〕1号",
        "letter_date": "2026-01-05",
    }
    url = detail(nomination, "recommendation/")
    assert api_as("zhejiang").put(url, body, format="json").status_code == 200
    assert api_as("sichuan").put(url, body, format="json").status_code == 404
    stale = api_as("zhejiang").put(url, body, format="json")
    assert stale.status_code == 409


def test_a_reviewer_reads_the_submission_and_never_the_mending(api_as, people):
    nomination = submitted(people)
    decide(nomination, Move.SEND_BACK, "zhejiang", people, timezone.now())
    part = {"version": 1, "fields": {"overall_goal": "尚未提交"}}
    patch(api_as("hangzhou"), nomination, goals=part)
    own = api_as("hangzhou").get(detail(nomination)).json()
    seen = api_as("zhejiang").get(detail(nomination)).json()
    goal = own["content"]["sections"]["goals"]["fields"]["overall_goal"]
    assert goal == "尚未提交"
    assert "尚未提交" not in str(seen["content"])


def test_the_pilot_cities_are_public_and_filtered_like_the_page(api_as, people):
    listed(people, NINGBO)
    visitor = api_as("visitor")
    (row,) = visitor.get("/api/v1/pilot-cities/?managing_unit=330200").json()["results"]
    assert row["code"] == "330200"
    other = visitor.get("/api/v1/pilot-cities/?economic_region=west").json()
    assert other["results"] == []


def test_a_list_is_imported_through_the_api(api_as):
    url = "/api/v1/listed-imports/"
    client = api_as("ndrc_lead")

    def file():
        return SimpleUploadedFile("list.csv", as_csv(city_row()))

    looked = client.post(url, {"file": file(), "dry_run": "true"})
    assert looked.json()["rows"][0]["outcome"] == "new"
    assert not PilotCity.objects.exists()
    assert client.post(url, {"file": file()}).status_code == 201
    assert PilotCity.objects.get().code == "210100"
    assert api_as("ndrc").post(url, {"file": file()}).status_code == 403


def test_the_nation_compares_the_nominations_of_a_round(api_as, people):
    a_round = open_round(people)
    first = at_the_nation(people, NINGBO, a_round=a_round)
    at_the_nation(people, SHANGHAI, a_round=a_round)
    hidden = draft(people, HANGZHOU, a_round=a_round)
    answer = api_as("ndrc").get(f"{LIST}comparison/", {"sort": "-gdp"}).json()
    assert answer["round"] == a_round.pk
    assert answer["figures"][1] == {"key": "gdp", "label": "地区生产总值（亿元）"}
    known = {line["nomination"]["id"] for line in answer["lines"]}
    assert first.pk in known
    assert hidden.pk not in known
    values = [Decimal(line["figures"]["gdp"]) for line in answer["lines"]]
    assert values == sorted(values, reverse=True)
    counts = {row["label"]: row["count"] for row in answer["distribution"]}
    assert counts["东部地区"] == 2
    strange = api_as("ndrc").get(f"{LIST}comparison/", {"round": 0})
    assert strange.status_code == 404
    assert strange.json()["detail"] == "没有这个申报批次。"


def test_a_file_is_put_in_its_place(api_as, people):
    nomination = draft(people, HANGZHOU)
    client = api_as("hangzhou")
    version = client.get(detail(nomination)).json()["sections"]["attachments"]
    body = {"slot": "commitment", "version": version}
    made = client.post(
        detail(nomination, "evidence/"),
        body | {"file": SimpleUploadedFile("承诺函.pdf", one_page_pdf())},
    )
    assert made.status_code == 201, made.json()
    held = made.json()["content"]["sections"]["attachments"]["files"]["commitment"]
    assert "承诺函.pdf" in {file["name"] for file in held}
    assert made.json()["sections"]["attachments"] == version + 1
    stale = client.post(
        detail(nomination, "evidence/"),
        body | {"file": SimpleUploadedFile("承诺函.pdf", one_page_pdf())},
    )
    assert stale.status_code == 409


@pytest.mark.parametrize(
    ("slot", "name", "content", "field"),
    [
        ("commitment", "承诺函.pdf", b"MZ no paper", "file"),
        ("commitment", "承诺函.exe", b"MZ", "file"),
        ("commitment", "承诺函.pdf", b"", "file"),
        ("elsewhere", "承诺函.pdf", b"%PDF", "slot"),
    ],
)
def test_a_file_that_is_refused_is_named(api_as, people, slot, name, content, field):
    nomination = draft(people, HANGZHOU)
    client = api_as("hangzhou")
    version = client.get(detail(nomination)).json()["sections"]["attachments"]
    body = {"slot": slot, "version": version, "file": SimpleUploadedFile(name, content)}
    answer = client.post(detail(nomination, "evidence/"), body)
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    assert [error["field"] for error in answer.json()["errors"]] == [field]


def test_nothing_is_put_into_what_was_handed_in(api_as, people):
    nomination = submitted(people, HANGZHOU)
    body = {"slot": "commitment", "version": 1}
    body["file"] = SimpleUploadedFile("承诺函.pdf", one_page_pdf())
    answer = api_as("hangzhou").post(detail(nomination, "evidence/"), body)
    assert answer.status_code == 409
