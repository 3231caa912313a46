"""A corrected calendar moves what is due, once, and each case says why."""

from datetime import UTC, date, datetime, timedelta

import pytest

from documents.models import Job
from documents.tasks import run_job
from regions.calendar import BEIJING
from regions.services import remove_calendar_day, set_calendar_day
from tests.factories.workflow import an_open_round, application_at, decide
from workflow.choices import Action, Move, Reminder, Stage
from workflow.models import Application, Notice, Notification
from workflow.schedule import (
    close_notices_at,
    expire_questions_at,
    follow_calendar,
    remind_due_at,
)
from workflow.services import (
    advance,
    ask_opinions,
    ask_question,
    shift_terms,
    verify_chain,
)

pytestmark = pytest.mark.django_db
NOTE = {"note": "国务院办公厅通知", "by": "系统管理员"}
MONDAY = datetime(2026, 3, 2, 10, tzinfo=BEIJING)


def end_of(month, day):
    return datetime(2026, month, day, 23, 59, 59, tzinfo=BEIJING)


@pytest.fixture(autouse=True)
def in_march(people, clock):
    """Monday, 2 March 2026; everybody is long in office."""
    for user in people.values():
        user.posts.update(valid_from=datetime(2020, 1, 1, tzinfo=UTC))
    clock.move_to(MONDAY)
    an_open_round(now=MONDAY - timedelta(hours=1))


def correct(day, is_working=False):
    """By the page's own service, and the work that follows in the background."""
    set_calendar_day(day=day, is_working=is_working, **NOTE)
    run_job(Job.objects.latest("pk").pk)


def take_back(day):
    remove_calendar_day(day=day, by="系统管理员")
    run_job(Job.objects.latest("pk").pk)


def read(case):
    return Application.objects.get(pk=case.pk)


def told(case):
    lines = Notification.objects.filter(
        application=case, subject__startswith="办理期限"
    )
    return sorted(lines.values_list("user__username", flat=True))


def test_a_day_taken_off_moves_the_day_due_and_says_so_once():
    case = application_at(Stage.PROVINCIAL_REVIEW)
    assert case.due_at == end_of(3, 30)
    correct(date(2026, 3, 11))
    case = read(case)
    assert case.due_at == end_of(3, 31)
    step = case.steps.last()
    assert (step.action, step.by_name) == (Action.CALENDAR, "系统")
    assert step.note == (
        "因工作日历调整（2026年3月11日更正为休息日，依据：国务院办公厅通知），"
        "“省级审核”环节办理期限由2026年3月30日调整为2026年3月31日。"
    )
    assert told(case) == ["enterprise", "zhejiang"]
    shift_terms(why="再次", now=MONDAY)
    assert read(case).step_count == case.step_count
    assert not list(verify_chain())
    take_back(date(2026, 3, 11))
    assert read(case).due_at == end_of(3, 30)


def test_a_day_outside_the_term_moves_nothing():
    case = application_at(Stage.PROVINCIAL_REVIEW)
    correct(date(2026, 5, 20))
    assert read(case).step_count == case.step_count


def test_the_clock_follows_a_calendar_changed_past_its_pages():
    case = application_at(Stage.PROVINCIAL_REVIEW)
    set_calendar_day(day=date(2026, 3, 11), is_working=False, **NOTE)
    assert follow_calendar() == 1
    assert follow_calendar() == 0
    assert read(case).due_at == end_of(3, 31)


def test_the_corrections_of_a_pause_count_too(user_as, clock):
    case = application_at(Stage.PROVINCIAL_REVIEW)
    question = ask_question(case, items=[("goal", "请说明")], by=user_as("zhejiang"))
    assert question.due_at == end_of(3, 16)
    correct(date(2026, 3, 4))
    question.refresh_from_db()
    assert question.due_at == end_of(3, 17)
    assert "第1号补正通知答复期限由2026年3月16日" in read(case).steps.last().note
    clock.move_to(end_of(3, 17) + timedelta(seconds=1))
    assert expire_questions_at(end_of(3, 17) + timedelta(seconds=1)) == 1
    # From the 18th on the twenty days run, the holiday of 6 April between.
    assert (read(case).paused_days, read(case).due_at) == (11, end_of(4, 16))
    take_back(date(2026, 3, 4))
    assert (read(case).paused_days, read(case).due_at) == (12, end_of(4, 16))


