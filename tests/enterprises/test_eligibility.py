"""The self-check: who handles a firm, by which thresholds, in which rounds."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from enterprises.answers import Answers
from enterprises.choices import CULTIVATION
from enterprises.examples import example_for
from enterprises.services.eligibility import NATIONAL_RULES, assess, find_place
from enterprises.thresholds import Thresholds
from regions.models import ManagingUnit
from ui.refusals import Invalid
from workflow.models import Round, RuleSet
from workflow.rules import Rules, merged

pytestmark = pytest.mark.django_db
URL = "/enterprises/check/"
API = "/api/v1/eligibility-check/"
NOW = timezone.now()


def answers(division="330106", **other):
    return Answers(**{"division": division, "has_certificate": True} | other)


def found(division="330106", **other):
    return assess(answers(division, **other), now=NOW)


def a_round(unit=None, *, opens=-1, closes=30, rules=None, **fields):
    """A published round of cultivation with its first rules."""
    made = Round.objects.create(
        **{
            "kind": CULTIVATION,
            "name": f"2026年第{Round.objects.count() + 1}批申报",
            "year": 2026,
            "batch": Round.objects.count() + 1,
            "managing_unit_id": unit,
            "opens_at": NOW + timedelta(days=opens),
            "closes_at": NOW + timedelta(days=closes),
            "published_at": NOW - timedelta(days=60),
        }
        | fields
    )
    write_rules(made, None, rules or {})
    return made


def write_rules(made, unit, extra):
    data = merged(Rules().to_json(), {"extra": extra})
    return RuleSet.objects.create(
        round=made,
        managing_unit_id=unit,
        version=1,
        changes={"extra": extra},
        data=data,
    )


@pytest.fixture(autouse=True)
def _places(people):
    """Divisions, units and industries are loaded."""


class TestHandler:
    @pytest.mark.parametrize(
        ("division", "unit", "words"),
        [
            ("330106", "330000", "由杭州市主管部门初审，浙江省审核"),
            ("330100", "330000", "由杭州市主管部门初审，浙江省审核"),
            ("330000", "330000", "由浙江省审核"),
            ("330206", "330200", "由宁波市办理：计划单列市的企业由该市自行审核"),
            ("440305", "440300", "由深圳市办理：计划单列市的企业由该市自行审核"),
            ("310115", "310000", "由上海市审核"),
        ],
    )
    def test_the_unit_of_the_place_handles_it(self, division, unit, words):
        result = found(division)
        assert result.unit == ManagingUnit.objects.get(pk=unit)
        assert result.handler.startswith(words)

    @pytest.mark.parametrize("group", ["central", "national_private"])
    def test_whole_groups_go_to_the_nation(self, group):
        result = found(group=group)
        assert result.unit is None
        assert "国家发展改革委、教育部会同有关部门直接办理" in result.handler
        assert result.offices == ("国家发展改革委（演示）", "教育部（演示）")

    def test_the_lead_departments_are_named(self):
        assert found().offices == ("浙江省发展和改革委员会（演示）",)


class TestThresholds:
    def test_without_a_round_those_of_the_nation_hold(self):
        result = found()
        assert result.thresholds == Thresholds()
        assert result.source == NATIONAL_RULES
        assert result.open_rounds == result.coming_rounds == ()

    def test_a_units_own_rules_of_a_national_round_hold_for_its_firms_only(self):
        made = a_round(basis="发改社会〔2019〕590号")
        write_rules(made, "310000", dict(example_for("310000").extra))
        assert found().thresholds.conditions_needed == 1
        shanghai = found("310115")
        assert shanghai.thresholds.conditions_needed == 2
        assert "上海市本地规则" in shanghai.source
        assert not shanghai.is_eligible
        assert found("310115", group="central").thresholds.conditions_needed == 1

    def test_a_round_of_its_own_goes_before_the_nations(self):
        own = a_round("330000", rules={"operating_years": 5})
        national = a_round(rules={"operating_years": 2})
        result = found(registered_on=date(2020, 1, 1))
        assert result.open_rounds == (own, national)
        assert result.thresholds.operating_years == 5

    def test_an_open_round_goes_before_one_to_come(self):
        coming = a_round("330000", opens=5, rules={"operating_years": 5})
        opened = a_round(rules={"operating_years": 2})
        result = found()
        assert (result.open_rounds, result.coming_rounds) == ((opened,), (coming,))
        assert result.thresholds.operating_years == 2

    def test_a_closed_round_still_says_by_what_the_unit_judges(self):
        a_round("330000", opens=-60, closes=-30, rules={"operating_years": 5})
        result = found()
        assert result.open_rounds == result.coming_rounds == ()
        assert result.thresholds.operating_years == 5

    def test_rounds_of_others_and_drafts_are_not_shown(self):
        a_round("510000")
        a_round("330200")
        a_round("330000", published_at=None)
        a_round("330000", kind="city_nomination")
        result = found()
        assert result.open_rounds == ()
        assert result.source == NATIONAL_RULES


class TestAnswers:
    def test_one_condition_is_enough_for_the_nation(self):
        result = found()
        assert result.is_eligible
        assert result.conditions_met == 1

    @pytest.mark.parametrize(
        ("answer", "met"),
        [
            ({"interns": 59}, False),
            ({"interns": 60}, True),
            ({"has_apprenticeship": True}, True),
            ({"programmes": 2}, False),
            ({"programmes": 3}, True),
            ({"investment": Decimal(999_900)}, False),
            ({"investment": Decimal(1_000_000)}, True),
            ({"rights": 1}, True),
            ({"school_kinds": ("group",)}, True),
            ({}, False),
        ],
    )
    def test_each_answer_is_held_against_its_threshold(self, answer, met):
        result = found(has_certificate=False, **answer)
        assert result.is_eligible is met
        assert len(result.findings) == 6

    @pytest.mark.parametrize(
        ("answer", "words"),
        [
            ({"industry": "83"}, "原则上不纳入建设培育范围"),
            ({"troubles": ("accident",)}, "未发生重大环保、安全、质量事故"),
            ({"troubles": ("tax",)}, "没有涉税等违法违规经营行为"),
            ({"removed_on": NOW.date() - timedelta(days=365)}, "尚在禁止申报期内"),
            ({"registered_on": NOW.date() + timedelta(days=9)}, "注册日期晚于今天"),
        ],
    )
    def test_what_keeps_a_firm_out_is_told(self, answer, words):
        result = found(**answer)
        (issue,) = result.issues
        assert words in issue.sentence

    def test_a_removal_more_than_five_years_ago_is_over(self):
        assert found(removed_on=date(2015, 1, 1)).is_eligible


class TestPlace:
    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("330106", "330106"),
            ("３３０１０６", "330106"),
            ("浙江省杭州市西湖区", "330106"),
            ("杭州市", "330100"),
            ("滨江", "330108"),
        ],
    )
    def test_a_place_is_found_by_code_name_or_part(self, text, code):
        assert find_place(text).code == code

    def test_an_unclear_name_offers_the_places_it_may_mean(self):
        with pytest.raises(Invalid, match=r"“鼓楼区”可能指：.*江苏省南京市鼓楼区"):
            find_place("鼓楼区")

    @pytest.mark.parametrize("text", ["香港", "不存在的地方", "999999", "1' OR 1=1"])
    def test_what_is_not_found_says_so(self, text):
        with pytest.raises(Invalid, match="没有找到"):
            find_place(text)


class TestPage:
    def test_it_asks_before_it_answers(self, client_as):
        page = client_as("visitor").get(URL).content.decode()
        assert "查看结果" in page
        assert "自测结论" not in page

    def test_it_answers_from_the_address(self, client_as):
        a_round("330000", rules={"intern_persons": 30})
        answer = client_as("visitor").get(
            URL, {"division": "杭州市", "interns": "２９", "tags": ["health"]}
        )
        page = answer.content.decode()
        assert "近3年接收实习满3个月的学生29人，还差1人。" in page
        assert "暂不符合申报条件" in page
        assert "由杭州市主管部门初审" in page
        assert "（国家标准：60人）" in page
        assert "注册企业账户" in page
        assert "申报中" in page

    def test_a_firm_that_is_signed_in_goes_on_to_its_application(self, client_as):
        page = client_as("enterprise").get(URL, {"division": "330106"})
        assert "开始申报" in page.content.decode()

    def test_it_stores_nothing(self, client_as, django_assert_max_num_queries):
        client = client_as("visitor")
        with django_assert_max_num_queries(10) as queries:
            client.get(URL, {"division": "330106", "has_certificate": "on"})
        assert not [q for q in queries if not q["sql"].startswith("SELECT")]

    @pytest.mark.parametrize(
        ("typed", "words"),
        [
            ({"division": ""}, "请填写注册地。"),
            ({"division": "鼓楼区"}, "可能指"),
            ({"interns": "-1"}, "不能小于 0"),
            ({"interns": "六十"}, "请填写整数，例如 60。"),
            ({"investment": "很多"}, "请填写数字"),
            ({"registered_on": "2026-02-30"}, "填写日期"),
            ({"registered_on": "0001-01-01"}, "日期不能早于"),
            ({"industry": "XX"}, "选"),
            ({"tags": "astrology"}, "astrology"),
            ({"division": "杭" * 500}, "不能超过 60 个字"),
            ({"division": "\0"}, "请填写注册地。"),
        ],
    )
    def test_wrong_input_is_told_at_its_field(self, client_as, typed, words):
        answer = client_as("visitor").get(URL, {"division": "330106"} | typed)
        page = answer.content.decode()
        assert answer.status_code == 200
        assert "需要改正" in page
        assert words in page
        assert "自测结论" not in page


class TestApi:
    @pytest.fixture
    def api(self, api_as):
        return api_as("visitor")

    def test_it_answers_a_post(self, api):
        a_round("330000", basis="浙发改社会〔2026〕1号")
        sent = {
            "division": "330106",
            "interns": 59,
            "investment": "999900.00",
            "tags": ["health"],
            "is_above_scale": None,
        }
        body = api.post(API, sent, format="json").json()
        assert body["eligible"] is False
        assert body["managing_unit"] == "330000"
        assert body["thresholds"]["intern_persons"] == 60
        training = body["conditions"][1]
        assert (training["counted"], training["needed"]) == ("59", "60")
        assert training["evidence"]
        assert len(body["open_rounds"]) == 1
        assert "浙发改社会〔2026〕1号" in body["source"]

    def test_it_answers_a_get_alike(self, api):
        sent = {"division": "330106", "has_certificate": True, "tags": ["health"]}
        posted = api.post(API, sent, format="json").json()
        assert api.get(API, sent | {"has_certificate": "true"}).json() == posted
        assert posted["eligible"] is True

    def test_a_whole_group_has_no_managing_unit(self, api):
        sent = {"division": "330106", "group": "central"}
        assert api.post(API, sent, format="json").json()["managing_unit"] is None

    @pytest.mark.parametrize(
        ("sent", "field"),
        [
            ({}, "division"),
            ({"division": "鼓楼区"}, "division"),
            ({"division": "330106", "interns": -1}, "interns"),
            ({"division": "330106", "interns": "many"}, "interns"),
            ({"division": "330106", "industry": "A"}, "industry"),
            ({"division": "330106", "tags": ["astrology"]}, "tags"),
            ({"division": "330106", "registered_on": "2026-02-30"}, "registered_on"),
        ],
    )
    def test_wrong_input_is_a_problem_at_its_field(self, api, sent, field):
        answer = api.post(API, sent, format="json")
        assert answer.status_code == 422
        assert [error["field"] for error in answer.json()["errors"]] == [field]
