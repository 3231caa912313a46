"""Two people at once: real threads, real transactions."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from accounts.choices import Role
from accounts.models import User
from tests.factories.opinions import a_drafted, after, an_opinion
from tests.factories.workflow import (
    an_objection,
    an_open_round,
    application_at,
    organisation_of,
)
from ui.refusals import Refusal
from workflow.choices import Action, Move, ObjectionState, Stage
from workflow.models import Application, Notice
from workflow.services import (
    advance,
    confirm_objection,
    sign_opinion,
    verify_chain,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture(autouse=True)
def no_queue(monkeypatch):
    monkeypatch.setattr("workflow.services.telling.send_mail.delay", lambda pk: None)


def at_once(*acts):
    """Run all acts at one moment; give what each returned or was refused with."""
    gate = Barrier(len(acts))

    def run(act):
        try:
            gate.wait(timeout=10)
            return act()
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def person(name):
    return User.objects.get(username=name)


def test_of_two_leads_who_confirm_at_once_one_wins_and_the_other_is_told():
    case = application_at(Stage.PROVINCIAL_REVIEW)
    proposed = advance(case, Move.APPROVE, by=person("zhejiang"))

    def confirm():
        lead = person("zhejiang_lead")
        return advance(case, Move.APPROVE, by=lead, version=proposed.version)

    results = at_once(confirm, confirm)
    refused = [r for r in results if isinstance(r, Refusal)]
    assert [(r.status, r.code) for r in refused] == [(409, "stale")]
    moved = case.steps.filter(action=Action.MOVE, from_stage=Stage.PROVINCIAL_REVIEW)
    assert moved.count() == 1
    assert not list(verify_chain())


def test_of_two_leads_who_decide_an_objection_at_once_one_wins(monkeypatch):
    monkeypatch.setattr("workflow.services.letters.send_letter.delay", lambda pk: None)
    for finding in (ObjectionState.UPHELD, ObjectionState.DISMISSED):
        case = application_at(Stage.PUBLIC_NOTICE)
        made = an_objection(case, finding)

        def confirm(made=made):
            return confirm_objection(made, by=person("ndrc_lead"))

        results = at_once(confirm, confirm)
        refused = [r for r in results if isinstance(r, Refusal)]
        assert [str(r) for r in refused] == ["该异议已经办结，请刷新页面查看结果。"]
        made.refresh_from_db()
        assert made.state == finding
        assert case.steps.filter(action=Action.ANSWER_OBJECTION).count() == 1
    assert not list(verify_chain())


def test_a_double_submit_gives_one_number_and_one_submission():
    case = application_at(Stage.DRAFT)

    def submit():
        return advance(case, Move.SUBMIT, by=person("enterprise"))

    results = at_once(submit, submit)
    assert sorted(type(r).__name__ for r in results) == ["Application", "Closed"]
    case.refresh_from_db()
    assert case.number.endswith("-0001")
    assert case.submissions.count() == 1


def test_two_applications_submitted_at_once_get_two_numbers_without_a_gap():
    a_round = an_open_round()
    pair = [application_at(Stage.DRAFT, round=a_round) for _ in range(2)]
    acts = [
        lambda case=case: advance(case, Move.SUBMIT, by=person("enterprise"))
        for case in pair
    ]
    at_once(*acts)
    numbers = sorted(Application.objects.values_list("number", flat=True))
    assert [number[-4:] for number in numbers] == ["0001", "0002"]


def test_two_cases_confirmed_at_once_come_to_stand_on_one_notice():
    rules = {"extra": {"path": ["national_review", "public_notice"]}}
    a_round = an_open_round(rules=rules)
    place = {"round": a_round, "applicant": organisation_of("school")}
    pair = [application_at(Stage.NATIONAL_REVIEW, **place) for _ in range(2)]
    for case in pair:
        advance(case, Move.APPROVE, by=person("ndrc"))
    acts = [
        lambda case=case: advance(case, Move.APPROVE, by=person("ndrc_lead"))
        for case in pair
    ]
    at_once(*acts)
    assert Notice.objects.get().entries.count() == 2


def test_of_two_leads_who_sign_an_opinion_at_once_one_signs_and_one_is_told():
    case = application_at(Stage.NATIONAL_REVIEW)
    opinion = a_drafted(an_opinion(case, "mof"))
    office = organisation_of("mof")
    person("miit_lead").posts.create(organisation=office, role=Role.LEAD)
    acts = [
        lambda name=name: sign_opinion(opinion, by=person(name), now=after(case))
        for name in ("mof_lead", "miit_lead")
    ]
    results = at_once(*acts)
    refused = [r for r in results if isinstance(r, Refusal)]
    assert [(r.status, r.code) for r in refused] == [(409, "closed")]
    assert case.steps.filter(action=Action.SIGN_OPINION).count() == 1
    assert not list(verify_chain())


def test_a_department_asked_twice_at_once_is_asked_once():
    case = application_at(Stage.NATIONAL_REVIEW)
    results = at_once(*[lambda: an_opinion(case, "mof")] * 2)
    assert sorted(type(r).__name__ for r in results) == ["Invalid", "Opinion"]
    assert case.opinions.count() == 1
