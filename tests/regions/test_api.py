"""The public reference API."""

from datetime import date

import pytest

from regions.services import set_calendar_day

pytestmark = pytest.mark.django_db


@pytest.fixture
def api(api_as):
    return api_as("visitor")


def test_a_visitor_reads_the_37_managing_units_in_order(api):
    units = api.get("/api/v1/managing-units/").json()["results"]
    assert len(units) == 37
    assert [unit["code"] for unit in units[11:13]] == ["330000", "330200"]
    assert units[-1]["is_standard_code"] is False


def test_divisions_come_in_pages_and_are_searched(api):
    first = api.get("/api/v1/divisions/").json()
    assert len(first["results"]) == 50
    assert first["next"]
    found = api.get("/api/v1/divisions/", {"q": "临平"}).json()["results"]
    assert [row["code"] for row in found] == ["330113"]
    assert found[0]["managing_unit"] == "330000"


def test_a_division_is_read_by_its_code_with_an_etag(api):
    answer = api.get("/api/v1/divisions/330205/")
    assert answer.json()["full_name"] == "浙江省宁波市江北区"
    again = api.get("/api/v1/divisions/330205/", HTTP_IF_NONE_MATCH=answer["ETag"])
    assert again.status_code == 304


def test_only_changes_since_a_moment_are_listed(api):
    query = {"updated_since": "2100-01-01T00:00:00+08:00"}
    assert api.get("/api/v1/divisions/", query).json()["results"] == []


def test_the_19_new_areas_are_read(api):
    areas = api.get("/api/v1/new-areas/").json()["results"]
    assert len(areas) == 19
    assert (areas[0]["established"], areas[0]["in_municipality"]) == ("1992-10", True)


@pytest.mark.parametrize("path", ["divisions", "managing-units", "new-areas"])
def test_lists_stay_within_their_queries(api, path, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        api.get(f"/api/v1/{path}/")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nobody_writes_through_the_reference_api(api_as, method):
    answer = getattr(api_as("sysadmin"), method)("/api/v1/divisions/330205/", {})
    assert answer.status_code == 405


def test_working_days_of_a_span_are_listed_and_counted(api):
    answer = api.get(
        "/api/v1/working-days/", {"from": "2026-02-14", "to": "2026-02-28"}
    ).json()
    assert (len(answer["days"]), answer["working_days"]) == (15, 6)
    assert answer["days"][0]["kind"] == "make_up"
    assert answer["is_provisional"] is False


def test_a_deadline_is_computed_with_corrections(api):
    query = {"start": "2026-06-01", "add": "4"}
    before = api.get("/api/v1/working-days/", query).json()
    assert before["date"] == "2026-06-05"
    assert before["last_moment"] == "2026-06-05T23:59:59+08:00"
    set_calendar_day(day=date(2026, 6, 3), is_working=False, note="通知", by="甲")
    assert api.get("/api/v1/working-days/", query).json()["date"] == "2026-06-08"


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({}, "from"),
        ({"from": "2026-02-30", "to": "2026-03-01"}, "from"),
        ({"from": "2026-03-01", "to": "2026-02-01"}, "to"),
        ({"from": "2020-01-01", "to": "2026-02-01"}, "to"),
        ({"start": "2026-01-01"}, "add"),
        ({"start": "x", "add": "1"}, "start"),
        ({"start": "2026-01-01", "add": "-1"}, "add"),
    ],
)
def test_a_bad_question_is_answered_at_its_field(api, query, field):
    answer = api.get("/api/v1/working-days/", query)
    assert answer.status_code == 422
    assert field in [error["field"] for error in answer.json()["errors"]]


def test_a_day_outside_the_calendar_is_a_problem_with_a_sentence(api):
    answer = api.get("/api/v1/working-days/", {"start": "1900-01-01", "add": "1"})
    assert answer.status_code == 422
    assert "超出工作日历的范围" in answer.json()["detail"]
