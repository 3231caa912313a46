"""The public calculator: rows as they are typed, and what they come to."""

import pytest
from django.test import Client

from incentives.words import DISCLAIMER
from tests.incentives.cases import CASES, wan

pytestmark = pytest.mark.django_db
URL = "/credit-calculator/"
THREE_YEARS = next(case for case in CASES if case.name.startswith("5"))


def typed(*rows, **other):
    """Rows of (period, new, withdrawn, education, local) as a browser sends them."""
    names = ("period", "new_investment", "withdrawn", "education_payable")
    data = {"rows": str(len(rows))}
    for number, row in enumerate(rows):
        for name, value in zip((*names, "local_payable"), row, strict=False):
            data[f"rows-{number}-{name}"] = value
    return data | other


ONE = ("2026", "1000000", "", "300000", "200000")


@pytest.fixture
def send(people):
    """POST rows as a visitor; the answer and its page."""
    client = Client()

    def sent(*rows, live=False, **other):
        headers = {"X-Live": "1"} if live else {}
        answer = client.post(URL, typed(*rows, **other), headers=headers)
        return answer, answer.content.decode()

    return sent


def test_the_page_begins_with_the_years_from_now_on(client_as, clock):
    clock.move_to("2026-06-30 09:00+08:00")
    page = client_as("visitor").get(URL).content.decode()
    for year in ("2026", "2027", "2028"):
        assert f'value="{year}"' in page
    assert "需要改正" not in page
    assert DISCLAIMER in page


@pytest.mark.parametrize(
    ("rows", "count"),
    [("1", 1), ("12", 12), ("0", 1), ("999", 40), ("x", 3), ("²", 3), ("-1", 3)],
)
def test_a_number_of_rows_can_be_asked_for(client_as, rows, count):
    page = client_as("visitor").get(URL, {"rows": rows}).content.decode()
    assert f'name="rows" value="{count}"' in page
    assert page.count('class="calc-row"') == count


def test_the_worked_case_of_a_recapture_stands_on_the_page(send):
    rows = [
        (
            str(2020 + number),
            str(wan(year.new)),
            str(wan(year.withdrawn)),
            *[str(wan(part)) for part in year.payable],
        )
        for number, year in enumerate(THREE_YEARS.years, 1)
    ]
    answer, page = send(*rows)
    assert answer.status_code == 200
    # Carried at the end of each year, and what is repaid.
    for words in ("900,000.00", "650,000.00", "50,000.00", "700,000.00", "2024年"):
        assert words in page
    assert "其中应补缴" in page
    assert "逐期图示" in page


def test_nothing_is_stored_and_figures_stay_out_of_the_address(
    send, django_assert_max_num_queries
):
    with django_assert_max_num_queries(3) as queries:
        send(ONE)
    assert all(query["sql"].startswith("SELECT") for query in queries)


def test_full_width_digits_and_commas_are_read(send):
    _, page = send(("２０２６", "１，０００，０００.00", "", "300,000", "200000元"))
    assert "300,000.00" in page
    assert "需要改正" not in page


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("", "100", "", "3", "2"), "请填写所属期。"),
        (("去年", "100", "", "3", "2"), "所属期请写成"),
        (("2018", "100", "", "3", "2"), "2019年至2099年"),
        (("2026", "-1", "", "3", "2"), "金额不能小于 0"),
        (("2026", "1.001", "", "3", "2"), "小数位数不能超过 2 位"),
        (("2026", "很多", "", "3", "2"), "请填写数字"),
        (("2026", "1" * 15, "", "3", "2"), "整数部分不能超过 14 位"),
        (("2025", "1", "", "3", "2"), "“2025年”与第1行“2025年”重叠"),
        (("2024", "1", "", "3", "2"), "应在上一行“2025年”之前"),
    ],
)
def test_wrong_input_is_told_at_its_field_and_nothing_is_lost(send, row, words):
    answer, page = send(("2025", "777.77", "", "3", "2"), row)
    assert answer.status_code == 422
    assert page.count(words) >= 2
    assert "第2行" in page
    assert 'aria-invalid="true"' in page
    assert 'value="777.77"' in page
    assert "合计抵免" not in page


def test_rows_without_money_are_left_out_wherever_they_stand(send):
    answer, page = send(("2025", "", "", "", ""), ONE, ("", "", "", "", ""))
    assert answer.status_code == 200
    assert "2026年" in page
    assert "2025年" not in page


def test_nothing_at_all_says_what_to_do(send):
    answer, page = send(("2026", "", "", "", ""))
    assert answer.status_code == 422
    assert "请至少填写一个所属期的金额。" in page


def test_one_more_row_follows_the_last_and_finds_no_fault_yet(send):
    answer, page = send(("2026Q4", "1.001", "", "", ""), add_row="1")
    assert answer.status_code == 200
    assert 'name="rows" value="2"' in page
    assert 'value="2027Q1"' in page
    assert 'value="1.001"' in page
    assert "小数位数" not in page


def test_a_row_is_taken_away_and_the_others_stay(send):
    rows = [("2025", "1", "", "", ""), ("2026", "2", "", "", ""), ONE]
    _, page = send(*rows, brought_forward="9.99", remove_row="1")
    assert 'name="rows" value="2"' in page
    assert 'value="1000000"' in page
    assert 'value="9.99"' in page
    assert "测算结果" in page


def test_a_jump_of_a_thousandfold_asks_about_the_unit(send):
    answer, page = send(("2025", "5000000", "", "", ""), ("2026", "500", "", "", ""))
    assert answer.status_code == 200
    assert "不是万元" in page
    _, page = send(("2025", "5000000", "", "", ""), ("2026", "50000", "", "", ""))
    assert "不是万元" not in page


def test_more_taken_out_than_was_ever_put_in_is_worth_a_look(send):
    answer, page = send(("2025", "100", "", "", ""), ("2026", "", "250", "", ""))
    assert answer.status_code == 200
    # At the field and with the result; it may be money of years before the first row.
    assert page.count("大于所填各期的新增投资合计") == 2
    assert "其中应补缴" in page


class TestWhileTyping:
    def test_the_answer_is_the_result_alone(self, send):
        answer, page = send(ONE, live=True)
        assert answer.status_code == 200
        assert "<html" not in page
        assert 'data-live-says="合计抵免300,000.00元' in page

    def test_what_is_not_right_yet_is_told_calmly(self, send):
        answer, page = send(("2026", "1.", "", "x", ""), live=True)
        assert answer.status_code == 200
        assert "有1处需要改正" in page
        assert page.count("请填写数字") == 1

    def test_too_many_questions_keep_the_form(self, send, settings):
        settings.CREDIT_ESTIMATES_PER_HOUR = 0
        for live in (True, False):
            _, page = send(ONE, live=live)
            assert "测算过于频繁" in page


@pytest.mark.parametrize("rows", ["", "x", "-1", "²", "1e9", "0", "9" * 5000])
def test_a_form_that_was_tampered_with_is_only_an_empty_one(people, rows):
    answer = Client().post(URL, {"rows": rows})
    assert answer.status_code == 422
