"""The six conditions at their boundaries, each with the sentence that it says."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from enterprises.checks import findings
from enterprises.checks.conditions import certificates, investments, rights, schools
from enterprises.checks.programmes import programmes as check_programmes
from enterprises.checks.training import training
from enterprises.choices import Condition
from enterprises.facts import Facts, School
from tests.enterprises.facts import (
    NATIONAL,
    TODAY,
    apprenticeship,
    certificate,
    intern,
    interns,
    payment,
    programme,
    programmes,
    right,
    school,
)


def test_nothing_filled_in_meets_nothing():
    found = findings(Facts(), NATIONAL, today=TODAY)
    assert [one.condition for one in found] == list(Condition)
    assert not any(one.met or one.begun for one in found)


class TestSchools:
    @pytest.mark.parametrize("kind", ["run", "sponsor", "university", "group"])
    def test_any_of_the_ways_is_enough(self, kind):
        assert schools(Facts(schools=(school(kind=kind),)), NATIONAL, TODAY).met

    def test_a_row_without_a_file_does_not_count(self):
        found = schools(Facts(schools=(school(evidence=0),)), NATIONAL, TODAY)
        assert not found.met
        assert "另有1行未计入：1行没有证明材料" in found.sentence
        assert "请为每行上传证明材料，或上传本项共用的证明材料" in found.sentence

    def test_a_file_shared_by_the_condition_is_enough(self):
        facts = Facts(schools=(school(evidence=0),), shared={"schools": 1})
        assert schools(facts, NATIONAL, TODAY).met

    def test_a_file_of_another_condition_is_not(self):
        facts = Facts(schools=(school(evidence=0),), shared={"rights": 1})
        assert not schools(facts, NATIONAL, TODAY).met

    def test_a_nameless_row_does_not_count(self):
        facts = Facts(schools=(School(kind="run", name="　", evidence=1),))
        assert "未填写名称" in schools(facts, NATIONAL, TODAY).sentence

    @pytest.mark.parametrize(
        ("kinds", "apart", "conditions"),
        [
            (["run", "university"], False, 1),
            (["run", "university"], True, 2),
            (["run", "sponsor"], True, 1),
            (["run", "university", "group"], True, 3),
        ],
    )
    def test_ways_count_apart_only_where_the_unit_says_so(
        self, kinds, apart, conditions
    ):
        facts = Facts(schools=tuple(school(kind=kind) for kind in kinds))
        found = schools(facts, replace(NATIONAL, schools_apart=apart), TODAY)
        assert found.counts_for == conditions


class TestTraining:
    @pytest.mark.parametrize(("count", "met"), [(59, False), (60, True), (61, True)])
    def test_sixty_persons_are_needed(self, count, met):
        assert training(Facts(interns=interns(count)), NATIONAL, TODAY).met is met

    def test_it_says_how_many_are_missing(self):
        rows = (
            *interns(57),
            intern(90, end=date(2025, 5, 30)),
            intern(91, evidence=0),
            intern(92, start=None),
        )
        found = training(Facts(interns=rows), NATIONAL, TODAY)
        assert found.sentence == (
            "近3年接收实习满3个月的学生57人，还差3人；另有1人实习不满3个月；"
            "另有2行未计入：1行没有证明材料，1行起止日期不全；"
            "请为每行上传证明材料，或上传本项共用的证明材料。"
        )

    @pytest.mark.parametrize(
        ("start", "end", "met"),
        [
            (date(2025, 3, 1), date(2025, 5, 31), True),
            (date(2025, 3, 1), date(2025, 5, 30), False),
            (date(2025, 3, 15), date(2025, 6, 14), True),
            (date(2025, 3, 15), date(2025, 6, 13), False),
            # No 30 February: three months end with the month.
            (date(2023, 11, 30), date(2024, 2, 29), True),
            (date(2023, 11, 30), date(2024, 2, 28), False),
            (date(2024, 11, 30), date(2025, 2, 28), True),
            (date(2024, 11, 30), date(2025, 2, 27), False),
            (date(2024, 2, 29), date(2024, 5, 28), True),
            (date(2024, 2, 29), date(2024, 5, 27), False),
            # Over the first day looked back on: only what lies within counts.
            (date(2023, 5, 1), date(2023, 9, 29), True),
            (date(2023, 5, 1), date(2023, 9, 28), False),
            # Over today: what is still to come does not count yet.
            (date(2026, 3, 31), date(2026, 12, 31), True),
            (date(2026, 4, 1), date(2026, 12, 31), True),
            (date(2026, 4, 2), date(2026, 12, 31), False),
            (date(2020, 3, 1), date(2020, 8, 31), False),
            (date(2027, 3, 1), date(2027, 8, 31), False),
            (date(2025, 5, 31), date(2025, 3, 1), False),
        ],
    )
    def test_three_months_count_to_the_day(self, start, end, met):
        facts = Facts(interns=(intern(start=start, end=end),))
        one = replace(NATIONAL, intern_persons=1)
        assert training(facts, one, TODAY).met is met

    @pytest.mark.parametrize(
        ("second", "counted"),
        [
            ((date(2025, 4, 15), date(2025, 6, 1)), 1),  # adjoining
            ((date(2025, 4, 1), date(2025, 6, 1)), 1),  # overlapping
            ((date(2025, 4, 16), date(2025, 6, 1)), 0),  # a day between
        ],
    )
    def test_stays_of_one_person_are_joined(self, second, counted):
        rows = (
            intern(start=date(2025, 3, 1), end=date(2025, 4, 14)),
            intern(start=second[0], end=second[1]),
        )
        assert training(Facts(interns=rows), NATIONAL, TODAY).counted == counted

    def test_one_person_counts_once_however_often_he_comes(self):
        again = intern(start=date(2024, 3, 1), end=date(2024, 8, 31))
        full_width = intern(number=1, school=" 杭州职业技术学院 ", name="学生１")
        found = training(Facts(interns=(intern(), again, full_width)), NATIONAL, TODAY)
        assert found.counted == 1

    def test_one_number_in_two_schools_is_two_persons(self):
        rows = (intern(), intern(school="宁波职业技术学院"))
        assert training(Facts(interns=rows), NATIONAL, TODAY).counted == 2

    def test_one_number_with_two_names_is_told(self):
        rows = (intern(), intern(name="别人"))
        found = training(Facts(interns=rows), NATIONAL, TODAY)
        assert found.counted == 1
        assert "1个学号对应不同姓名，按一人计，请核对" in found.sentence

    def test_a_pilot_of_apprenticeship_is_enough_by_itself(self):
        facts = Facts(apprenticeships=(apprenticeship(),), interns=interns(3))
        found = training(facts, NATIONAL, TODAY)
        assert found.met
        assert found.sentence == "承担现代学徒制、企业新型学徒制试点任务1项。"

    def test_where_both_fall_short_both_are_told(self):
        facts = Facts(apprenticeships=(apprenticeship(evidence=0),), interns=interns(3))
        found = training(facts, NATIONAL, TODAY)
        assert not found.met
        assert "还差57人" in found.sentence
        assert "没有可以计入的学徒制试点任务" in found.sentence


class TestCertificates:
    def test_one_is_enough_with_its_file(self):
        assert certificates(Facts(certificates=(certificate(),)), NATIONAL, TODAY).met

    def test_none_is_too_few(self):
        bare = Facts(certificates=(certificate(evidence=0),))
        assert not certificates(bare, NATIONAL, TODAY).met


class TestProgrammes:
    @pytest.mark.parametrize(("count", "met"), [(2, False), (3, True)])
    def test_three_are_needed(self, count, met):
        facts = Facts(programmes=programmes(count))
        assert check_programmes(facts, NATIONAL, TODAY).met is met

    def test_classes_of_one_programme_are_one(self):
        rows = (programme(1), programme(1, start=date(2025, 9, 1)), programme(2))
        found = check_programmes(Facts(programmes=rows), NATIONAL, TODAY)
        assert found.sentence == "校企合作共建学科专业点2个，还差1个。"

    @pytest.mark.parametrize(
        ("start", "end", "counted"),
        [
            (date(2018, 9, 1), None, 1),
            (date(2018, 9, 1), date(2023, 6, 30), 1),
            (date(2018, 9, 1), date(2023, 6, 29), 0),
            (date(2026, 6, 30), None, 1),
            (date(2026, 7, 1), None, 0),
            (None, None, 0),
            (date(2025, 9, 1), date(2025, 8, 31), 0),
        ],
    )
    def test_it_must_run_today_or_within_the_years(self, start, end, counted):
        rows = (programme(start=start, end=end),)
        found = check_programmes(Facts(programmes=rows), NATIONAL, TODAY)
        assert found.counted == counted

    @pytest.mark.parametrize(
        ("start", "met"),
        [(date(2024, 6, 30), True), (date(2024, 7, 1), False)],
    )
    def test_a_unit_may_ask_for_two_years(self, start, met):
        facts = Facts(programmes=programmes(3, start=start))
        two_years = replace(NATIONAL, programme_years=2)
        assert check_programmes(facts, two_years, TODAY).met is met

    @pytest.mark.parametrize(("students", "met"), [(16, False), (17, True)])
    def test_a_unit_may_ask_for_fifty_students(self, students, met):
        facts = Facts(programmes=programmes(3, students=students))
        fifty = replace(NATIONAL, programme_students=50)
        found = check_programmes(facts, fifty, TODAY)
        assert found.met is met
        assert ("还差2人" in found.sentence) is not met


class TestInvestments:
    @pytest.mark.parametrize(
        ("amounts", "met", "words"),
        [
            (["999900"], False, "累计投入99.99万元，还差0.01万元"),
            (["999999.99"], False, "累计投入999,999.99元，还差0.01元"),
            (["1000000"], True, "累计投入100万元，达到100万元"),
            (["400000", "600000"], True, "累计投入100万元，达到100万元"),
            (["1000000", "-500000"], True, "累计投入100万元"),
            ([], False, "累计投入0万元，还差100万元"),
        ],
    )
    def test_a_million_is_needed(self, amounts, met, words):
        rows = tuple(payment(amount) for amount in amounts)
        found = investments(Facts(investments=rows), NATIONAL, TODAY)
        assert found.met is met
        assert words in found.sentence

    @pytest.mark.parametrize(
        ("paid_on", "met"),
        [
            (date(2023, 6, 29), False),
            (date(2023, 6, 30), True),
            (date(2026, 6, 30), True),
            (date(2026, 7, 1), False),
            (None, False),
        ],
    )
    def test_money_counts_by_its_day_of_payment(self, paid_on, met):
        facts = Facts(investments=(payment(paid_on=paid_on),))
        assert investments(facts, NATIONAL, TODAY).met is met

    def test_three_years_before_the_29th_of_february_are_the_28th(self):
        leap_day = date(2024, 2, 29)
        facts = Facts(investments=(payment(paid_on=date(2021, 2, 28)),))
        assert investments(facts, NATIONAL, leap_day).met
        facts = Facts(investments=(payment(paid_on=date(2021, 2, 27)),))
        found = investments(facts, NATIONAL, leap_day)
        assert not found.met
        assert "1行付款日期早于2021年2月28日" in found.sentence

    def test_the_sum_is_exact(self):
        rows = tuple(payment("0.10") for _n in range(3))
        found = investments(Facts(investments=rows), NATIONAL, TODAY)
        assert found.counted == Decimal("0.30")


class TestRights:
    @pytest.mark.parametrize(
        ("other", "met"),
        [
            ({}, True),
            ({"partner": ""}, False),
            ({"partner": "  "}, False),
            ({"granted_on": date(2023, 6, 30)}, True),
            ({"granted_on": date(2023, 6, 29)}, False),
            ({"granted_on": date(2026, 7, 1)}, False),
            ({"granted_on": None}, False),
            ({"evidence": 0}, False),
        ],
    )
    def test_a_right_is_shared_recent_and_proven(self, other, met):
        assert rights(Facts(rights=(right(**other),)), NATIONAL, TODAY).met is met

    def test_a_right_shared_with_no_school_is_named_as_such(self):
        found = rights(Facts(rights=(right(partner=""),)), NATIONAL, TODAY)
        assert "1行未填写共有的院校" in found.sentence

    def test_the_same_certificate_twice_is_one_right(self):
        rows = (right(), right(number="zl202310000001.x"))
        found = rights(Facts(rights=rows), replace(NATIONAL, rights=2), TODAY)
        assert found.counted == 1
        assert not found.met