def test_a_day_that_the_authority_chose_itself_stays(user_as):
    case = application_at(Stage.PROVINCIAL_REVIEW)
    given = {"items": [("goal", "请说明")], "due": date(2026, 3, 10)}
    question = ask_question(case, by=user_as("zhejiang"), **given)
    correct(date(2026, 3, 4))
    question.refresh_from_db()
    assert question.due_at == end_of(3, 10)


def test_a_running_notice_moves_with_all_cases_on_it():
    cases = [application_at(Stage.PUBLIC_NOTICE) for _ in range(2)]
    notice = Notice.objects.get()
    assert (notice.starts_on, notice.ends_on) == (date(2026, 3, 3), date(2026, 3, 9))
    correct(date(2026, 3, 5))
    notice.refresh_from_db()
    assert (notice.starts_on, notice.ends_on) == (date(2026, 3, 3), date(2026, 3, 10))
    for case in map(read, cases):
        assert case.due_at == end_of(3, 10)
        assert "公示截止日由2026年3月9日调整为2026年3月10日" in case.steps.last().note
    assert close_notices_at(end_of(3, 10)) == 0
    assert close_notices_at(end_of(3, 10) + timedelta(seconds=1)) == 2


def test_a_notice_not_begun_yet_also_begins_later():
    application_at(Stage.PUBLIC_NOTICE)
    correct(date(2026, 3, 3))
    notice = Notice.objects.get()
    assert (notice.starts_on, notice.ends_on) == (date(2026, 3, 4), date(2026, 3, 10))


def test_a_notice_that_began_is_never_cut_off_by_a_day_declared_worked(clock):
    application_at(Stage.PUBLIC_NOTICE)
    clock.move_to(datetime(2026, 3, 9, 9, tzinfo=BEIJING))
    correct(date(2026, 3, 7), is_working=True)
    assert Notice.objects.get().ends_on == date(2026, 3, 9)


def test_a_late_case_is_late_no_more_where_its_day_was_taken_off(clock):
    case = application_at(Stage.PROVINCIAL_REVIEW)
    clock.move_to(datetime(2026, 3, 31, 9, tzinfo=BEIJING))
    now = datetime(2026, 3, 31, 9, tzinfo=BEIJING)
    assert remind_due_at(now) == 1
    assert Application.objects.late(now).exists()
    correct(date(2026, 3, 30))
    case = read(case)
    assert case.due_at == end_of(3, 31)
    assert not Application.objects.late(now).exists()
    # Heard of the new day a moment ago: the next word is that it is over.
    assert case.remind_of == Reminder.LATE
    assert remind_due_at(now) == 0
    assert remind_due_at(end_of(3, 31) + timedelta(seconds=1)) == 1


def test_an_appeal_term_that_is_over_stays_over(clock):
    case = application_at(Stage.REJECTED)
    clock.move_to(case.due_at + timedelta(days=9))
    correct(case.due_at.astimezone(BEIJING).date())
    assert read(case).due_at == case.due_at


def test_opinions_move_without_a_word_to_the_applicant(user_as):
    case = application_at(Stage.PROVINCIAL_REVIEW)
    (opinion,) = ask_opinions(case, departments=["finance"], by=user_as("zhejiang"))
    assert opinion.due_at == end_of(3, 11)
    correct(date(2026, 3, 4))
    opinion.refresh_from_db()
    assert opinion.due_at == end_of(3, 12)
    heard = Notification.objects.filter(key__startswith=f"opinion:{opinion.pk}:due")
    assert set(heard.values_list("user__username", flat=True)) == {
        "zhejiang_finance",
        "zhejiang_finance_lead",
    }
    assert "意见" not in read(case).steps.last().note


def test_a_moved_day_does_not_close_the_way_back_to_the_draft(user_as):
    case = application_at(Stage.CITY_REVIEW)
    correct(date(2026, 3, 4))
    assert read(case).steps.last().action == Action.CALENDAR
    assert advance(case, Move.RECALL, by=user_as("enterprise")).stage == Stage.DRAFT


def test_a_moved_case_is_decided_as_before():
    case = application_at(Stage.PROVINCIAL_REVIEW)
    correct(date(2026, 3, 4))
    case = decide(read(case), Move.APPROVE, now=MONDAY + timedelta(days=3))
    assert case.stage == Stage.EXPERT_REVIEW
    # The 4th was taken off: the 3rd and the 5th were worked.
    assert case.steps.last().spent_days == 2
