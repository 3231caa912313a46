"""Who may enter the pool: years, industries, demands of a unit, exclusions, bans."""

from dataclasses import replace
from datetime import date

import pytest

from enterprises.checks import admission_issues
from enterprises.choices import SectionKey
from enterprises.examples import example_for
from enterprises.facts import Exclusion, Facts
from enterprises.thresholds import from_extra
from tests.enterprises.facts import (
    NATIONAL,
    TODAY,
    certificate,
    firm,
    payment,
    programmes,
    school,
)
from ui.refusals import Severity


def errors(facts, thresholds=NATIONAL, today=TODAY):
    found = admission_issues(facts, thresholds, today=today)
    return [issue for issue in found if issue.severity == Severity.ERROR]


def warnings(facts, thresholds=NATIONAL):
    found = admission_issues(facts, thresholds, today=TODAY)
    return [issue for issue in found if issue.severity == Severity.WARNING]


def province(code):
    return from_extra(example_for(code).extra)


def test_a_firm_with_one_condition_may_enter():
    assert admission_issues(firm(), NATIONAL, today=TODAY) == []


def test_an_empty_draft_is_told_what_to_do_and_where():
    found = errors(Facts())
    assert {issue.field for issue in found} == {"schools", "statements"}
    assert found[0].sentence == (
        "六项条件中至少须符合1项，现符合0项，还差1项；"
        "请按各项条件的提示补充内容或证明材料。"
    )


def test_what_is_begun_is_told_at_its_section_as_a_warning_only():
    (issue,) = warnings(firm(investments=(payment("999900"),)))
    assert issue.field == "investments"
    assert "还差0.01万元" in issue.sentence
    assert errors(firm(investments=(payment("999900"),))) == []


def test_without_any_condition_the_error_stands_where_one_was_begun():
    facts = firm(certificates=(), programmes=programmes(2))
    assert [issue.field for issue in errors(facts)] == ["programmes"]


def test_issues_come_in_the_order_of_the_sections():
    facts = firm(industry="8391", no_accident=None, certificates=())
    places = [SectionKey.values.index(issue.field) for issue in errors(facts)]
    assert places == sorted(places)
    assert len(places) == 3


@pytest.mark.parametrize(
    ("code", "excluded"),
    [
        ("83", True),
        ("P83", True),
        ("8391", True),
        ("P8391", True),
        ("8299", False),
        ("O8211", False),
        ("3830", False),
        ("", False),
    ],
)
def test_division_83_is_not_taken_in(code, excluded):
    assert bool(errors(firm(industry=code))) is excluded


@pytest.mark.parametrize(
    ("registered_on", "today", "taken"),
    [
        (date(2023, 6, 30), date(2026, 6, 30), True),
        (date(2023, 7, 1), date(2026, 6, 30), False),
        (date(2020, 2, 29), date(2023, 2, 27), False),
        (date(2020, 2, 29), date(2023, 2, 28), True),
        (date(2021, 2, 28), date(2024, 2, 27), False),
        (date(2021, 2, 28), date(2024, 2, 28), True),
        (None, date(2026, 6, 30), False),
        (date(9999, 12, 31), date(2026, 6, 30), False),
    ],
)
def test_henan_asks_three_years_to_the_day(registered_on, today, taken):
    facts = firm(registered_on=registered_on)
    assert (errors(facts, province("410000"), today) == []) is taken


def test_the_day_from_which_it_may_apply_is_named():
    (issue,) = errors(firm(registered_on=date(2023, 7, 1)), province("410000"))
    assert issue.sentence == (
        "须注册经营满3年，企业于2023年7月1日注册，2026年7月1日起可以申报。"
    )


def test_without_a_term_a_firm_of_today_may_apply():
    assert errors(firm(registered_on=TODAY)) == []
    assert errors(firm(registered_on=date(2026, 7, 1))) != []


@pytest.mark.parametrize(
    ("schools", "certificates", "missing"),
    [
        ((), (certificate(),), 1),
        ((school(),), (), 1),
        ((school(),), (certificate(),), 0),
        ((school(), school(kind="university", name="企业大学")), (), 0),
        ((school(), school(kind="sponsor", name="另一所")), (), 1),
        ((), (), 2),
    ],
)
def test_shanghai_asks_two_conditions(schools, certificates, missing):
    facts = firm(schools=schools, certificates=certificates, division="310115")
    facts = replace(facts, credit_code="")
    found = errors(facts, province("310000"))
    assert bool(found) is bool(missing)
    assert all(f"还差{missing}项" in issue.sentence for issue in found)


