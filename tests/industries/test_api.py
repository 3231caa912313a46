"""The public resource of industries."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.fixture
def api(api_as):
    return api_as("visitor")


def codes(api, **query):
    answer = api.get("/api/v1/industries/", query)
    return [row["code"] for row in answer.json()["results"]]


def test_a_visitor_reads_sections_and_divisions_in_their_order(api):
    answer = api.get("/api/v1/industries/", {"page_size": 200}).json()
    assert len(answer["results"]) == 117
    assert answer["results"][0]["code"] == "A"
    assert answer["results"][1] == {
        "code": "01",
        "name": "农业",
        "section": "A",
        "order": 2,
        "updated_at": answer["results"][1]["updated_at"],
    }


def test_a_division_is_read_by_its_code_with_an_etag(api):
    answer = api.get("/api/v1/industries/36/")
    assert answer.json()["name"] == "汽车制造业"
    again = api.get("/api/v1/industries/36/", HTTP_IF_NONE_MATCH=answer["ETag"])
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"q": "汽车"}, ["36"]),
        ({"q": "36"}, ["36"]),
        ({"q": "c36"}, ["36"]),
        ({"q": "教育"}, ["P", "83"]),
        ({"section": "I"}, ["63", "64", "65"]),
        ({"q": "教育", "level": "section"}, ["P"]),
        ({"updated_since": "2100-01-01T00:00:00+08:00"}, []),
    ],
)
def test_industries_are_searched(api, query, expected):
    assert codes(api, **query) == expected


def test_the_list_stays_within_its_queries(api, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        api.get("/api/v1/industries/")


def test_nobody_writes_through_it(api_as):
    assert api_as("sysadmin").delete("/api/v1/industries/36/").status_code == 405
