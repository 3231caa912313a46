"""Days due under any calendar and with any pauses, against counting day by day."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regions.calendar import BEIJING, WorkingCalendar, last_moment, local_day
from regions.models import CalendarDay
from tests.factories.workflow import an_open_round, application_at, organisation_of
from workflow.choices import Stage
from workflow.models import Application
from workflow.services import shift_terms
from workflow.services.shifting import settled
from workflow.services.terms import days_spent, due_day, pause, resume

pytestmark = pytest.mark.django_db
ONE_DAY = timedelta(days=1)
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
days = st.dates(FIRST, date(2026, 6, 30))
corrections = st.dictionaries(st.dates(FIRST, LAST), st.booleans(), max_size=40)


def at(day, hour=10):
    return datetime.combine(day, time(hour), tzinfo=BEIJING)


def counted(calendar, since, term, pauses):
    """The last day, walking from the first: a working day that no pause covers is
    one of the term's; the day on which the stage begins is given free."""
    day, left = since, term + calendar.is_working(since)
    while True:
        stands = any(begun <= day < ended for begun, ended in pauses)
        left -= calendar.is_working(day) and not stands
        if left == 0:
            return day
        day += ONE_DAY


def correct(rows):
    CalendarDay.objects.all().delete()
    CalendarDay.objects.bulk_create(
        CalendarDay(date=day, is_working=works, note="通知", corrected_by="甲")
        for day, works in rows.items()
    )
    return WorkingCalendar(corrections=rows)


def a_stage(since, term):
    return Application(
        kind="test_kind",
        stage_since=at(since),
        term_days=term,
        applicant=organisation_of("enterprise"),
    )


@given(days, st.integers(1, 60), corrections)
def test_a_term_without_pauses_ends_where_counting_ends(since, term, rows):
    calendar = WorkingCalendar(corrections=rows)
    due = due_day(a_stage(since, term), calendar)
    assert due == counted(calendar, since, term, [])
    assert due >= since


@given(
    days,
    st.integers(1, 40),
    corrections,
    st.lists(st.tuples(st.integers(0, 12), st.integers(0, 25)), max_size=4),
)
def test_pauses_put_the_day_off_by_the_working_days_they_lasted(
    since, term, rows, wanted
):
    calendar = correct(rows)
    case, pauses, today = a_stage(since, term), [], since
    due = counted(calendar, since, term, [])
    for gap, length in wanted:
        begun = today + timedelta(days=gap)
        if begun > due:
            break
        today = begun + timedelta(days=length)
        left = calendar.between(begun - ONE_DAY, due)
        pause(case, at(begun))
        assert case.due_at is None
        resume(case, at(today))
        pauses.append((begun, today))
        due = counted(calendar, since, term, pauses)
        assert local_day(case.due_at) == due
        # As many days are left, today with them, as when the clock was stopped.
        assert calendar.between(today - ONE_DAY, due) == left
        assert due >= today
    assert days_spent(case, at(due)) == term if pauses else True


@given(days, corrections, corrections)
def test_moving_the_calendar_there_and_back_restores_the_day(since, first, second):
    case = a_stage(since, 20)
    before = due_day(case, WorkingCalendar(corrections=first))
    due_day(case, WorkingCalendar(corrections=second))
    assert due_day(case, WorkingCalendar(corrections=first)) == before


@given(days, days, days)
def test_a_correction_never_ends_a_term_before_it_was_made(computed, was, today):
    due = settled(computed, was, today)
    assert due >= min(computed, was)
    if was >= today:
        assert due >= today or computed >= was
    assert due == computed or due in (was, today)


@pytest.fixture
def long_in_office(people):
    for user in people.values():
        user.posts.update(valid_from=at(date(2020, 1, 1)))


@pytest.fixture
def cases(long_in_office):
    """A review, a return, a rejection and a notice, all begun on 2 March 2026."""
    now = at(date(2026, 3, 2))
    a_round = an_open_round(now=now - timedelta(days=1))
    stages = (
        Stage.PROVINCIAL_REVIEW,
        Stage.RETURNED,
        Stage.REJECTED,
        Stage.PUBLIC_NOTICE,
    )
    return [application_at(stage, round=a_round, now=now) for stage in stages]


@settings(max_examples=10)
@given(
    rows=st.dictionaries(
        st.dates(date(2026, 3, 3), date(2026, 5, 31)), st.booleans(), max_size=15
    )
)
def test_every_open_term_follows_the_calendar_there_and_back(cases, rows):
    now = at(date(2026, 3, 2), 18)

    def dues():
        return {c.pk: c.due_at for c in Application.objects.filter(due_at__gt=now)}

    before = dues()
    assert len(before) == len(cases)
    calendar = correct(rows)
    shift_terms(why="测试", now=now)
    assert shift_terms(why="测试", now=now) == 0
    for case in Application.objects.all():
        due = counted(calendar, local_day(case.stage_since), case.term_days, [])
        assert case.due_at == last_moment(due)
        if case.stage == Stage.PUBLIC_NOTICE:
            notice = case.notice_entries.get().notice
            assert notice.ends_on == due
            span = calendar.between(notice.starts_on - ONE_DAY, notice.ends_on)
            assert span == case.term_days
    correct({})
    shift_terms(why="测试", now=now)
    assert dues() == before
