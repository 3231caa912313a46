"""Which benefits fit an enterprise or a city, and where it is told."""

from datetime import date

import pytest
from django.urls import reverse

from enterprises.choices import Standing
from enterprises.models import Enterprise
from incentives.choices.policies import Fit
from incentives.matching import (
    inside_facts_of,
    matching_of_city,
    matching_of_enterprise,
    public_facts_of,
)
from tests.factories import policies as made
from tests.factories import register

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 30)
API = "/api/v1/policies/matching/"


def one(key, value, operator="is"):
    return {"test": key, "operator": operator, "value": value}


@pytest.fixture
def firm(people):
    """In Hangzhou's pool since 1 March 2024, a hundred people, not certified."""
    return register.enterprise(
        "杭州甲有限公司",
        staff=100,
        ownership="private",
        size="medium",
        organisation=people["enterprise"].posts.get().organisation,
    )


@pytest.fixture
def five_conditions():
    """Four of which Hangzhou's firm meets."""
    return made.published(
        "五项条件的政策",
        conditions=[
            made.IN_POOL,
            one("certified", True),
            one("staff", 100, "at_least"),
            one("managing_unit", ["330000"], "in"),
            {"any": [one("size", ["small"], "in"), one("industry", ["C"], "in")]},
        ],
    )


def read(firm, **how):
    fresh = Enterprise.objects.with_public_facts().get(pk=firm.pk)
    return matching_of_enterprise(fresh, **{"day": DAY, "inside": True} | how)


class TestFacts:
    def test_the_public_facts_of_a_pool_firm(self, firm):
        facts = public_facts_of(firm, DAY)
        assert facts["in_pool"] is True
        assert facts["pooled_months"] == 27
        assert facts["industry"] == ["36", "C"]
        assert facts["division"] == ["330100", "330000"]

    def test_who_left_the_pool_has_no_day_of_entry_any_more(self):
        gone = register.enterprise("已退出有限公司", Standing.LEFT)
        facts = public_facts_of(gone, DAY)
        assert facts["in_pool"] is False
        assert facts["pooled_on"] is None

    @pytest.mark.parametrize(
        ("changes", "valid"),
        [({}, True), ({"valid_until": date(2026, 6, 29)}, False)],
    )
    def test_a_certificate_counts_while_it_is_valid(self, firm, changes, valid):
        register.certificate(firm, **changes)
        assert public_facts_of(firm, DAY)["certified"] is valid

    def test_a_suspended_firm_is_not_in_good_standing(self, firm):
        assert inside_facts_of(firm, DAY)["in_good_standing"] is True
        firm.suspended_since = date(2026, 6, 1)
        assert inside_facts_of(firm, DAY)["in_good_standing"] is False

    def test_where_nothing_is_recorded_nothing_is_known(self, firm):
        facts = inside_facts_of(firm, DAY)
        assert facts["invested_last_year"] is None
        assert facts["partner_school"] is None
        assert facts["plan_filed"] is None


