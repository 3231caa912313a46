"""The clock: notices close, reminders and mails go out, each once."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.core.mail import BadHeaderError
from django.utils import timezone

from regions.calendar import BEIJING
from tests.factories.workflow import (
    FINDING,
    an_objection,
    an_open_round,
    application_at,
    as_applicant,
    upheld,
)
from ui.refusals import NotAllowed
from workflow.choices import MailState, Move, NoticeOutcome, ObjectionState, Stage
from workflow.models import Application, Mail, Notice, Notification
from workflow.schedule import close_notices_at, remind_due_at, send_waiting_mails
from workflow.services import (
    advance,
    confirm_objection,
    investigate,
    return_objection,
)
from workflow.tasks import send_mail

pytestmark = pytest.mark.django_db


def beijing(*parts):
    return datetime(*parts, tzinfo=BEIJING)


def on_notice_from(moment, **rules):
    """A case whose notice is posted at this moment, with posts old enough."""
    path = {"extra": {"path": ["national_review", "public_notice"]}}
    a_round = an_open_round(rules=path | rules, now=moment - timedelta(days=5))
    return application_at(
        Stage.PUBLIC_NOTICE, round=a_round, now=moment - timedelta(hours=1)
    )


@pytest.fixture(autouse=True)
def long_in_office(people):
    for user in people.values():
        user.posts.update(valid_from=datetime(2020, 1, 1, tzinfo=UTC))


def test_a_notice_counts_working_days_over_the_may_holiday():
    on_notice_from(beijing(2026, 4, 29, 15))
    notice = Notice.objects.get()
    assert notice.starts_on == date(2026, 4, 30)
    # 1 to 5 May are off, Saturday the 9th is a made-up working day.
    assert notice.ends_on == date(2026, 5, 9)


def test_a_notice_closes_only_after_its_last_day_and_only_once():
    case = on_notice_from(beijing(2026, 6, 12, 15))
    notice = Notice.objects.get()
    assert notice.ends_on == date(2026, 6, 22)  # the 19th is the Dragon Boat Festival
    assert close_notices_at(beijing(2026, 6, 22, 23, 59, 59)) == 0
    assert close_notices_at(beijing(2026, 6, 23, 0, 0, 1)) == 1
    assert close_notices_at(beijing(2026, 6, 23, 0, 1)) == 0
    case.refresh_from_db()
    assert case.stage == Stage.LISTED
    assert case.notice_entries.get().outcome == NoticeOutcome.CLOSED
    assert case.steps.last().by_name == "系统"


def test_the_clock_itself_cannot_end_a_notice_early():
    case = application_at(Stage.PUBLIC_NOTICE)
    with pytest.raises(NotAllowed, match="公示期未满"):
        advance(case, Move.CLOSE_NOTICE, by=None, now=case.due_at)


def test_nobody_closes_a_notice_by_hand(user_as):
    case = application_at(Stage.PUBLIC_NOTICE)
    with pytest.raises(NotAllowed, match="由系统自动办理"):
        advance(case, Move.CLOSE_NOTICE, by=user_as("ndrc_lead"))


def test_an_objection_in_hand_holds_the_notice_until_it_is_decided(user_as):
    case = application_at(Stage.PUBLIC_NOTICE)
    objection = an_objection(case)
    later = case.due_at + timedelta(days=1)
    assert close_notices_at(later) == 0
    with pytest.raises(NotAllowed, match="有异议尚未办结"):
        advance(case, Move.CLOSE_NOTICE, by=None, now=later)
    found = investigate(
        objection, by=user_as("ndrc"), finding=ObjectionState.UPHELD, **FINDING
    )
    with pytest.raises(NotAllowed, match="尚待确认"):
        advance(case, Move.CLOSE_NOTICE, by=None, now=later)
    return_objection(found, by=user_as("ndrc_lead"), reason="证据不足")
    assert close_notices_at(later) == 0
    found.refresh_from_db()
    found = investigate(
        found, by=user_as("ndrc"), finding=ObjectionState.DISMISSED, **FINDING
    )
    confirm_objection(found, by=user_as("ndrc_lead"))
    assert close_notices_at(later) == 1


def test_an_upheld_objection_takes_the_case_back_to_the_review():
    case = application_at(Stage.PUBLIC_NOTICE)
    case = upheld(case, timezone.now())
    assert case.stage == Stage.NATIONAL_REVIEW
    assert case.notice_entries.get().outcome == NoticeOutcome.HELD


def test_a_withdrawal_during_the_notice_ends_its_entry():
    case = application_at(Stage.PUBLIC_NOTICE)
    case = as_applicant(case, Move.WITHDRAW, now=timezone.now())
    assert case.notice_entries.get().outcome == NoticeOutcome.WITHDRAWN
    assert close_notices_at(timezone.now() + timedelta(days=60)) == 0


def test_cases_confirmed_on_one_day_stand_on_one_notice():
    a_round = an_open_round()
    for _ in range(2):
        application_at(Stage.PUBLIC_NOTICE, round=a_round)
    assert Notice.objects.get().entries.count() == 2


def test_those_in_turn_are_reminded_once_before_and_once_after_the_day():
    now = beijing(2026, 3, 2, 10)
    a_round = an_open_round(now=now, rules={"extra": {"path": ["provincial_review"]}})
    case = application_at(Stage.PROVINCIAL_REVIEW, round=a_round, now=now)
    assert case.due_at == beijing(2026, 3, 30, 23, 59, 59)

    def reminded(moment):
        told = remind_due_at(moment)
        assert remind_due_at(moment) == 0
        return told

    assert reminded(beijing(2026, 3, 24, 23)) == 0
    assert reminded(beijing(2026, 3, 25, 8)) == 1
    assert reminded(beijing(2026, 3, 30, 23, 59, 59)) == 0
    assert reminded(beijing(2026, 3, 31, 0)) == 1
    # Five working days after the day (the Tomb-Sweeping holiday between) the nation.
    assert reminded(beijing(2026, 4, 7, 23, 59, 59)) == 0
    assert reminded(beijing(2026, 4, 8, 0)) == 1
    assert reminded(beijing(2026, 6, 1, 0)) == 0
    lines = Notification.objects.filter(key__startswith="due:")
    told = sorted(lines.values_list("user__username", "subject"))
    assert [name for name, subject in told if "即将到期" in subject] == ["zhejiang"]
    late = [name for name, subject in told if "已逾期" in subject]
    assert late == ["zhejiang", "zhejiang_lead"]
    above = [name for name, subject in told if "严重逾期" in subject]
    assert above == ["moe_lead", "ndrc_lead"]


def test_the_last_second_of_the_day_is_not_late():
    case = application_at(Stage.PROVINCIAL_REVIEW)
    last = case.due_at + timedelta(milliseconds=999)
    assert not Application.objects.late(last).exists()
    assert Application.objects.late(case.due_at + timedelta(seconds=1)).exists()


def test_long_late_cases_cost_one_query_an_hour(django_assert_num_queries):
    case = application_at(Stage.PROVINCIAL_REVIEW)
    later = case.due_at + timedelta(days=1)
    assert remind_due_at(later) == 1
    with django_assert_num_queries(1):
        assert remind_due_at(later + timedelta(hours=1)) == 0


def test_a_mail_is_sent_once_though_its_task_runs_twice():
    application_at(Stage.PROVINCIAL_REVIEW)
    row = Mail.objects.get(notification__user__username="zhejiang")
    send_mail(row.pk)
    send_mail(row.pk)
    sent = [m for m in mail.outbox if m.to == [row.address]]
    assert len(sent) == 1
    assert "/applications/" in sent[0].body
    row.refresh_from_db()
    assert row.state == MailState.SENT


def test_mails_leave_only_after_the_commit(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as waiting:
        application_at(Stage.CITY_REVIEW)
    assert not mail.outbox
    assert len(waiting) == Mail.objects.filter(state=MailState.WAITING).count() > 0


def test_a_subject_is_one_line_whatever_the_title_holds():
    application_at(Stage.CITY_REVIEW, title="第一行\n第二行")
    row = Mail.objects.filter(notification__subject__contains="第一行").first()
    send_mail(row.pk)
    row.refresh_from_db()
    assert row.state == MailState.SENT
    assert "第一行 第二行" in mail.outbox[-1].subject


@pytest.mark.parametrize(
    "fault",
    [ConnectionRefusedError("no mail server"), BadHeaderError("no mail server")],
)
def test_a_mail_that_fails_is_tried_again_and_given_up_in_the_end(monkeypatch, fault):
    application_at(Stage.CITY_REVIEW)
    row = Mail.objects.first()

    def unreachable(*args, **kwargs):
        raise fault

    monkeypatch.setattr("django.core.mail.EmailMessage.send", unreachable)
    for _ in range(5):
        send_mail(row.pk)
    row.refresh_from_db()
    assert (row.state, row.attempts) == (MailState.FAILED, 5)
    assert "no mail server" in row.error


def test_lost_mails_are_rung_for_again(monkeypatch):
    application_at(Stage.CITY_REVIEW)
    rung = []
    monkeypatch.setattr("workflow.schedule.send_mail.delay", rung.append)
    assert send_waiting_mails() == len(rung) == Mail.objects.count()
