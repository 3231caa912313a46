"""The calculator for programs: the worked cases, and what it refuses."""

from decimal import Decimal

import pytest

from incentives.credit import payables
from incentives.models import CreditRates
from incentives.words import DISCLAIMER
from tests.incentives.cases import CASES, RATES, wan

pytestmark = pytest.mark.django_db
API = "/api/v1/credit-estimate/"
ONE = {
    "period": "2026",
    "new_investment": "1000000.00",
    "withdrawn": "0.00",
    "education_surcharge_payable": "300000.00",
    "local_surcharge_payable": "200000.00",
}


@pytest.fixture
def ask(api_as):
    """POST rows, as nobody; the answer."""
    client = api_as("visitor")

    def asked(*rows, **other):
        return client.post(API, {"rows": list(rows)} | other, format="json")

    return asked


def sent(case):
    """The periods of a case as the interface wants them; the payables are given."""
    monthly = case.name.startswith("7")
    for number, year in enumerate(case.years, 1):
        columns = payables(year.bases, RATES)
        yield {
            "period": f"2026-{number:02}" if monthly else str(2020 + number),
            "new_investment": str(wan(year.new)),
            "withdrawn": str(wan(year.withdrawn)),
            "education_surcharge_payable": str(columns.education),
            "local_surcharge_payable": str(columns.local),
        }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_worked_case_comes_out_as_on_paper(ask, case):
    rows = list(sent(case))
    before = str(wan(case.brought_forward))
    answered = ask(*rows, brought_forward=before).json()["rows"]
    for row, out, year in zip(rows, answered, case.years, strict=True):
        assert out["period"] == row["period"]
        assert out["pool"] == str(wan(year.pool))
        assert out["used"] == str(wan(year.used))
        assert out["carried_forward"] == str(wan(year.carried))
        assert out["to_repay"] == str(wan(year.repay))
        parts = Decimal(out["used_education"]) + Decimal(out["used_local"])
        assert parts == wan(year.used)


def test_money_is_text_with_two_decimals_and_the_rates_are_named(ask):
    answer = ask(ONE)
    assert answer.status_code == 200
    assert answer.json() == {
        "rows": [
            {
                "period": "2026",
                "net_investment": "1000000.00",
                "new_credit": "300000.00",
                "brought_forward": "0.00",
                "pool": "300000.00",
                "used": "300000.00",
                "used_education": "180000.00",
                "used_local": "120000.00",
                "carried_forward": "0.00",
                "to_repay": "0.00",
                "rates_from": "2019-01-01",
            }
        ],
        "rates": [
            {
                "id": CreditRates.objects.get().pk,
                "effective_from": "2019-01-01",
                "credit": "0.3000",
                "education": "0.0300",
                "local": "0.0200",
                "basis": CreditRates.objects.get().basis,
            }
        ],
        "disclaimer": DISCLAIMER,
    }


def test_whole_numbers_come_out_with_two_decimals_too(ask):
    numbers = {name: 5 if name != "period" else "2026" for name in ONE}
    row = ask(numbers, brought_forward=7).json()["rows"][0]
    assert (row["pool"], row["carried_forward"]) == ("7.00", "0.00")
    assert row["net_investment"] == "0.00"


def test_a_period_has_the_rates_of_its_first_day(ask):
    CreditRates.objects.create(
        effective_from="2027-07-01",
        credit=Decimal("0.5"),
        education=Decimal("0.04"),
        local=Decimal("0.01"),
        basis="测试",
    )
    body = ask(ONE | {"period": "2027"}, ONE | {"period": "2028Q1"}).json()
    assert [row["rates_from"] for row in body["rows"]] == ["2019-01-01", "2027-07-01"]
    assert [row["pool"] for row in body["rows"]] == ["300000.00", "500000.00"]
    assert [rates["credit"] for rates in body["rates"]] == ["0.3000", "0.5000"]


def test_nothing_is_stored(ask, django_assert_max_num_queries):
    with django_assert_max_num_queries(1) as queries:
        ask(*[ONE | {"period": str(year)} for year in range(2019, 2059)])
    assert all(query["sql"].startswith("SELECT") for query in queries)


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"new_investment": "-1"}, "new_investment", "不能小于 0"),
        ({"withdrawn": "0.001"}, "withdrawn", "最多保留两位小数"),
        ({"new_investment": "１００"}, "new_investment", "半角数字"),
        ({"new_investment": "100万"}, "new_investment", "请填写数字"),
        ({"new_investment": "1_000"}, "new_investment", "请填写数字"),
        ({"new_investment": "NaN"}, "new_investment", "请填写数字"),
        ({"new_investment": "Infinity"}, "new_investment", "请填写数字"),
        ({"new_investment": True}, "new_investment", "请填写数字"),
        ({"new_investment": "1" * 15}, "new_investment", "金额过大"),
        ({"new_investment": "9" * 5000}, "new_investment", ""),
        ({"local_surcharge_payable": None}, "local_surcharge_payable", ""),
        ({"period": "去年"}, "period", "所属期请写成2026（年）"),
        ({"period": "2026-13"}, "period", "月份应在1至12之间"),
        ({"period": "2026Q5"}, "period", "所属期请写成"),
        ({"period": "2018"}, "period", "2019年至2099年"),
        ({"period": ""}, "period", ""),
    ],
)
def test_wrong_input_is_a_problem_at_its_field(ask, wrong, field, words):
    answer = ask(ONE, ONE | {"period": "2027"} | wrong)
    assert answer.status_code == 422
    assert answer["Content-Type"].startswith("application/problem+json")
    (error,) = answer.json()["errors"]
    assert error["field"] == f"rows.1.{field}"
    assert words in error["sentence"]


@pytest.mark.parametrize(
    ("periods", "place", "words"),
    [
        (["2026", "2026"], 1, "“2026年”与第1行“2026年”重叠"),
        (["2025", "2026", "2026Q3"], 2, "“2026年第3季度”与第2行“2026年”重叠"),
        (["2026Q1", "2026-03"], 1, "“2026年3月”与第1行“2026年第1季度”重叠"),
        (["2027", "2026"], 1, "应在上一行“2027年”之前"),
    ],
)
def test_periods_neither_overlap_nor_run_backwards(ask, periods, place, words):
    answer = ask(*[ONE | {"period": period} for period in periods])
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert error["field"] == f"rows.{place}.period"
    assert words in error["sentence"]


@pytest.mark.parametrize("period", ["2026年第1季度", "２０２６Q1", " 2026q1 "])
def test_a_period_may_be_written_as_people_write_it(ask, period):
    assert ask(ONE | {"period": period}).json()["rows"][0]["period"] == "2026Q1"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "rows"),
        ({"rows": []}, "rows"),
        ({"rows": "all"}, "rows"),
        ({"rows": [ONE], "brought_forward": "-0.01"}, "brought_forward"),
        ({"rows": [ONE] * 401}, "rows"),
    ],
)
def test_what_is_no_table_of_periods_is_refused(api_as, body, field):
    answer = api_as("visitor").post(API, body, format="json")
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == [field]


def test_one_address_may_not_ask_without_end(ask, settings):
    settings.CREDIT_ESTIMATES_PER_HOUR = 0
    answer = ask(ONE)
    assert answer.status_code == 429
    assert "过于频繁" in answer.json()["detail"]
