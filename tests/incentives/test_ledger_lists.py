"""The ledgers as authorities read them, and as programs keep them."""

from __future__ import annotations

import csv
from datetime import date

import pytest
from django.urls import reverse

from incentives.choices import FilingTerm, LineKind
from incentives.models import CreditAccount
from incentives.services.credit import changes_made_by
from tests.factories.credit import (
    a_correction,
    a_draft,
    a_filed_period,
    a_line,
    a_voucher,
    an_account,
    filed,
)

pytestmark = pytest.mark.django_db
API = "/api/v1"
LIST = "incentives:credit-ledgers"
NINGBO = "enterprise_ningbo"


def names_in(answer):
    assert answer.status_code == 200
    return [row.account.name for row in answer.context["view"].rows]


@pytest.fixture
def ledgers(people):
    """Hangzhou: 2023 and 2024, the first corrected; Ningbo: 2023; one draft."""
    own = an_account("enterprise")
    first = a_filed_period(own, 2023, [a_line("400", date(2023, 5, 4))], vat="600")
    a_filed_period(own, 2024, vat="800")
    filed(a_correction(first, [a_line("300", date(2023, 5, 4))]))
    other = an_account(NINGBO)
    a_filed_period(other, 2023, [a_line("100", date(2023, 6, 1))], vat="1000")
    a_draft(other, 2024, vat="9000")
    return own, other


def test_an_authority_reads_what_was_filed_in_its_reach(ledgers, client_as):
    own, other = ledgers
    url = reverse(LIST)
    assert set(names_in(client_as("zhejiang").get(url))) == {own.name}
    assert set(names_in(client_as("ningbo").get(url))) == {other.name}
    assert len(names_in(client_as("ndrc").get(url))) == 3
    assert names_in(client_as("sichuan").get(url)) == []


def test_the_sums_are_those_of_the_rows(ledgers, client_as):
    answer = client_as("ndrc").get(reverse(LIST))
    rows = [row.result for row in answer.context["view"].rows]
    said = dict(answer.context["totals"])
    assert said["新增投资额"] == f"{sum(r.invested for r in rows):,.2f}"
    assert said["抵免额（估算）"] == f"{sum(r.used for r in rows):,.2f}"
    # 300万元 × 30% = 90万元, of which 30 + 40 were used; Ningbo left nothing.
    assert said["期末结转（估算）"] == "200,000.00"


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"year": "2023"}, 2),
        ({"year": "2024"}, 1),
        ({"managing_unit": "330200"}, 1),
        ({"mark": "corrected"}, 1),
        ({"mark": "to_repay"}, 0),
        ({"mark": "held"}, 0),
        ({"division": "杭州市"}, 2),
        ({"q": "qian tang"}, 2),
        ({"q": "没有这家"}, 0),
    ],
)
def test_every_filter_narrows(query, count, ledgers, client_as):
    assert len(names_in(client_as("ndrc").get(reverse(LIST), query))) == count


def test_a_wrong_filter_says_so_and_shows_all(ledgers, client_as):
    answer = client_as("ndrc").get(reverse(LIST), {"year": "去年", "division": "无"})
    assert answer.status_code == 200
    assert answer.context["view"].filterset.form.errors.keys() == {"year", "division"}


def test_the_file_holds_the_rows_that_were_filtered(ledgers, client_as):
    url = reverse("incentives:credit-ledgers-export")
    answer = client_as("ndrc").get(url, {"file": "csv", "year": "2023"})
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    rows = list(csv.reader(content.decode("utf-8-sig").splitlines()))
    assert len(rows) == 3
    assert {row[7] for row in rows[1:]} == {"3000000.00", "1000000.00"}
    assert any("已更正（第2版）" in row[18] for row in rows[1:])


def test_the_list_asks_as_often_for_sixty_periods_as_for_three(
    ledgers, client_as, django_assert_max_num_queries
):
    own, _other = ledgers
    CreditAccount.objects.filter(pk=own.pk).update(term=FilingTerm.MONTH)
    own.refresh_from_db()
    client = client_as("zhejiang")
    for month in range(1, 13):
        a_filed_period(own, date(2022, month, 1), vat="1")
    with django_assert_max_num_queries(14):
        assert len(names_in(client.get(reverse(LIST)))) == 14


# --- programs


def errors_of(answer):
    return {error["field"]: error["sentence"] for error in answer.json()["errors"]}


