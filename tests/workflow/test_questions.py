"""Questions to the applicant: asked without a return, answered beside the old text."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from cities.demo_content import one_page_pdf
from documents.permissions import can_read
from regions.calendar import last_moment, load_calendar, local_day
from tests.factories.workflow import REASON, an_open_round, application_at, as_applicant
from ui.refusals import Closed, Invalid, NotAllowed, Stale
from workflow.choices import Action, Move, QuestionState, Stage
from workflow.hints import next_hint, term_of
from workflow.models import Application, Notification, Question
from workflow.schedule import chase_questions_at, expire_questions_at
from workflow.services import (
    Given,
    advance,
    ask_question,
    save_answer,
    set_rules,
    submit_answer,
    verify_chain,
    withdraw_question,
)

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
ITEMS = [("goal", "请说明三年目标的依据。"), ("", "请补充有关证明材料。")]


@pytest.fixture
def asked(user_as):
    """An open question of the province, with its case."""
    case = application_at(Stage.PROVINCIAL_REVIEW)
    return ask_question(case, text="请补充", items=ITEMS, by=user_as("zhejiang"))


def answers(question, *texts):
    keys = question.items.values_list("pk", flat=True)
    return Given(answers=dict(zip(keys, texts, strict=False)))


def answered(question, user):
    return submit_answer(question, given=answers(question, "依据如下", "已补"), by=user)


def working_days(begun, ended):
    """From the day on which it began to the one before it ended, counted by hand."""
    first, calendar = local_day(begun), load_calendar()
    days = (local_day(ended) - first).days
    return sum(calendar.is_working(first + timedelta(days=n)) for n in range(days))


def case_of(question):
    return Application.objects.get(pk=question.application_id)


def pdf(name="说明.pdf", content=None):
    return SimpleUploadedFile(name, content or one_page_pdf())


def test_a_question_keeps_the_old_text_and_stops_the_clock(asked):
    case = case_of(asked)
    assert [item.old_text for item in asked.items.all()] == ["三年建成", ""]
    assert [item.label for item in asked.items.all()] == ["目标", ""]
    assert case.stage == Stage.PROVINCIAL_REVIEW
    assert case.due_at is case.remind_at is None
    term = term_of(case)
    assert term.words == "已暂停计时：等待申报单位答复第1号补正通知"
    assert "答复第1号补正通知" in next_hint(case, None)
    step = case.steps.last()
    assert step.action == Action.ASK
    assert "1. 目标：请说明三年目标的依据。" in step.note
    assert not list(verify_chain())


def test_the_last_day_is_that_of_the_round_or_a_nearer_one(user_as):
    case = application_at(Stage.PROVINCIAL_REVIEW)
    today, calendar = local_day(timezone.now()), load_calendar()
    longest = calendar.add(today, 10)
    for wrong, words in {
        today - timedelta(days=1): "应晚于今日",
        today: "应晚于今日",
        longest + timedelta(days=1): "不能晚于规则规定",
    }.items():
        with pytest.raises(Invalid, match=words) as refused:
            ask_question(case, items=ITEMS, due=wrong, by=user_as("zhejiang"))
        assert refused.value.issues[0].field == "due"
    near = calendar.add(today, 3)
    question = ask_question(case, items=ITEMS, due=near, by=user_as("zhejiang_lead"))
    assert question.due_at == last_moment(near)
    assert question.term_days is None


def test_a_question_needs_a_place_of_the_kind_and_words(user_as):
    case = application_at(Stage.PROVINCIAL_REVIEW)

    def refused(items, words, **given):
        with pytest.raises(Invalid, match=words):
            ask_question(case, items=items, by=user_as("zhejiang"), **given)

    refused([], "至少写明一项")
    refused([("", "  ")], "至少写明一项")
    refused([("goal", "")], "第1项：请写明")
    refused([("nowhere", "请说明")], "第1项：没有这个位置")
    refused([("goal", "长" * 1001)], "不能超过1000")
    refused([("goal", "请说明")] * 31, "最多30项")
    refused(ITEMS, "不能超过5000", text="长" * 5001)
    assert not Question.objects.exists()


def test_only_the_authority_in_turn_asks_and_one_question_at_a_time(asked, user_as):
    other = application_at(Stage.PROVINCIAL_REVIEW)
    for name in ("sichuan", "ndrc", "enterprise", "hangzhou", "zhejiang_finance"):
        with pytest.raises(NotAllowed):
            ask_question(other, items=ITEMS, by=user_as(name))
    with pytest.raises(NotAllowed, match="尚未答复"):
        ask_question(asked.application, items=ITEMS, by=user_as("zhejiang"))
    advance(other, Move.APPROVE, by=user_as("zhejiang"))
    with pytest.raises(NotAllowed, match="须先退回或收回"):
        ask_question(other, items=ITEMS, by=user_as("zhejiang"))
    draft = application_at(Stage.DRAFT)
    with pytest.raises(Closed, match="只有审核环节"):
        ask_question(draft, items=ITEMS, by=user_as("zhejiang"))


def test_a_question_asked_on_a_stale_page_is_refused(user_as):
    case = application_at(Stage.PROVINCIAL_REVIEW)
    shown = case.version
    advance(case, Move.APPROVE, by=user_as("zhejiang"))
    with pytest.raises(Stale):
        ask_question(case, items=ITEMS, by=user_as("zhejiang_lead"), version=shown)


def test_an_open_question_keeps_a_decision_back_but_not_a_return(asked, user_as):
    for move in (Move.APPROVE, Move.REJECT):
        with pytest.raises(Invalid) as refused:
            advance(asked.application, move, by=user_as("zhejiang"), note=REASON)
        assert "第1号补正通知尚未答复" in refused.value.issues[0].sentence
    advance(asked.application, Move.SEND_BACK, by=user_as("zhejiang"), note=REASON)
    case = advance(asked.application, Move.SEND_BACK, by=user_as("zhejiang_lead"))
    assert case.stage == Stage.RETURNED
    assert case.paused_at is None
    asked.refresh_from_db()
    assert asked.state == QuestionState.WITHDRAWN


def test_an_answer_starts_the_clock_again_where_it_stood(user_as, clock):
    case = application_at(Stage.PROVINCIAL_REVIEW)
    calendar, was = load_calendar(), case.due_at
    question = ask_question(case, items=ITEMS, by=user_as("zhejiang"))
    clock.shift(timedelta(days=6))
    done = answered(question, user_as("enterprise"))
    case = case_of(question)
    stood = working_days(question.asked_at, done.ended_at)
    assert stood >= 3
    assert (case.paused_days, done.paused_days) == (stood, stood)
    assert calendar.between(local_day(was), local_day(case.due_at)) == stood
    step = case.steps.last()
    assert (step.action, step.about) == (Action.ANSWER, f"question:{question.pk}")
    assert not list(verify_chain())
    assert Notification.objects.filter(
        user__username="zhejiang", subject__contains="第1号补正通知已答复"
    ).exists()


def test_an_answer_is_saved_as_it_is_written_and_handed_in_whole(asked, user_as):
    person = user_as("enterprise")
    half = save_answer(asked, given=answers(asked, "依据"), by=person, version=1)
    assert half.version == 2
    with pytest.raises(Stale, match="本单位其他人修改"):
        save_answer(asked, given=answers(asked, "另一个"), by=person, version=1)
    with pytest.raises(Invalid, match="请答复第2项") as refused:
        submit_answer(asked, by=person, version=2)
    second = asked.items.last()
    assert refused.value.issues[0].field == f"answer_{second.pk}"
    assert case_of(asked).version == asked.application.version
    done = submit_answer(asked, given=Given({second.pk: "见附件"}), by=person)
    assert [item.answer for item in done.items.all()] == ["依据", "见附件"]
    with pytest.raises(Closed, match="已经答复"):
        save_answer(asked, given=answers(asked, "再改"), by=person)


def test_nobody_but_the_applicant_answers(asked, user_as):
    for name in ("zhejiang", "enterprise_ningbo", "hangzhou"):
        with pytest.raises(NotAllowed, match="只有申报单位"):
            answered(asked, user_as(name))


def test_answers_have_their_limits_and_their_points(asked, user_as):
    person = user_as("enterprise")
    with pytest.raises(Invalid, match="不能超过10000"):
        save_answer(asked, given=answers(asked, "长" * 10001), by=person)
    with pytest.raises(Invalid, match="没有这一项"):
        save_answer(asked, given=Given({0: "别处"}), by=person)


def test_files_come_with_an_answer_and_are_read_by_who_sees_the_case(asked, user_as):
    person, item = user_as("enterprise"), asked.items.first()

    def with_file(upload):
        return save_answer(asked, given=Given(uploads={item.pk: [upload]}), by=person)

    with pytest.raises(Invalid, match="两者不符"):
        with_file(pdf(content=b"GIF89a"))
    with_file(pdf())
    file = item.files.get()
    assert not can_read(user_as("zhejiang"), file.attachment)
    save_answer(asked, given=Given(removed=[file.pk]), by=person)
    assert not item.files.exists()
    with_file(pdf())
    answered(asked, person)
    again = ask_question(case_of(asked), items=ITEMS, by=user_as("zhejiang"))
    draft = again.items.first()
    save_answer(again, given=Given(uploads={draft.pk: [pdf()]}), by=person)
    assert not can_read(user_as("ndrc"), draft.files.get().attachment)
    for name, may in {
        "zhejiang": True,
        "ndrc": True,
        "hangzhou": True,
        "sichuan": False,
        "enterprise_ningbo": False,
        "visitor": False,
    }.items():
        attachment = item.files.get().attachment
        assert bool(can_read(user_as(name), attachment)) == may, name


def test_the_last_second_counts_and_the_next_does_not(asked, user_as):
    person = user_as("enterprise")
    last = asked.due_at + timedelta(milliseconds=999)
    save_answer(asked, given=answers(asked, "依据", "已补"), by=person, now=last)
    for act in (save_answer, submit_answer):
        with pytest.raises(Closed, match=r"已于\d+年\d+月\d+日24:00届满"):
            act(asked, given=Given(), by=person, now=asked.due_at + SECOND)
    assert expire_questions_at(last) == 0
    assert submit_answer(asked, by=person, now=last).state == QuestionState.ANSWERED


def test_the_clock_ends_a_question_once_and_the_stage_goes_on(asked, user_as):
    # The clock was down for two days: the pause ended with the last day all the same.
    later = asked.due_at + timedelta(days=2)
    assert expire_questions_at(later) == 1
    assert expire_questions_at(later) == 0
    asked.refresh_from_db()
    assert asked.state == QuestionState.EXPIRED
    assert asked.ended_at == asked.due_at + SECOND
    case = case_of(asked)
    assert case.paused_days == working_days(asked.asked_at, asked.ended_at)
    assert case.paused_at is None
    step = case.steps.last()
    assert (step.action, step.by_name) == (Action.END_QUESTION, "系统")
    told = Notification.objects.filter(key=f"question:{asked.pk}:expired")
    assert set(told.values_list("user__username", flat=True)) == {
        "zhejiang",
        "enterprise",
    }
    with pytest.raises(Closed, match="届满，不能再答复"):
        answered(asked, user_as("enterprise"))
    advance(case, Move.APPROVE, by=user_as("zhejiang"))


def test_an_applicant_is_reminded_once_before_the_last_day(asked):
    assert chase_questions_at(asked.remind_at - SECOND) == 0
    assert chase_questions_at(asked.remind_at) == 1
    assert chase_questions_at(asked.due_at) == 0
    told = Notification.objects.filter(key=f"question:{asked.pk}:soon")
    assert list(told.values_list("user__username", flat=True)) == ["enterprise"]


def test_the_authority_withdraws_its_question_with_a_reason(asked, user_as):
    with pytest.raises(Invalid, match="请填写撤销理由"):
        withdraw_question(asked, reason=" ", by=user_as("zhejiang"))
    with pytest.raises(NotAllowed):
        withdraw_question(asked, reason="无须", by=user_as("sichuan"))
    done = withdraw_question(asked, reason="已另行查明", by=user_as("zhejiang"))
    assert done.state == QuestionState.WITHDRAWN
    case = case_of(asked)
    assert case.paused_at is None
    assert case.due_at is not None
    with pytest.raises(Closed, match="已撤销"):
        withdraw_question(asked, reason="再次", by=user_as("zhejiang"))
    with pytest.raises(Closed, match="已经撤销"):
        answered(asked, user_as("enterprise"))
    again = ask_question(case, items=ITEMS, by=user_as("zhejiang"))
    assert str(again) == "第2号补正通知"


def test_a_withdrawal_of_the_case_ends_its_question(asked):
    case = as_applicant(asked.application, Move.WITHDRAW, now=timezone.now())
    assert case.stage == Stage.WITHDRAWN
    asked.refresh_from_db()
    assert asked.state == QuestionState.WITHDRAWN


def test_rules_edited_meanwhile_do_not_move_a_running_question(user_as):
    a_round = an_open_round(rules={"review_days": {"provincial_review": 15}})
    case = application_at(Stage.PROVINCIAL_REVIEW, round=a_round)
    was = case.due_at
    set_rules(
        a_round,
        by=user_as("ndrc_lead"),
        changes={"review_days": {"provincial_review": 1}},
    )
    question = ask_question(case, items=ITEMS, by=user_as("zhejiang"))
    answered(question, user_as("enterprise"))
    assert case_of(question).due_at == was
    assert case_of(question).rule_set == case.rule_set


def test_the_days_of_a_pause_are_not_spent(user_as, clock):
    case = application_at(Stage.CITY_REVIEW)
    start = timezone.now()
    question = ask_question(case, items=ITEMS, by=user_as("hangzhou"))
    clock.shift(timedelta(days=9))
    answered(question, user_as("enterprise"))
    clock.shift(timedelta(days=5))
    done = advance(case, Move.APPROVE, by=user_as("hangzhou"))
    calendar = load_calendar()
    whole = calendar.between(local_day(start), local_day(timezone.now()))
    stood = working_days(start, start + timedelta(days=9))
    assert done.steps.last().spent_days == whole - stood
