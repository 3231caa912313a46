"""Objections are investigated by one person and decided by another."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.choices import Role
from accounts.models import Post
from tests.documents.samples import picture, upload
from tests.factories.workflow import (
    COMPANY,
    FINDING,
    OBJECTOR,
    an_objection,
    an_open_round,
    application_at,
    as_applicant,
    organisation_of,
    upheld,
)
from ui.refusals import Closed, Invalid, NotAllowed, Stale
from workflow.choices import (
    Action,
    LetterKind,
    Move,
    ObjectionState,
    Stage,
)
from workflow.models import Conflict, Notification, Objection, ObjectionLetter
from workflow.schedule import close_notices_at
from workflow.services import (
    advance,
    confirm_objection,
    declare_conflict,
    decline_proposal,
    investigate,
    moves_open_to,
    return_objection,
    verify_chain,
)

pytestmark = pytest.mark.django_db

DISMISSED, UPHELD = ObjectionState.DISMISSED, ObjectionState.UPHELD


@pytest.fixture
def case():
    return application_at(Stage.PUBLIC_NOTICE)


def test_one_dismissed_is_answered_and_the_notice_goes_on(case):
    made = an_objection(case, DISMISSED, confirmed=True)
    assert (made.state, made.decided_by.username) == (DISMISSED, "ndrc_lead")
    assert case.stage == Stage.PUBLIC_NOTICE
    step = case.steps.last()
    assert (step.action, step.about) == (
        Action.ANSWER_OBJECTION,
        f"objection:{made.pk}",
    )
    told = Notification.objects.get(key=f"objection:{made.pk}:decided")
    assert told.user.username == "enterprise"
    assert FINDING["published_outcome"] in told.body
    assert close_notices_at(case.due_at + timedelta(seconds=1)) == 1
    assert not list(verify_chain())


def test_one_upheld_takes_the_case_back_and_ends_the_others_with_it(case):
    other = an_objection(case)
    dismissed = an_objection(case, DISMISSED)
    upheld(case, timezone.now())
    assert case.stage == Stage.NATIONAL_REVIEW
    states = dict(case.objections.values_list("pk", "state"))
    assert states.pop(other.pk) == states.pop(dismissed.pk) == ObjectionState.MERGED
    assert [*states.values()] == [UPHELD]
    dismissed.refresh_from_db()
    assert "一并办结" in dismissed.answer
    assert case.proposal is None
    move = case.steps.get(move=Move.UPHOLD_OBJECTION, action=Action.MOVE)
    assert move.note == FINDING["published_outcome"]
    bound = case.steps.filter(action=Action.ANSWER_OBJECTION)
    assert bound.exclude(about="").count() == 3
    assert not list(verify_chain())


def test_a_lead_who_confirms_on_the_page_of_the_case_ends_up_the_same(case, user_as):
    made = an_objection(case, UPHELD)
    offers = {o.move: o for o in moves_open_to(user_as("ndrc_lead"), case)}
    assert offers[Move.UPHOLD_OBJECTION].confirms
    done = advance(case, Move.UPHOLD_OBJECTION, by=user_as("ndrc_lead"))
    made.refresh_from_db()
    assert (made.state, done.stage) == (UPHELD, Stage.NATIONAL_REVIEW)
    assert made.decided_by.username == "ndrc_lead"
    letter = ObjectionLetter.objects.filter(objection=made, kind=LetterKind.ANSWER)
    assert letter.exists()


def test_a_proposal_given_back_on_the_page_of_the_case_is_looked_at_again(
    case, user_as
):
    made = an_objection(case, UPHELD)
    with pytest.raises(Invalid, match="不得出现异议人"):
        decline_proposal(case, by=user_as("ndrc_lead"), note="请再问欧阳若谷")
    decline_proposal(case, by=user_as("ndrc_lead"), note="证据不足")
    made.refresh_from_db()
    assert (made.state, made.return_reason) == (ObjectionState.RECEIVED, "证据不足")


def test_a_finding_given_back_takes_its_proposal_with_it(case, user_as):
    first, second = an_objection(case, UPHELD), an_objection(case, UPHELD)
    lead = user_as("ndrc_lead")
    with pytest.raises(Invalid, match="请填写退回原因"):
        return_objection(first, by=lead, reason=" ")
    returned = return_objection(first, by=lead, reason="请补充审计报告")
    case.refresh_from_db()
    assert returned.state == ObjectionState.RECEIVED
    assert case.proposal is not None  # the second is still found right
    return_objection(second, by=lead, reason="请补充审计报告")
    case.refresh_from_db()
    assert case.proposal is None
    again = investigate(returned, by=user_as("ndrc"), finding=DISMISSED, **FINDING)
    assert again.return_reason == ""
    assert not list(verify_chain())


@pytest.mark.parametrize(
    "words",
    [
        "欧阳若谷反映的情况",
        "欧 阳 若 谷",
        "电话 139-1234-5678",
        "１３９１２３４５６７８",
        "Ruogu@Objector.example.com",
    ],
)
def test_what_is_published_names_nobody(case, user_as, words):
    made = an_objection(case)
    texts = FINDING | {"published_outcome": f"经核实，{words}不成立。"}
    with pytest.raises(Invalid) as refused:
        investigate(made, by=user_as("ndrc"), finding=DISMISSED, **texts)
    assert [issue.field for issue in refused.value.issues] == ["published_outcome"]
    found = an_objection(case, UPHELD)
    with pytest.raises(Invalid, match="1处"):
        advance(case, Move.UPHOLD_OBJECTION, by=user_as("ndrc_lead"), note=words)
    with pytest.raises(Invalid, match="不得出现"):
        return_objection(found, by=user_as("ndrc_lead"), reason=words)


def test_a_finding_says_what_and_why(case, user_as):
    made = an_objection(case)
    empty = dict.fromkeys(FINDING, "")
    with pytest.raises(Invalid) as refused:
        investigate(made, by=user_as("ndrc"), finding="merged", **empty)
    assert {issue.field for issue in refused.value.issues} == {"finding", *FINDING}


def test_only_the_authority_of_the_notice_handles_and_never_one_alone(case, user_as):
    made = an_objection(case)
    for name in ("moe", "zhejiang", "enterprise", "hangzhou", "mof", "ndrc_lead"):
        with pytest.raises(NotAllowed, match="发布公示部门的经办人"):
            investigate(made, by=user_as(name), finding=DISMISSED, **FINDING)
    with pytest.raises(NotAllowed, match="须先由经办人"):
        confirm_objection(made, by=user_as("ndrc_lead"))
    Post.objects.create(
        user=user_as("ndrc"), organisation=organisation_of("ndrc"), role=Role.LEAD
    )
    made = investigate(made, by=user_as("ndrc"), finding=DISMISSED, **FINDING)
    with pytest.raises(NotAllowed, match="须由本部门其他负责人确认"):
        confirm_objection(made, by=user_as("ndrc"))
    with pytest.raises(NotAllowed, match="等待负责人确认"):
        investigate(made, by=user_as("ndrc"), finding=UPHELD, **FINDING)
    with pytest.raises(NotAllowed, match="发布公示部门的负责人"):
        confirm_objection(made, by=user_as("moe_lead"))


def test_what_is_decided_or_was_changed_meanwhile_is_refused(case, user_as):
    made = an_objection(case, DISMISSED)
    with pytest.raises(Stale):
        confirm_objection(made, by=user_as("ndrc_lead"), version=made.version - 1)
    confirm_objection(made, by=user_as("ndrc_lead"), version=made.version)
    with pytest.raises(Closed, match="已经办结"):
        confirm_objection(made, by=user_as("ndrc_lead"))


def test_nobody_decides_on_what_he_or_his_organisation_raised(case, user_as):
    both = user_as("ndrc")
    office = organisation_of("school")
    Post.objects.create(user=both, organisation=office, role=Role.HANDLER)
    own = replace(COMPANY, name=office.name)
    made = an_objection(case, objector=own, seal=upload("a.png", picture()))
    with pytest.raises(NotAllowed, match="本人或本单位提出的异议"):
        investigate(made, by=user_as("ndrc"), finding=DISMISSED, **FINDING)
    lead = user_as("ndrc_lead")
    lead.phone = OBJECTOR.phone
    lead.save(update_fields=["phone"])
    mine = replace(OBJECTOR, name=lead.name)
    for finding in (DISMISSED, UPHELD):
        found = an_objection(case, objector=mine)
        found = investigate(found, by=user_as("ndrc"), finding=finding, **FINDING)
        with pytest.raises(NotAllowed, match="本人或本单位提出的异议"):
            confirm_objection(found, by=user_as("ndrc_lead"))
    with pytest.raises(NotAllowed, match="本人或本单位提出的异议"):
        advance(case, Move.UPHOLD_OBJECTION, by=user_as("ndrc_lead"))


def test_who_declared_a_conflict_does_not_even_see_it(case, user_as):
    made = an_objection(case)
    assert Objection.objects.visible_to(user_as("ndrc")).get() == made
    Conflict.objects.create(application=case, user=user_as("ndrc"), reason="近亲属任职")
    assert not Objection.objects.visible_to(user_as("ndrc")).exists()
    with pytest.raises(NotAllowed, match="已声明回避"):
        investigate(made, by=user_as("ndrc"), finding=DISMISSED, **FINDING)


def test_the_finding_of_who_then_declares_a_conflict_is_made_anew(case, user_as):
    made = an_objection(case, UPHELD)
    declare_conflict(case, by=user_as("ndrc"), reason="近亲属在申报单位任职。")
    made.refresh_from_db()
    case.refresh_from_db()
    assert (made.state, case.proposal) == (ObjectionState.RECEIVED, None)
    assert "声明回避" in made.return_reason


def test_an_applicant_that_handles_notices_itself_does_not_see_who_objected(user_as):
    own = organisation_of("ndrc")
    case = application_at(Stage.PUBLIC_NOTICE)
    made = an_objection(case)
    type(case).objects.filter(pk=case.pk).update(applicant=own)
    assert not Objection.objects.visible_to(user_as("ndrc")).filter(pk=made.pk).exists()


def test_each_waits_for_the_one_whose_turn_it_is(case, user_as):
    def waits_for(name):
        return Objection.objects.awaiting(user_as(name)).exists()

    made = an_objection(case)
    assert [n for n in ("ndrc", "ndrc_lead", "moe") if waits_for(n)] == ["ndrc"]
    investigate(made, by=user_as("ndrc"), finding=DISMISSED, **FINDING)
    assert [n for n in ("ndrc", "ndrc_lead", "moe_lead") if waits_for(n)] == [
        "ndrc_lead"
    ]


def test_the_round_may_want_one_pair_of_eyes_but_objections_keep_two(user_as):
    a_round = an_open_round(rules={"four_eyes": []})
    case = application_at(Stage.PUBLIC_NOTICE, round=a_round)
    made = an_objection(case)
    handler, lead = user_as("ndrc"), user_as("ndrc_lead")
    made = investigate(made, by=handler, finding=UPHELD, **FINDING)
    case.refresh_from_db()
    assert case.proposal is None
    assert case.stage == Stage.PUBLIC_NOTICE
    confirm_objection(made, by=lead)
    case.refresh_from_db()
    assert case.stage == Stage.NATIONAL_REVIEW


def test_a_withdrawal_ends_what_was_still_open(case):
    made = an_objection(case, UPHELD)
    as_applicant(case, Move.WITHDRAW, now=timezone.now())
    made.refresh_from_db()
    assert made.state == ObjectionState.MERGED
    assert "已撤回申报" in made.answer
    assert not list(verify_chain())
