"""The day due of a case at a moment in the past agrees with what stood there then."""

from datetime import timedelta

import pytest
from django.utils import timezone

from regions.calendar import load_calendar
from reporting.gather.cases import cases_at
from reporting.gather.durations import durations
from reporting.scopes import Scope
from tests.factories.workflow import application_at, decide
from workflow.choices import Move, Stage
from workflow.models import Application
from workflow.services import Given, ask_question, submit_answer

pytestmark = pytest.mark.django_db


def test_pauses_count_as_they_stood_at_each_moment(people, user_as, clock):
    clock.move_to("2026-03-02 10:00+08:00")
    case = application_at(Stage.PROVINCIAL_REVIEW)
    clock.shift(timedelta(days=1))
    stood = {}

    def note():
        now = timezone.now()
        stood[now] = Application.objects.get(pk=case.pk).due_at
        clock.shift(timedelta(days=2))

    note()
    for number in (1, 2):
        items = [("goal", "请说明")]
        question = ask_question(case, items=items, by=user_as("zhejiang"))
        note()
        key = question.items.get().pk
        given = Given(answers={key: f"第{number}次说明"})
        submit_answer(question, given=given, by=user_as("enterprise"))
        note()
    ask_question(case, items=items, by=user_as("zhejiang"))

    def told():
        found = {}
        for moment in stood:
            (row,) = cases_at(Scope(), moment, load_calendar())
            found[moment] = row.due
        return found

    assert len(set(stood.values())) == 4
    assert told() == stood
    # And so after the case has moved on.
    Application.objects.get(pk=case.pk).questions.open().get()
    decide(case, Move.SEND_BACK, now=timezone.now())
    assert told() == stood


def test_days_spent_leave_out_the_pauses(people, user_as, clock):
    clock.move_to("2026-03-02 10:00+08:00")
    case = application_at(Stage.CITY_REVIEW)
    question = ask_question(case, items=[("", "请说明")], by=user_as("hangzhou"))
    clock.move_to("2026-03-09 10:00+08:00")
    given = Given(answers={question.items.get().pk: "说明"})
    submit_answer(question, given=given, by=user_as("enterprise"))
    clock.move_to("2026-03-11 10:00+08:00")
    decide(case, Move.APPROVE, now=timezone.now())
    now = timezone.now() + timedelta(days=1)
    first = now.date().replace(month=1, day=1)
    rows = {r["stage"]: r for r in durations(Scope(), first, now, load_calendar())}
    # Seven working days from the 2nd to the 11th, five of them paused.
    assert rows["city_review"]["longest"] == 2
