"""Thresholds are data: read from the rules, bounded, and shipped for provinces."""

from dataclasses import fields, replace
from datetime import date

import pytest

from enterprises.examples import EXAMPLES, example_for
from enterprises.terms import (
    add_months,
    ban_end,
    last_day_of_months,
    report_due,
    reports_due,
    valid_until,
)
from enterprises.thresholds import (
    ADMISSION_SETTINGS,
    CERTIFICATION_SETTINGS,
    CULTIVATION_SETTINGS,
    SETTINGS,
    Thresholds,
    from_extra,
    in_words,
    thresholds_of,
)
from workflow.rules import Rules, setting_issues


def test_the_defaults_are_those_of_the_nation():
    found = thresholds_of(Rules())
    assert found == Thresholds()
    assert (found.intern_persons, found.intern_months) == (60, 3)
    assert (found.programmes, found.investment, found.rights) == (3, 1_000_000, 1)


def test_what_a_round_says_counts_and_other_names_are_left_alone():
    rules = Rules(extra={"intern_persons": 30, "industries": ["health"], "other": 1})
    expected = replace(Thresholds(), intern_persons=30, industries=("health",))
    assert thresholds_of(rules) == expected


def test_every_threshold_is_a_setting_with_the_national_value_as_default():
    assert {f.name for f in fields(Thresholds)} == set(SETTINGS)
    for setting in (
        *ADMISSION_SETTINGS,
        *CULTIVATION_SETTINGS,
        *CERTIFICATION_SETTINGS,
    ):
        assert setting.label
        assert setting.default == getattr(Thresholds(), setting.key)
        assert not setting.wrong(setting.default)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("intern_persons", "60"),
        ("intern_persons", True),
        ("intern_persons", 0),
        ("conditions_needed", 7),
        ("investment", 0),
        ("report_month", 13),
        ("fund_required", 1),
        ("industries", "health"),
        ("industries", ["astrology"]),
    ],
)
def test_what_is_no_threshold_is_refused_at_its_name(name, value):
    (issue,) = setting_issues(tuple(SETTINGS.values()), {name: value})
    assert issue.field == f"extra.{name}"


def test_what_differs_from_the_nation_is_told_beside_it():
    extra = {"programmes": 5, "fund_required": True, "industries": ["health"]}
    shown = {label: rest for label, *rest in in_words(from_extra(extra))}
    assert shown["共建学科专业点"] == ["5个", "3个"]
    assert shown["接收实习人数"] == ["60人", ""]
    assert shown["须足额提取职工教育经费"] == ["是", "不要求"]
    assert shown["限定的重点产业领域"] == ["健康", "不要求"]


def test_what_is_not_demanded_is_not_told():
    labels = [label for label, *_rest in in_words(Thresholds())]
    assert "经营年限" not in labels
    assert "须为规模以上企业" not in labels


def test_unreadable_values_fall_back_to_the_default():
    assert from_extra({"intern_persons": "60", "industries": 5}) == Thresholds()


def test_the_examples_of_provinces_are_thresholds_with_their_source():
    assert [one.unit for one in EXAMPLES] == ["310000", "320000", "410000"]
    for one in EXAMPLES:
        assert setting_issues(ADMISSION_SETTINGS, one.extra) == []
        assert one.source
        assert len(one.note) <= 300
    assert example_for("330000") is None
    assert example_for(None) is None


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), -36, date(2021, 2, 28)),
        (date(2025, 12, 31), 2, date(2026, 2, 28)),
        (date(9999, 12, 1), 1, date.max),
        (date(1, 1, 1), -1, date.min),
    ],
)
def test_months_end_with_the_month(day, months, expected):
    assert add_months(day, months) == expected


def test_terms_of_the_way():
    assert last_day_of_months(date(2026, 3, 1), 3) == date(2026, 5, 31)
    assert valid_until(date(2026, 3, 1), 3) == date(2029, 2, 28)
    assert ban_end(date(2024, 2, 29), 5) == date(2029, 2, 28)
    assert report_due(2025, 2, 31) == date(2026, 2, 28)
    due = reports_due(date(2024, 12, 31), date(2026, 2, 1), month=1, day=31)
    assert due == ((2024, date(2025, 1, 31)), (2025, date(2026, 1, 31)))