def a_draft_body(version, **changes):
    line = {
        "kind": LineKind.SCHOOL_INVESTMENT,
        "amount": "4000000.00",
        "paid_on": "2023-05-04",
        "description": "实训设备购置",
        "partner": "示例之江职业技术学院",
        "voucher_number": "PZ-1",
    }
    return {"version": version, "vat": "6000000.00", "lines": [line | changes]}


def draft_of(client, pk):
    given = client.get(f"{API}/credit-periods/{pk}/").json()
    return next(s for s in given["statements"] if s["state"] == "draft")


def test_a_program_keeps_the_ledger_of_its_firm(people, api_as):
    account, client = an_account("enterprise"), api_as("enterprise")
    given = {"account": str(account.public_id), "starts": "2023-01-01"}
    made = client.post(
        f"{API}/credit-periods/", given | {"ends": "2023-12-31"}, format="json"
    )
    assert made.status_code == 201, made.json()
    pk = made.json()["id"]
    voucher = a_voucher(account)
    body = a_draft_body(draft_of(client, pk)["version"], voucher=str(voucher.pk))
    kept = client.put(f"{API}/credit-periods/{pk}/draft/", body, format="json")
    assert kept.status_code == 200, kept.json()
    stale = client.put(f"{API}/credit-periods/{pk}/draft/", body, format="json")
    assert stale.status_code == 409
    done = client.post(
        f"{API}/credit-periods/{pk}/file/",
        {"version": draft_of(client, pk)["version"], "confirmed": True},
        format="json",
    )
    assert done.status_code == 200, done.json()
    result = done.json()["result"]
    assert (result["used"], result["carried_forward"]) == ("300000.00", "900000.00")
    begun = client.post(
        f"{API}/credit-periods/{pk}/correct/", {"reason": "更正金额"}, format="json"
    )
    assert [s["state"] for s in begun.json()["statements"]] == ["draft", "filed"]
    assert api_as("zhejiang").get(f"{API}/credit-periods/{pk}/").json()[
        "statements"
    ] == [s for s in begun.json()["statements"] if s["state"] == "filed"]
    dropped = client.delete(f"{API}/credit-periods/{pk}/draft/")
    assert dropped.status_code == 204


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"amount": "1.005"}, "lines.0.amount"),
        ({"amount": "-1"}, "lines.1.amount"),
        ({"paid_on": "2022-12-31"}, "lines.1.paid_on"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(changes, field, people, api_as):
    client = api_as("enterprise")
    draft = a_draft(an_account("enterprise"), 2023)
    url = f"{API}/credit-periods/{draft.period_id}/"
    body = a_draft_body(draft.version, **changes)
    answer = client.put(f"{url}draft/", body, format="json")
    if answer.status_code == 200:
        version = draft_of(client, draft.period_id)["version"]
        filing = {"version": version, "confirmed": True}
        answer = client.post(f"{url}file/", filing, format="json")
    assert answer.status_code == 422
    assert field in errors_of(answer)


def test_the_same_rows_by_page_and_by_program(ledgers, client_as, api_as):
    page = client_as("ndrc").get(reverse(LIST), {"year": "2023"})
    given = api_as("ndrc").get(f"{API}/credit-periods/?year=2023").json()
    shown = {row.pk for row in page.context["view"].rows}
    assert {row["id"] for row in given["results"]} == shown


def test_old_stands_against_new_after_a_correction(ledgers, api_as):
    own, _other = ledgers
    first = own.periods.get(starts=date(2023, 1, 1))
    url = f"{API}/credit-periods/{first.pk}/differences/"
    found = api_as("zhejiang").get(url).json()
    assert [change["period"] for change in found] == ["2023年", "2024年"]
    assert found[0]["old"]["invested"] == "4000000.00"
    assert found[0]["new"]["invested"] == "3000000.00"


def test_old_and_new_of_all_later_periods_are_read_at_once(
    ledgers, django_assert_max_num_queries
):
    own, _other = ledgers
    corrected = own.periods.get(starts=date(2023, 1, 1)).statement
    with django_assert_max_num_queries(3):
        found = changes_made_by(corrected)
    assert [change.old.invested for change in found] == [4_000_000, 0]
    for year in (2021, 2022):
        a_filed_period(own, year, vat="1")
    a_filed_period(own, 2025, vat="1")
    with django_assert_max_num_queries(3):
        assert changes_made_by(corrected)
