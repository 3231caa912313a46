"""The credit declaration by the API: the same services as the pages."""

from datetime import datetime

import pytest

from incentives.models import CreditDeclaration
from regions.calendar import BEIJING
from tests.factories.declarations import a_firm_with_ledger, declaration_at
from workflow.choices import Stage

pytestmark = pytest.mark.django_db

NOW = datetime(2031, 3, 3, 10, tzinfo=BEIJING)
YEAR = 2030
ROOT = "/api/v1/credit-declarations/"
WHY = "凭证与合作协议不符。"


@pytest.fixture(autouse=True)
def _today(people, clock):
    clock.move_to(NOW)


def post(client, url, body):
    return client.post(url, body, format="json")


def test_a_year_is_declared_decided_and_confirmed_by_the_api(api_as):
    a_firm_with_ledger(year=YEAR)
    firm, handler, lead = (
        api_as("enterprise"),
        api_as("zhejiang"),
        api_as("zhejiang_lead"),
    )
    made = post(firm, ROOT, {"year": YEAR})
    assert made.status_code == 201
    at = f"{ROOT}{made.json()['id']}/"
    assert made.json()["content"]["totals"]["declared"] == "1000000.00"
    version = made.json()["sections"]["statement"]
    body = {"statement": {"version": version, "fields": {"commitment": True}}}
    assert firm.patch(at, {"sections": body}, format="json").status_code == 200
    assert post(firm, f"{at}moves/", {"move": "submit"}).status_code == 200
    held = handler.get(f"{at}items/").json()
    assert [item["decision"] for item in held["items"]] == ["", "", ""]
    first = held["items"][0]["line"]
    said = {
        "version": held["version"],
        "items": [{"line": first, "decision": "refused", "reason": WHY}],
        "pool": {"decision": "accepted"},
        "accept_rest": True,
    }
    done = post(handler, f"{at}items/", said)
    assert [item["decision"] for item in done.json()["items"]] == [
        "refused",
        "accepted",
        "accepted",
    ]
    assert done.json()["pool"] == {"confirmed": True, "reason": ""}
    untold = firm.get(f"{at}items/").json()
    assert {item["decision"] for item in untold["items"]} == {""}
    assert untold["pool"] is None
    for client in (handler, lead):
        assert post(client, f"{at}moves/", {"move": "approve"}).status_code == 200
    told = firm.get(f"{at}items/").json()
    assert told["items"][0]["reason"] == WHY
    row = firm.get(ROOT, {"year": YEAR, "counted": "confirmed"}).json()["results"][0]
    assert (row["declared_investment"], row["confirmed_investment"]) == (
        "1000000.00",
        "600000.00",
    )


def test_what_is_wrong_stands_at_its_item(api_as):
    case = declaration_at(Stage.PROVINCIAL_REVIEW, year=YEAR)
    url, handler = f"{ROOT}{case.pk}/items/", api_as("zhejiang")
    line = handler.get(url).json()["items"][0]["line"]
    answer = post(handler, url, {"items": [{"line": line, "decision": "refused"}]})
    assert answer.status_code == 422
    assert [e["field"] for e in answer.json()["errors"]] == [f"items.{line}"]
    strange = post(handler, url, {"items": [{"line": 0, "decision": "accepted"}]})
    assert strange.status_code == 422
    stale = post(handler, url, {"accept_rest": True, "version": case.version - 1})
    assert stale.status_code == 409
    assert not CreditDeclaration.objects.get().credit_rulings.exists()
