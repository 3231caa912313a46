"""The rates of the credit: what ships, and how another row is added."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.core.management import call_command

from incentives.models import CreditRates
from incentives.services.rates import add_rates
from ui.refusals import Invalid, NotAllowed

pytestmark = pytest.mark.django_db
URL = "/credit-rates/"
NOW = datetime(2026, 6, 30, 4, 0, tzinfo=UTC)
TYPED = {
    "effective_from": "2090-01-01",
    "credit": "35",
    "education": "3",
    "local": "1.5",
    "basis": "某部门公告2089年第1号",
}


@pytest.fixture
def add(user_as):
    """Add a row as the nation's lead."""

    def added(day="2027-01-01", by="ndrc_lead", **other):
        given = {
            "effective_from": datetime.fromisoformat(day).date(),
            "credit": Decimal("0.25"),
            "education": Decimal("0.03"),
            "local": Decimal("0.02"),
            "basis": "某部门公告2026年第1号",
        }
        return add_rates(**given | other, by=user_as(by), now=NOW)

    return added


def test_the_rates_of_2019_ship_with_their_basis(people):
    row = CreditRates.objects.get()
    assert str(row.effective_from) == "2019-01-01"
    assert (row.credit, row.education, row.local) == (
        Decimal("0.3"),
        Decimal("0.03"),
        Decimal("0.02"),
    )
    assert "财税〔2019〕46号" in row.basis
    assert row.source


def test_loading_again_adds_nothing(people, capsys):
    CreditRates.objects.update(basis="已更正")
    call_command("load_credit_rates")
    assert "新增 0 条" in capsys.readouterr().out
    assert CreditRates.objects.get().basis == "已更正"


def test_a_row_from_a_day_to_come_leaves_the_days_before_alone(add):
    row = add()
    days = [datetime(2026, 12, 31, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)]
    before, after = (CreditRates.objects.in_force_on(day.date()) for day in days)
    assert (before.credit, after) == (Decimal("0.3"), row)


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({"day": "2027-01-02"}, "effective_from", "某月1日"),
        ({"day": "2026-06-01"}, "effective_from", "晚于今天"),
        ({"credit": Decimal(0)}, "credit", "0.01%"),
        ({"local": Decimal("1.5")}, "local", "100%"),
        ({"basis": "  "}, "basis", "依据"),
    ],
)
def test_a_row_that_cannot_be_is_refused_at_its_field(add, given, field, words):
    with pytest.raises(Invalid) as refused:
        add(**given)
    (issue,) = refused.value.issues
    assert issue.field == field
    assert words in issue.sentence


def test_rows_follow_one_another(add):
    add("2028-01-01")
    with pytest.raises(Invalid) as refused:
        add("2027-06-01")
    assert "晚于已有参数" in refused.value.issues[0].sentence


@pytest.mark.parametrize("who", ["ndrc", "zhejiang_lead", "sysadmin", "visitor"])
def test_only_a_lead_of_the_nation_adds_rates(add, who):
    with pytest.raises(NotAllowed, match="国家牵头部门负责人"):
        add(by=who)


class TestPages:
    def test_everybody_reads_from_when_to_when_each_row_holds(self, add, client_as):
        add()
        page = client_as("visitor").get(URL).content.decode()
        for words in ("2019年1月1日", "2026年12月31日", "30%", "25%", "至下次调整"):
            assert words in page
        assert "增加参数" not in page

    def test_a_lead_adds_a_row_in_percent(self, client_as):
        client = client_as("moe_lead")
        assert "增加参数" in client.get(URL).content.decode()
        answer = client.post(f"{URL}new/", TYPED, follow=True)
        assert "抵免参数已增加。" in answer.content.decode()
        row = CreditRates.objects.latest("effective_from")
        assert (row.credit, row.local) == (Decimal("0.35"), Decimal("0.015"))
        assert row.entered_by.username == "moe_lead"

    @pytest.mark.parametrize(
        ("typed", "words"),
        [
            ({"credit": "0"}, "不能小于 0.01"),
            ({"credit": "101"}, "不能大于 100"),
            ({"local": "1.234"}, "小数位数不能超过 2 位"),
            ({"effective_from": "2020-01-01"}, "晚于今天"),
            ({"basis": ""}, "请填写依据"),
        ],
    )
    def test_wrong_input_is_told_and_kept(self, client_as, typed, words):
        answer = client_as("ndrc_lead").post(f"{URL}new/", TYPED | typed)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert words in page
        assert 'value="3"' in page

    def test_programs_read_and_add_them_too(self, api_as):
        sent = TYPED | {"credit": "0.35", "education": "0.03", "local": "0.015"}
        api = "/api/v1/credit-rates/"
        answer = api_as("ndrc_lead").post(api, sent, format="json")
        assert answer.status_code == 201
        rows = api_as("visitor").get(api).json()["results"]
        assert [row["credit"] for row in rows] == ["0.3500", "0.3000"]
        assert api_as("ndrc").post(api, sent, format="json").status_code == 403
