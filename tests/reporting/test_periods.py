"""Periods and scopes as people write them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from reporting.periods import Period, UnknownPeriod, parse_period, recent_periods
from reporting.scopes import UnknownScope, parse_scope

BEIJING = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("code", "words", "first", "last"),
    [
        ("2026Y", "2026年度", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026H1", "2026年上半年", date(2026, 1, 1), date(2026, 6, 30)),
        ("2026H2", "2026年下半年", date(2026, 7, 1), date(2026, 12, 31)),
        ("2026Q1", "2026年第一季度", date(2026, 1, 1), date(2026, 3, 31)),
        ("2026Q3", "2026年第三季度", date(2026, 7, 1), date(2026, 9, 30)),
    ],
)
def test_a_period_has_its_words_and_days(code, words, first, last):
    period = parse_period(code)
    assert (period.words, period.first_day, period.last_day) == (words, first, last)
    assert period.code == code


def test_small_letters_and_full_width_digits_are_read():
    assert parse_period(" ２０２６h1 ") == Period(2026, "H1")


@pytest.mark.parametrize(
    "text", ["", "2026", "2026H3", "2026Q5", "1999Y", "上半年", "2026H1x", "20266Y"]
)
def test_what_names_no_period_is_told_with_examples(text):
    with pytest.raises(UnknownPeriod) as refused:
        parse_period(text)
    assert "2026H1" in refused.value.sentence
    assert refused.value.issues[0].field == "period"


def test_an_ended_period_is_shown_as_of_its_last_moment():
    now = datetime(2026, 11, 23, 9, tzinfo=BEIJING)
    shown = parse_period("2026H1").as_of(now)
    assert shown == datetime(2026, 6, 30, 23, 59, 59, tzinfo=BEIJING)


def test_a_running_period_is_shown_as_of_now():
    now = datetime(2026, 11, 23, 9, tzinfo=BEIJING)
    assert parse_period("2026H2").as_of(now) == now
    assert not parse_period("2026H2").has_ended(now)


def test_only_periods_that_have_begun_are_offered_newest_first():
    now = datetime(2026, 2, 1, 9, tzinfo=BEIJING)
    codes = [period.code for period in recent_periods(now)]
    assert "2026Q1" in codes
    assert "2026Q2" not in codes
    assert codes[:3] == ["2026Y", "2026H1", "2026Q1"]


def test_a_scope_is_the_nation_or_a_managing_unit(db):
    assert parse_scope("NATION").name == "全国"
    assert parse_scope("330000").name == "浙江省"
    assert parse_scope("330200").name == "宁波市"


@pytest.mark.parametrize("text", ["330100", "", "浙江", "999999", "3300000", "x" * 500])
def test_what_names_no_scope_is_told_with_examples(text, db):
    with pytest.raises(UnknownScope) as refused:
        parse_scope(text)
    assert "330000" in refused.value.sentence