@pytest.mark.parametrize(
    ("tags", "taken"),
    [
        (("biomedicine",), True),
        (("modern_agriculture", "biomedicine"), True),
        (("modern_agriculture",), False),
        ((), False),
    ],
)
def test_shanghai_keeps_to_its_industries(tags, taken):
    facts = firm(tags=tags, schools=(school(),))
    assert (errors(facts, province("310000")) == []) is taken


def test_the_industries_asked_are_named():
    (issue,) = errors(firm(tags=()), replace(NATIONAL, industries=("elder_care",)))
    assert "申报限于以下重点产业领域：养老" in issue.sentence


def test_where_no_industry_is_asked_none_is_needed():
    assert errors(firm(tags=())) == []


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("is_above_scale", "basics"),
        ("education_fund_in_full", "cooperation"),
        ("has_cooperation_body", "cooperation"),
    ],
)
@pytest.mark.parametrize("answer", [False, None])
def test_jiangsu_asks_for_more_than_a_condition(name, place, answer):
    jiangsu = province("320000")
    assert errors(firm(), jiangsu) == []
    assert [i.field for i in errors(firm(**{name: answer}), jiangsu)] == [place]
    assert errors(firm(**{name: answer})) == []


@pytest.mark.parametrize(
    ("registered_on", "taken"),
    [(date(2021, 6, 30), True), (date(2021, 7, 1), False)],
)
def test_jiangsu_asks_five_years(registered_on, taken):
    facts = firm(registered_on=registered_on)
    assert (errors(facts, province("320000")) == []) is taken


@pytest.mark.parametrize(
    ("students", "start", "taken"),
    [
        (17, date(2024, 6, 30), True),
        (16, date(2024, 6, 30), False),
        (17, date(2024, 7, 1), False),
    ],
)
def test_jiangsu_counts_programmes_of_two_years_with_fifty_students(
    students, start, taken
):
    rows = programmes(3, students=students, start=start)
    facts = firm(certificates=(), programmes=rows)
    assert (errors(facts, province("320000")) == []) is taken


@pytest.mark.parametrize("name", ["no_accident", "no_dishonesty", "no_tax_offence"])
@pytest.mark.parametrize("answer", [None, False])
def test_each_statement_is_made(name, answer):
    (issue,) = errors(firm(**{name: answer}))
    assert issue.field == "statements"


@pytest.mark.parametrize(
    ("until", "excluded"),
    [
        (None, True),
        (date(2026, 6, 30), True),
        (date(2026, 6, 29), False),
    ],
)
def test_an_exclusion_holds_until_its_day(until, excluded):
    record = Exclusion("accident", "2024年8月安全事故", until)
    assert bool(errors(firm(exclusions=(record,)))) is excluded


@pytest.mark.parametrize(
    ("last", "excluded"),
    [(date(2026, 6, 30), True), (date(2026, 6, 29), False), (None, False)],
)
def test_a_ban_holds_until_its_last_day(last, excluded):
    assert bool(errors(firm(banned_until=last))) is excluded


def test_a_ban_names_the_day_on_which_it_ends():
    (issue,) = errors(firm(banned_until=date(2028, 2, 28)))
    assert "禁止期至2028年2月28日，2028年2月29日起可以申报" in issue.sentence


@pytest.mark.parametrize(
    ("code", "division", "warned"),
    [
        ("91330106MA27XG3K5A", "330106", False),
        ("91330100MA27XG3K5A", "330106", False),
        ("91330000MA27XG3K5A", "330106", False),
        ("91330206MA27XG3K5A", "330106", True),
        ("91440300MA27XG3K5A", "330106", True),
        ("91310115MA27XG3K5A", "310230", False),
        ("91100000MA27XG3K5A", "330106", False),
        ("", "330106", False),
        ("9133", "330106", False),
        ("91330106MA27XG3K5A", "", False),
    ],
)
def test_another_registering_division_is_a_warning_and_never_a_refusal(
    code, division, warned
):
    facts = firm(credit_code=code, division=division)
    assert bool(warnings(facts)) is warned
    assert errors(facts) == []


def test_vouchers_of_different_months_may_have_one_number():
    days = (date(2025, 1, 10), date(2025, 2, 10))
    rows = tuple(payment(voucher="记-12", paid_on=day) for day in days)
    assert warnings(firm(investments=rows)) == []


def test_a_voucher_told_twice_is_a_warning():
    rows = (
        payment(voucher="记-12"),
        payment(voucher="记-13"),
        payment(voucher="记-12"),
    )
    (issue,) = warnings(firm(investments=rows))
    assert issue.sentence == "第1、3行凭证号“记-12”相同，请核对是否重复填报。"
