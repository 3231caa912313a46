"""Working days: the year 2026 as arranged, corrections, counting both ways."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import AccessRecord
from regions.calendar import (
    OutsideCalendar,
    WorkingCalendar,
    add_working_days,
    is_provisional,
    last_moment,
    load_calendar,
    working_days_since,
    year_days,
)
from regions.choices import DayKind
from regions.holiday_table import library_year
from regions.models import CalendarDay
from regions.services import (
    confirm_calendar_year,
    remove_calendar_day,
    reopen_calendar_year,
    set_calendar_day,
)
from ui.refusals import Closed, Invalid, NotFound

pytestmark = pytest.mark.django_db
NOTE = {"note": "国务院办公厅通知", "by": "系统管理员"}
days = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize("day", ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"])
def test_the_six_make_up_days_of_2026_are_worked(day):
    made_up = date.fromisoformat(f"2026-{day}")
    assert made_up.weekday() >= 5
    assert load_calendar().is_working(made_up)


@pytest.mark.parametrize(
    "day",
    ["01-01", "02-16", "02-17", "02-20", "02-23", "05-01", "05-05", "10-01", "10-07"],
)
def test_feasts_and_days_swapped_off_in_2026_are_not_worked(day):
    off = date.fromisoformat(f"2026-{day}")
    assert off.weekday() < 5
    assert not load_calendar().is_working(off)


def test_five_working_days_over_the_spring_festival_end_on_27_february():
    # 14 (make-up), 24, 25, 26, 27 February.
    assert add_working_days(date(2026, 2, 13), 5) == date(2026, 2, 27)


def test_a_count_runs_over_the_turn_of_the_year():
    # 31 December, then 4 January (make-up Sunday) and 5 January.
    assert add_working_days(date(2025, 12, 30), 3) == date(2026, 1, 5)
    assert load_calendar().between(date(2025, 12, 30), date(2026, 1, 5)) == 3


def test_zero_working_days_stay_where_they_are():
    assert add_working_days(date(2026, 2, 17), 0) == date(2026, 2, 17)


def test_a_deadline_lasts_to_the_end_of_the_beijing_day():
    moment = last_moment(date(2026, 6, 30))
    assert moment.isoformat() == "2026-06-30T23:59:59+08:00"


def test_a_correction_moves_a_deadline_and_its_removal_moves_it_back():
    assert add_working_days(date(2026, 6, 1), 4) == date(2026, 6, 5)
    set_calendar_day(day=date(2026, 6, 3), is_working=False, **NOTE)
    assert add_working_days(date(2026, 6, 1), 4) == date(2026, 6, 8)
    remove_calendar_day(day=date(2026, 6, 3), by="系统管理员")
    assert add_working_days(date(2026, 6, 1), 4) == date(2026, 6, 5)


def test_a_correction_and_its_removal_stand_in_the_access_log(people):
    by = people["sysadmin"]
    set_calendar_day(day=date(2026, 6, 3), is_working=False, note="通知", by=by)
    remove_calendar_day(day=date(2026, 6, 3), by=by)
    lines = AccessRecord.objects.filter(kind="reference", user=by).order_by("pk")
    assert [line.detail for line in lines] == [
        "工作日历：2026年6月3日更正为休息日",
        "工作日历：撤销对2026年6月3日的更正",
    ]


def test_a_correction_written_past_the_services_counts_at_once():
    CalendarDay.objects.create(
        date=date(2026, 6, 6), is_working=True, note="临时", corrected_by="某人"
    )
    assert load_calendar().is_working(date(2026, 6, 6))


def test_a_correction_needs_a_basis():
    with pytest.raises(Invalid, match="请写明依据"):
        set_calendar_day(day=date(2026, 6, 3), is_working=False, note=" ", by="甲")


def test_a_second_removal_says_that_it_is_gone():
    with pytest.raises(NotFound, match="该日没有更正"):
        remove_calendar_day(day=date(2026, 6, 3), by="甲")


def test_all_years_from_2001_to_2026_are_known_and_later_ones_are_not():
    known = [year for year in range(2001, 2030) if library_year(year).is_known]
    assert known == list(range(2001, 2027))


def test_a_year_that_is_not_arranged_yet_is_provisional():
    assert not is_provisional(date(2026, 12, 31))
    assert is_provisional(date(2027, 1, 4))
    assert is_provisional(date(2031, 5, 1))


def test_a_day_set_by_hand_is_no_longer_provisional_but_its_year_is():
    set_calendar_day(day=date(2027, 2, 11), is_working=False, **NOTE)
    assert not is_provisional(date(2027, 2, 11))
    assert is_provisional(date(2027, 2, 12))


def test_a_confirmed_year_is_no_longer_provisional_until_reopened():
    confirm_calendar_year(year=2027, **NOTE)
    assert not is_provisional(date(2027, 2, 12))
    assert not any(note.is_provisional for note in year_days(2027))
    reopen_calendar_year(year=2027, by="甲")
    assert is_provisional(date(2027, 2, 12))


def test_a_year_in_the_library_needs_no_confirmation():
    with pytest.raises(Closed, match="无需确认"):
        confirm_calendar_year(year=2026, **NOTE)


@pytest.mark.parametrize("day", [date(2000, 12, 31), date(2100, 1, 1), date.max])
def test_a_day_far_outside_is_refused_with_a_sentence(day):
    is_working = load_calendar().is_working
    for ask in (is_working, is_provisional, lambda d: add_working_days(d, 1)):
        with pytest.raises(OutsideCalendar, match="超出工作日历的范围"):
            ask(day)


@pytest.mark.parametrize("count", [-1, 10**9])
def test_an_absurd_count_is_refused(count):
    with pytest.raises(OutsideCalendar):
        add_working_days(date(2026, 1, 1), count)


def test_the_year_page_names_every_kind_of_day():
    kinds = {note.date: note.kind for note in year_days(2026)}
    assert kinds[date(2026, 2, 14)] == DayKind.MAKE_UP
    assert kinds[date(2026, 2, 17)] == DayKind.HOLIDAY
    assert kinds[date(2026, 2, 20)] == DayKind.SWAPPED_OFF
    assert kinds[date(2026, 2, 21)] == DayKind.WEEKEND
    assert kinds[date(2026, 2, 24)] == DayKind.WORKING
    assert len(kinds) == 365


def test_the_year_page_agrees_with_the_calculation_day_by_day():
    set_calendar_day(day=date(2026, 6, 3), is_working=False, **NOTE)
    calendar = load_calendar()
    assert all(
        note.is_working == calendar.is_working(note.date) for note in year_days(2026)
    )


def test_ten_thousand_rows_take_one_query(django_assert_num_queries):
    moments = [
        datetime(2026, 1, 1, tzinfo=UTC) + timedelta(n % 300) for n in range(10_000)
    ]
    with django_assert_num_queries(1):
        waited = working_days_since([*moments, None], date(2026, 11, 23))
    assert len(waited) == 10_001
    assert waited[-1] is None
    assert waited[0] == load_calendar().between(date(2026, 1, 1), date(2026, 11, 23))


def test_a_moment_late_in_the_utc_day_counts_as_the_next_beijing_day():
    late = datetime(2026, 6, 1, 18, 0, tzinfo=UTC)
    assert working_days_since([late], date(2026, 6, 3)) == [1]


@given(start=days, count=st.integers(1, 400))
def test_the_day_reached_is_worked_and_as_far_away_as_asked(start, count):
    calendar = WorkingCalendar()
    end = calendar.add(start, count)
    assert calendar.is_working(end)
    assert calendar.between(start, end) == count
    assert calendar.between(start, end - timedelta(days=1)) == count - 1


@given(
    start=days,
    end=days,
    corrections=st.dictionaries(days, st.booleans(), max_size=30),
)
def test_between_counts_what_one_would_count_by_hand(start, end, corrections):
    calendar = WorkingCalendar(corrections)
    first, last = sorted((start, end))
    span = range(1, (last - first).days + 1)
    by_hand = sum(calendar.is_working(first + timedelta(n)) for n in span)
    assert calendar.between(first, last) == by_hand
    assert calendar.between(last, first) == -by_hand


@given(start=days, a=st.integers(0, 200), b=st.integers(1, 200))
def test_adding_in_two_steps_is_adding_at_once(start, a, b):
    calendar = WorkingCalendar()
    assert calendar.add(calendar.add(start, a), b) == calendar.add(start, a + b)
