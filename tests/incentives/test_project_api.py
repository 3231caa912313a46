"""Projects, their money and obstacles for programs: the same rules as the pages."""

import pytest

from incentives.models import FundEntry, Obstacle, Project
from tests.factories.projects import a_project, paid_project
from tests.incentives.test_project_pages import made_many

pytestmark = pytest.mark.django_db
API = "/api/v1"
NEW = {
    "name": "智能制造公共实训基地",
    "kind": "training_base",
    "division": "330100",
    "phase": "building",
    "starts_on": "2025-03-01",
    "finishes_on": "2099-12-31",
    "total": "1000.00",
    "sources": [{"source": "central", "planned": "1000.00"}],
}


def fields_of(answer):
    return {error["field"] for error in answer.json()["errors"]}


def told(answer, field):
    """What is said at a field."""
    errors = answer.json()["errors"]
    return [error["sentence"] for error in errors if error["field"] == field]


def test_a_project_is_registered_and_changed(api_as):
    client = api_as("enterprise")
    made = client.post(f"{API}/projects/", NEW, format="json")
    assert made.status_code == 201, made.json()
    project = made.json()
    assert (project["planned"], project["execution_rate"]) == ("1000.00", None)
    assert project["managing_unit"] == "330000"
    address = f"{API}/projects/{project['id']}/"
    change = {"phase": "in_use", "version": 1}
    changed = client.patch(address, change, format="json")
    assert changed.json()["phase"] == "in_use"
    assert changed.json()["name"] == NEW["name"]
    assert client.patch(address, change, format="json").status_code == 409
    assert "version" in fields_of(client.patch(address, {}, format="json"))


def test_sources_that_do_not_add_up_ask_for_a_reason(api_as):
    client = api_as("enterprise")
    odd = NEW | {"total": "1000.01"}
    asked = client.post(f"{API}/projects/", odd, format="json")
    assert fields_of(asked) == {"total", "acknowledged", "reason"}
    said = {"reason": "待落实。", "acknowledged": told(asked, "total")}
    made = client.post(f"{API}/projects/", odd | said, format="json")
    assert [w["kind"] for w in made.json()["warnings"]] == ["sources"]


@pytest.mark.parametrize("total", ["-1", "0", "1.001", "1e30", "NaN", "一千"])
def test_bad_money_is_refused_at_its_field(api_as, total):
    answer = api_as("enterprise").post(
        f"{API}/projects/", NEW | {"total": total}, format="json"
    )
    assert answer.status_code == 422
    assert fields_of(answer) == {"total"}


def test_money_is_entered_and_undone(api_as):
    project = paid_project()
    client = api_as("zhejiang")
    entry = {
        "project": str(project.public_id),
        "source": "central",
        "step": "payment",
        "amount": "1800000.01",
        "day": "2026-02-01",
        "voucher_number": "PZ-9",
    }
    asked = client.post(f"{API}/fund-entries/", entry, format="json")
    assert fields_of(asked) == {"amount", "acknowledged", "reason"}
    kept = entry | {"reason": "文件在途。", "acknowledged": told(asked, "amount")}
    made = client.post(f"{API}/fund-entries/", kept, format="json")
    assert made.status_code == 201
    assert made.json()["warnings"]
    address = f"{API}/fund-entries/{made.json()['id']}/"
    undone = client.post(f"{address}correct/", {"reason": "重复。"}, format="json")
    assert undone.json()["amount"] == "-1800000.01"
    assert client.get(address).json()["is_undone"] is True
    shown = client.get(f"{API}/projects/{project.public_id}/").json()
    assert (shown["paid"], shown["execution_rate"]) == ("1200000.00", "0.4000")


def test_an_obstacle_is_raised_and_handed_up(api_as):
    project = a_project()
    said = {
        "project": str(project.public_id),
        "kind": "land",
        "text": "用地指标不足。",
        "since": "2026-05-20",
        "level": "city",
    }
    made = api_as("enterprise").post(f"{API}/obstacles/", said, format="json")
    assert made.status_code == 201, made.json()
    address = f"{API}/obstacles/{made.json()['id']}/"
    city = api_as("hangzhou")
    take = {"version": 1, "due_on": "2099-01-01"}
    assert city.post(f"{address}take/", take, format="json").json()["state"] == "taken"
    up = city.post(
        f"{address}hand-up/", {"version": 2, "text": "请省级协调。"}, format="json"
    )
    assert up.json()["level"] == "unit"
    acts = [step["act"] for step in up.json()["steps"]]
    assert acts == ["raise", "take", "hand_up"]
    waiting = api_as("zhejiang").get(f"{API}/obstacles/?mine=true").json()["results"]
    assert [row["id"] for row in waiting] == [Obstacle.objects.get().pk]


def test_totals_by_unit_equal_the_rows(api_as):
    paid_project()
    rows = api_as("ndrc").get(f"{API}/fund-totals/").json()
    central = next(row for row in rows if row["source"] == "central")
    assert central["managing_unit"] == "330000"
    assert (central["allocated"], central["paid"]) == ("3000000.00", "1200000.00")
    assert central["execution_rate"] == "0.4000"
    assert api_as("ndrc").get(f"{API}/fund-totals/?kind=x").status_code == 422
    assert api_as("enterprise").get(f"{API}/fund-totals/").status_code == 403


def test_the_list_asks_as_much_for_fifty_rows_as_for_two(
    api_as, django_assert_max_num_queries
):
    made_many(60)
    client = api_as("zhejiang")
    client.get(f"{API}/projects/")
    with django_assert_max_num_queries(8):
        assert len(client.get(f"{API}/projects/").json()["results"]) == 50
    assert Project.objects.count() == 61
    with django_assert_max_num_queries(8):
        client.get(f"{API}/fund-entries/")
    assert FundEntry.objects.count() == 4
