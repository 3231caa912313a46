"""Thresholds are data: read from the rules, bounded, and shipped for provinces."""

from dataclasses import fields, replace
from datetime import date

import pytest

from enterprises.examples import example_for, examples
from enterprises.terms import (
    add_months,
    ban_end,
    last_day_of_months,
    report_due,
    reports_due,
    valid_until,
)
from enterprises.thresholds import (
    CHOICES,
    NAMES,
    NUMBERS,
    SWITCHES,
    Thresholds,
    from_extra,
    threshold_issues,
    thresholds_of,
)
from industries.choices import PriorityTag
from workflow.rules import Rules


def test_the_defaults_are_those_of_the_nation():
    found = thresholds_of(Rules())
    assert found == Thresholds()
    assert (found.intern_persons, found.intern_months) == (60, 3)
    assert (found.programmes, found.investment, found.rights) == (3, 1_000_000, 1)


def test_what_a_round_says_counts_and_other_names_are_left_alone():
    rules = Rules(extra={"intern_persons": 30, "industries": ["health"], "other": 1})
    expected = replace(Thresholds(), intern_persons=30, industries=("health",))
    assert thresholds_of(rules) == expected


def test_every_threshold_has_a_label_and_the_defaults_lie_within_the_bounds():
    assert {f.name for f in fields(Thresholds)} == {*NUMBERS, *SWITCHES, *CHOICES}
    defaults = {name: getattr(Thresholds(), name) for name in NAMES}
    assert threshold_issues(defaults) == []


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
        ("industries", [1]),
    ],
)
def test_what_is_no_threshold_is_refused_at_its_name(name, value):
    assert [issue.field for issue in threshold_issues({name: value})] == [name]


def test_unreadable_values_fall_back_to_the_default():
    assert from_extra({"intern_persons": "60", "industries": 5}) == Thresholds()


def test_the_examples_of_provinces_are_thresholds_with_their_source():
    assert [one.unit for one in examples()] == ["310000", "320000", "410000"]
    for one in examples():
        assert set(one.extra) <= NAMES
        assert threshold_issues(one.extra) == []
        assert set(one.extra.get("industries", [])) <= set(PriorityTag.values)
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