class TestMatching:
    def test_the_firm_meets_four_of_five(self, firm, five_conditions):
        [match] = read(firm).matches
        assert match.judgement.summary == "符合 4/5 项条件"
        assert match.judgement.missing[0].fit == Fit.NOT_MET

    def test_public_facts_alone_leave_the_rest_open(self, firm, five_conditions):
        [match] = read(firm, inside=False).matches
        fits = [outcome.fit for outcome in match.judgement.outcomes]
        assert fits[2] == Fit.UNKNOWN
        assert match.judgement.met == 3

    def test_what_fits_stands_first_and_what_is_to_be_read_last(self, firm):
        made.published("只供对照")
        made.published("不符合", conditions=[one("certified", True)])
        made.published("全部符合", conditions=[made.IN_POOL])
        names = [match.benefit.name for match in read(firm).matches]
        assert names == ["全部符合", "不符合", "只供对照"]

    def test_only_what_reaches_the_place_and_is_in_force_is_matched(self, firm):
        made.published("四川的", scope="unit", managing_unit_id="510000")
        made.published("已过期", effective_until=date(2026, 6, 29))
        made.published("给城市的", subject="city")
        made.published(
            "杭州的", scope="city", managing_unit_id="330000", division_id="330100"
        )
        assert [m.benefit.name for m in read(firm).matches] == ["杭州的"]

    def test_two_hundred_benefits_cost_no_more_queries_than_ten(
        self, firm, django_assert_max_num_queries
    ):
        for number in range(200):
            made.published(
                f"政策{number}",
                conditions=[
                    one("managing_unit", ["330000"], "in"),
                    one("division", ["330100"], "in"),
                    one("industry", ["36"], "in"),
                ],
            )
        with django_assert_max_num_queries(13):
            assert len(read(firm).fitting) == 200

    def test_a_city_is_matched_by_its_own_conditions(self):
        made.published(
            "首批东部城市",
            subject="city",
            conditions=[
                one("pilot_city", True),
                one("batch", 1, "at_most"),
                one("region", ["west"], "in"),
            ],
        )
        [match] = matching_of_city(made.pilot_city(), day=DAY).matches
        assert match.judgement.summary == "符合 2/3 项条件"


class TestShown:
    """On the pages of the firm and of the city, and in the API."""

    def test_the_firm_reads_it_on_its_record(self, client_as, firm, five_conditions):
        page = client_as("enterprise").get(firm.get_record_url()).content.decode()
        assert "可适用的政策" in page
        assert "符合 4/5 项条件" in page

    def test_the_public_page_decides_by_public_facts(
        self, client_as, firm, five_conditions
    ):
        page = client_as("visitor").get(firm.get_absolute_url()).content.decode()
        assert "符合 3/5 项条件" in page
        assert "仅按公开信息判断" in page

    def test_what_is_missing_stands_on_the_page_of_ones_own_policies(
        self, client_as, firm, five_conditions
    ):
        client = client_as("enterprise")
        answer = client.get(reverse("incentives:policies-own"), follow=True)
        page = answer.content.decode()
        assert "申请认证" in page

    def test_a_stranger_does_not_read_inner_facts(
        self, client_as, firm, five_conditions
    ):
        url = reverse("incentives:enterprise-policies", args=[firm.public_id])
        page = client_as("enterprise_ningbo").get(url).content.decode()
        assert "仅按公开信息判断" in page
        assert "现为100人" not in page

    def test_the_city_page_tells_its_benefits(self, client_as):
        made.published("给城市的", subject="city", conditions=[one("pilot_city", True)])
        city = made.pilot_city()
        page = client_as("visitor").get(city.get_absolute_url()).content.decode()
        assert "给城市的" in page

    def test_the_api_gives_the_same(self, api_as, firm, five_conditions):
        asked = {"enterprise": str(firm.public_id)}
        inside = api_as("enterprise").get(API, asked).json()
        public = api_as("visitor").get(API, asked).json()
        assert (inside[0]["met"], inside[0]["total"]) == (4, 5)
        assert public[0]["met"] == 3
        assert public[0]["conditions"][2]["fit"] == "unknown"

    def test_the_api_matches_a_city(self, api_as):
        made.published("给城市的", subject="city", conditions=[one("pilot_city", True)])
        found = api_as("visitor").get(API, {"city": made.pilot_city().code}).json()
        assert found[0]["fits"] is True

    @pytest.mark.parametrize(
        ("query", "status"),
        [
            ({}, 422),
            ({"enterprise": "x"}, 422),
            ({"city": "999999"}, 404),
            ({"enterprise": "00000000-0000-4000-8000-000000000000"}, 404),
        ],
    )
    def test_a_wrong_question_gets_a_sentence(self, api_as, query, status):
        answer = api_as("visitor").get(API, query)
        assert answer.status_code == status
        assert answer.json()["detail"]

    def test_a_record_outside_the_directory_is_unknown_to_strangers(self, api_as):
        hidden = register.enterprise("未入库有限公司", Standing.NONE)
        asked = {"enterprise": str(hidden.public_id)}
        assert api_as("visitor").get(API, asked).status_code == 404
