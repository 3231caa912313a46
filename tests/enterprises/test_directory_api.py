"""`/api/v1/enterprises/`: the directory for other systems, by audience."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from enterprises.choices import Standing
from enterprises.models import Enterprise, EnterpriseYear
from enterprises.seeding import seed_enterprises
from tests.factories import register as made

pytestmark = pytest.mark.django_db
LIST = "/api/v1/enterprises/"


@pytest.fixture
def one():
    row = made.enterprise("杭州老名有限公司", Standing.CERTIFIED, contact="张三")
    made.certificate(row, number="RZ-1", suspended_since=date(2026, 1, 1))
    EnterpriseYear.objects.create(enterprise=row, year=2025, revenue="1250.50")
    return made.renamed(row, "杭州新名有限公司", date(2025, 6, 1))


def read(api, **query):
    answer = api.get(LIST, query)
    assert answer.status_code == 200, answer.content
    return answer.json()["results"]


def test_everybody_reads_the_public_facts(api_as, one):
    (row,) = read(api_as("visitor"))
    assert row["id"] == str(one.public_id)
    assert row["former_names"] == [
        {
            "name": "杭州老名有限公司",
            "since": None,
            "until": "2025-05-31",
            "reason": "",
        }
    ]
    assert row["certificates"][0]["number"] == "RZ-1"
    assert row["industry_name"] == "汽车制造业"
    assert row["inside"] is None
    assert "张三" not in str(row)


@pytest.mark.parametrize(
    ("who", "sees"),
    [("zhejiang", True), ("hangzhou", True), ("ndrc", True), ("sichuan", False)],
)
def test_those_concerned_read_what_lies_inside(api_as, one, who, sees):
    api = api_as(who)
    for row in (read(api)[0], api.get(f"{LIST}{one.public_id}/").json()):
        assert bool(row["inside"]) is sees
        if sees:
            assert row["inside"]["contact"] == "张三"
            assert row["inside"]["years"][0]["revenue"] == "1250.50"


def test_the_filters_are_those_of_the_page(api_as, one):
    api = api_as("visitor")
    made.enterprise("移出有限公司", Standing.REMOVED)
    made.enterprise("草稿有限公司", Standing.NONE)
    for former in ("laoming", "老名"):
        assert [row["name"] for row in read(api, q=former)] == ["杭州新名有限公司"]
    assert len(read(api, standing="all")) == 2
    assert len(read(api, division="330000", industry="C")) == 1
    answer = api.get(LIST, {"division": "不存在"})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "division"


def test_the_name_of_a_day_is_given_beside_the_present_one(api_as, one):
    api = api_as("visitor")
    (row,) = read(api, on="2025-05-31")
    assert (row["name"], row["name_on"]) == ("杭州新名有限公司", "杭州老名有限公司")
    detail = f"{LIST}{one.public_id}/"
    assert api.get(detail, {"on": "2025-06-01"}).json()["name_on"] == one.name
    assert api.get(detail, {"on": "2025-13-01"}).status_code == 422


def test_only_what_changed_since_a_moment_is_listed(api_as, one):
    old = made.enterprise("未变有限公司")
    past = timezone.now() - timedelta(days=9)
    Enterprise.objects.filter(pk=old.pk).update(updated_at=past)
    since = (timezone.now() - timedelta(days=1)).isoformat()
    rows = read(api_as("visitor"), standing="all", updated_since=since)
    assert [row["id"] for row in rows] == [str(one.public_id)]


def test_pages_go_on_by_cursor_and_miss_nothing(api_as):
    seed_enterprises(130)
    api, seen = api_as("visitor"), []
    url = f"{LIST}?page_size=50"
    while url:
        answer = api.get(url).json()
        seen += [row["id"] for row in answer["results"]]
        url = answer["next"]
    assert len(seen) == len(set(seen)) == Enterprise.objects.in_pilot().count()


def test_a_draft_is_found_by_its_own_enterprise_alone(api_as, people):
    own = people["enterprise"].posts.get().organisation
    row = made.enterprise("自己的有限公司", Standing.NONE, organisation=own)
    address = f"{LIST}{row.public_id}/"
    assert api_as("enterprise").get(address).json()["inside"] is not None
    assert api_as("visitor").get(address).status_code == 404


@pytest.mark.parametrize("who", ["visitor", "zhejiang"])
def test_fifty_rows_take_at_most_nine_queries(
    api_as, who, django_assert_max_num_queries
):
    seed_enterprises(120)
    api = api_as(who)
    read(api, page_size="50")
    with django_assert_max_num_queries(9):
        assert len(read(api, page_size="50")) == 50


def test_nobody_writes_through_it(api_as, one):
    answer = api_as("ndrc_lead").delete(f"{LIST}{one.public_id}/")
    assert answer.status_code == 405
