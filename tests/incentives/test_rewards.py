"""Schemes are reckoned, fixed under four eyes, and stand whatever changes later."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from enterprises.choices import Standing
from incentives.choices.projects import FundSource, FundStep
from incentives.choices.rewards import Method, MissingRule, RewardLevel, SchemeState
from incentives.demo_rewards import demo_rewards
from incentives.indicators import Asked, figures_of, indicators_for, places_of
from incentives.models import Simulation
from incentives.rewarding import Left, with_figures_of_today
from incentives.services.indicator_entries import decide_figure
from incentives.services.rewards import (
    fix,
    propose,
    publish,
    send_back,
    simulate,
    update_scheme,
)
from tests.factories import register
from tests.factories.projects import a_project, enter
from tests.factories.rewards import (
    YEAR,
    a_scheme,
    confirmed,
    definition,
    entered,
    fixed,
    line,
    listed,
    proposed,
    user,
)
from tests.personas import people_by_name
from ui.refusals import Closed, Invalid, NotAllowed, Stale

pytestmark = pytest.mark.django_db
HANGZHOU, WENZHOU, CHENGDU = "330100", "330300", "510100"
SICHUAN = {"managing_unit_id": "510000", "division_id": CHENGDU}


@pytest.fixture
def cities(people):
    """Two firms in Hangzhou, one in a district; none in Wenzhou; one in Chengdu."""
    made = listed(HANGZHOU, WENZHOU, CHENGDU)
    register.enterprise("甲有限公司")
    register.enterprise("乙有限公司", division_id="330106")
    register.enterprise("丙有限公司", **SICHUAN)
    return made


def ranks(data):
    return {row["place"]: row["rank"] for row in data["rows"]}


class TestFigures:
    def test_every_figure_is_what_its_rows_add_up_to(self, cities):
        gone = {"left_pool_on": date(2024, 6, 1)}
        register.enterprise("丁有限公司", Standing.LEFT, **gone)
        for level in (RewardLevel.CITY, RewardLevel.PROVINCE):
            places = places_of(level, None)
            figures = figures_of("pool_enterprises", Asked(level, YEAR, places))
            measure = next(
                i.measure for i in indicators_for(level) if i.key == "pool_enterprises"
            )
            assert sum(f.value for f in figures.values()) == 3
            for place in places:
                rows = measure.rows_of(level, place, YEAR)
                assert figures[place.code].value == rows.count(), place

    def test_all_reckoned_indicators_answer_for_all_places(
        self, cities, django_assert_max_num_queries
    ):
        for level in RewardLevel:
            places = places_of(level, None)
            for known in indicators_for(level):
                with django_assert_max_num_queries(1):
                    figures_of(known.key, Asked(level, YEAR, places))
                if known.measure and places:
                    list(known.measure.rows_of(level, places[0], YEAR)[:2])

    def test_central_money_paid_over_allotted_is_a_share(self, cities):
        project = a_project()
        enter(project, FundSource.CENTRAL, FundStep.ALLOCATION, "1000000")
        enter(project, FundSource.CENTRAL, FundStep.PAYMENT, "250000")
        year = timezone.localdate().year
        asked = Asked(RewardLevel.CITY, year, places_of(RewardLevel.CITY, None))
        figures = figures_of("central_execution", asked)
        found = figures[HANGZHOU]
        sums = (found.value, found.numerator, found.denominator)
        assert sums == (25, 250_000, 1_000_000)
        assert set(figures) == {HANGZHOU}

    def test_a_figure_by_hand_counts_once_another_has_confirmed_it(self, cities):
        places = places_of(RewardLevel.CITY, None)
        asked = Asked(RewardLevel.CITY, YEAR, places)
        entry = entered(HANGZHOU, value=Decimal(3))
        assert figures_of("parks", asked) == {}
        with pytest.raises(NotAllowed, match="录入人不能复核"):
            decide_figure(entry, accept=True, by=user("ndrc"))
        decide_figure(entry, accept=True, by=user("ndrc_lead"))
        confirmed(HANGZHOU, value=Decimal(5))
        figure = figures_of("parks", asked)[HANGZHOU]
        assert (figure.value, figure.source) == (5, "市统计公报")

    def test_a_share_by_hand_is_reckoned_from_both_its_parts(self, cities):
        entry = entered(
            HANGZHOU,
            "cooperating_firms",
            value=None,
            numerator=Decimal(1),
            denominator=Decimal(3),
        )
        assert entry.value == Decimal("33.3333")

    @pytest.mark.parametrize(
        ("facts", "field"),
        [
            ({"value": None}, "value"),
            ({"source": " "}, "source"),
            ({"year": 2099}, "year"),
            ({"numerator": Decimal(1)}, "denominator"),
            ({"indicator": "dual_teachers"}, "numerator"),
            ({"indicator": "pool_enterprises"}, "indicator"),
            ({"place": "999999"}, "place"),
        ],
    )
    def test_a_wrong_figure_is_refused_at_its_field(self, cities, facts, field):
        given = {"place": HANGZHOU} | facts
        with pytest.raises(Invalid) as refused:
            entered(**given)
        assert [issue.field for issue in refused.value.issues] == [field]

    def test_a_unit_enters_no_figure_of_another(self, cities):
        with pytest.raises(Invalid):
            entered(CHENGDU, by="zhejiang")


class TestScheme:
    @pytest.mark.parametrize(
        ("lines", "facts", "field"),
        [
            ([line(weight="90")], {}, "indicators"),
            ([line(weight="50"), line(weight="50")], {}, "indicators"),
            ([line("project_total")], {}, "indicators"),
            ([line(method=Method.TARGET)], {}, "indicators"),
            ([line()], {"reward_size": Decimal("1.5")}, "reward_size"),
            ([line()], {"amount": Decimal(-1)}, "amount"),
            ([line()], {"left": (Left("999999", "无"),)}, "exclusions"),
        ],
    )
    def test_what_is_wrong_is_said_at_its_field(self, cities, lines, facts, field):
        with pytest.raises(Invalid) as refused:
            a_scheme(*lines, **facts)
        assert field in [issue.field for issue in refused.value.issues]

    def test_units_are_ranked_by_the_nation_alone(self, people):
        with pytest.raises(NotAllowed, match="国家牵头部门"):
            a_scheme(by="zhejiang", level=RewardLevel.PROVINCE)

    def test_a_unit_ranks_its_own_cities(self, cities):
        data = simulate(a_scheme(by="zhejiang"), by=user("zhejiang")).data
        assert ranks(data) == {HANGZHOU: 1, WENZHOU: 2}

    def test_ties_are_ties_and_money_adds_up(self, cities):
        scheme = a_scheme(reward_size=Decimal(2), amount=Decimal("1000.00"))
        register.enterprise("戊有限公司", **SICHUAN)
        data = simulate(scheme, by=user("ndrc")).data
        assert ranks(data) == {HANGZHOU: 1, CHENGDU: 1, WENZHOU: 3}
        money = {row["place"]: row["amount"] for row in data["rows"]}
        assert money == {HANGZHOU: "500.00", CHENGDU: "500.00", WENZHOU: "0.00"}

    def test_those_left_out_are_named_with_the_reason(self, cities):
        cities[1].status, cities[1].ended_on = "ended", date(2026, 1, 1)
        cities[1].save()
        scheme = a_scheme(left=(Left(CHENGDU, "整改期间"),))
        data = simulate(scheme, by=user("ndrc")).data
        left = {row["place"]: row["reason"] for row in data["left_out"]}
        assert left == {WENZHOU: "已退出试点", CHENGDU: "整改期间"}
        assert ranks(data) == {HANGZHOU: 1}

    def test_where_nobody_can_be_ranked_it_is_said(self, cities):
        scheme = a_scheme(line("parks"), missing=MissingRule.EXCLUDE)
        with pytest.raises(Invalid, match="没有可以排序的对象"):
            simulate(scheme, by=user("ndrc"))

    def test_simulations_stay_as_they_were_when_the_weights_change(self, cities):
        confirmed(CHENGDU, value=Decimal(9))
        scheme = a_scheme(line(weight="80"), line("parks", "20"))
        first = simulate(scheme, by=user("ndrc"))
        said = definition(line(weight="20"), line("parks", "80"))
        scheme.refresh_from_db()
        update_scheme(scheme, definition=said, by=user("ndrc"), version=scheme.version)
        second = simulate(scheme, by=user("ndrc"))
        assert ranks(Simulation.objects.get(pk=first.pk).data)[HANGZHOU] == 1
        assert ranks(second.data)[CHENGDU] == 1
        with pytest.raises(Invalid, match="方案已经修改"):
            propose(scheme, number=first.number, by=user("ndrc"))

    def test_a_stale_page_is_told(self, cities):
        scheme = a_scheme()
        simulate(scheme, by=user("ndrc"))
        with pytest.raises(Stale):
            simulate(scheme, by=user("ndrc"), version=1)


class TestFixing:
    def test_the_lead_fixes_and_who_proposed_may_not(self, cities):
        scheme = proposed(a_scheme(), by="ndrc_lead")
        with pytest.raises(NotAllowed, match="提请人不能确定"):
            fix(scheme, by=user("ndrc_lead"))
        with pytest.raises(NotAllowed, match="制定单位"):
            fix(scheme, by=user("moe_lead"))
        with pytest.raises(NotAllowed, match="负责人确定"):
            fix(scheme, by=user("ndrc"))

    def test_what_was_proposed_can_be_sent_back_with_a_reason(self, cities):
        scheme = proposed(a_scheme())
        with pytest.raises(Invalid):
            send_back(scheme, by=user("ndrc_lead"), note=" ")
        send_back(scheme, by=user("ndrc_lead"), note="权重再议。")
        scheme.refresh_from_db()
        kept = (scheme.state, scheme.fixed, scheme.returned_note)
        assert kept == (SchemeState.SIMULATED, None, "权重再议。")

    def test_later_data_do_not_change_what_is_fixed(self, cities):
        scheme = fixed(a_scheme())
        before = ranks(scheme.fixed.data)
        for name in ("己", "庚"):
            register.enterprise(f"{name}有限公司", **SICHUAN)
        scheme.refresh_from_db()
        assert (
            ranks(scheme.fixed.data) == before == {HANGZHOU: 1, CHENGDU: 2, WENZHOU: 3}
        )
        today = ranks(with_figures_of_today(scheme.fixed))
        assert today == {CHENGDU: 1, HANGZHOU: 2, WENZHOU: 3}

    def test_what_is_fixed_can_neither_be_changed_nor_reckoned_again(self, cities):
        scheme = fixed(a_scheme())
        with pytest.raises(NotAllowed, match="已提请确定"):
            simulate(scheme, by=user("ndrc"))
        with pytest.raises(NotAllowed):
            update_scheme(
                scheme, definition=definition(), by=user("ndrc"), version=None
            )

    def test_publishing_is_the_leads_and_follows_the_fixing(self, cities):
        scheme = proposed(a_scheme())
        with pytest.raises(NotAllowed, match="已确定"):
            publish(scheme, by=user("ndrc_lead"))
        fix(scheme, by=user("ndrc_lead"))
        publish(scheme, by=user("ndrc_lead"), document="某函〔2026〕1号")
        scheme.refresh_from_db()
        assert scheme.state == SchemeState.PUBLISHED

    def test_the_database_keeps_a_reckoning_as_it_was(self, cities):
        made = simulate(a_scheme(), by=user("ndrc"))
        with pytest.raises(DatabaseError), transaction.atomic():
            Simulation.objects.filter(pk=made.pk).update(note="改")

    def test_the_audit_finds_an_altered_reckoning(self, cities):
        scheme = proposed(a_scheme())
        call_command("verify_audit")
        data = scheme.fixed.data
        data["rows"][0]["score"] = "99.99"
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE incentives_simulation DISABLE TRIGGER USER")
        Simulation.objects.filter(pk=scheme.fixed_id).update(data=data)
        with pytest.raises(CommandError, match="动态奖励测算"):
            call_command("verify_audit")
        scheme.refresh_from_db()
        with pytest.raises(Closed, match="不能确定"):
            fix(scheme, by=user("ndrc_lead"))


class TestProjects:
    def test_projects_are_ranked_by_the_fixed_result_of_their_city(self, cities):
        result = fixed(a_scheme())
        in_hangzhou = a_project()
        in_chengdu = a_project(place=CHENGDU)
        scheme = a_scheme(
            line("project_city_score", "60"),
            line("project_total", "40", Method.BEST_SHARE),
            level=RewardLevel.PROJECT,
            city_result=result.pk,
        )
        rows = simulate(scheme, by=user("ndrc")).data["rows"]
        assert [row["place"] for row in rows] == [
            str(in_hangzhou.public_id),
            str(in_chengdu.public_id),
        ]
        assert rows[0]["score"] == "100.00"

    def test_a_result_that_is_not_fixed_is_no_factor(self, cities):
        draft = a_scheme()
        with pytest.raises(Invalid, match="已确定"):
            a_scheme(
                line("project_city_score"),
                level=RewardLevel.PROJECT,
                city_result=draft.pk,
            )


def test_the_demonstration_reckons_schemes_once(cities):
    people = people_by_name()
    assert demo_rewards(timezone.now(), people) == 2
    assert demo_rewards(timezone.now(), people) == 0
    assert Simulation.objects.count() == 3
