"""Who declares a conflict of interest is off the case, for good."""

from contextlib import suppress

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories.reading import now_of, told, user
from tests.factories.workflow import (
    an_open_round,
    application_at,
    as_applicant,
)
from ui.refusals import Closed, Invalid, NotAllowed, Refusal
from workflow.choices import Action, Move, ProposalOutcome, Stage
from workflow.models import Application, Assignment, Conflict, Step
from workflow.services import (
    advance,
    assign_case,
    declare_conflict,
    decline_proposal,
    give_back,
    moves_open_to,
    take_case,
    verify_chain,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(colleagues):
    return application_at(Stage.PROVINCIAL_REVIEW)


class TestConflict:
    REASON = "本人配偶在申报单位任职。"

    def test_it_takes_the_reviewer_off_and_ends_what_he_began(self, case):
        take_case(case, by=user("zhejiang_b"))
        proposal = advance(case, Move.APPROVE, by=user("zhejiang_b")).proposal
        declare_conflict(case, by=user("zhejiang_b"), reason=self.REASON)
        after = now_of(case)
        proposal.refresh_from_db()
        assert (after.assignee, after.proposal) == (None, None)
        assert proposal.outcome == ProposalOutcome.LAPSED
        assert after.steps.last().action == Action.CONFLICT
        assert f"声明回避：{case.title}" in told("zhejiang_lead")
        assert not Application.objects.awaiting(user("zhejiang_b")).exists()
        assert Application.objects.awaiting(user("zhejiang")).exists()
        assert not list(verify_chain())

    def test_he_can_do_nothing_more_on_the_case(self, case):
        declare_conflict(case, by=user("zhejiang_b"), reason=self.REASON)
        declare_conflict(case, by=user("zhejiang_lead"), reason=self.REASON)
        off, words = user("zhejiang_b"), "您已声明回避该事项，不能办理。"
        for act in (take_case, give_back):
            with pytest.raises(NotAllowed, match=words):
                act(case, by=off)
        with pytest.raises(Invalid, match="同事zhejiang_b已声明回避该事项，不能承办"):
            assign_case(case, to=off, by=user("zhejiang_lead_b"))
        advance(case, Move.APPROVE, by=user("zhejiang"))
        for move in (Move.APPROVE, Move.REJECT):
            with pytest.raises(NotAllowed, match=words):
                advance(case, move, by=user("zhejiang_lead"), note="理由")
        with pytest.raises(NotAllowed, match=words):
            decline_proposal(case, by=user("zhejiang_lead"), note="理由")

    @pytest.mark.parametrize(
        ("reason", "sentence"),
        [(" ", "请填写回避理由。"), ("长" * 501, "回避理由不能超过500个字。")],
    )
    def test_a_reason_is_wanted(self, case, reason, sentence):
        with pytest.raises(Invalid, match=sentence) as refused:
            declare_conflict(case, by=user("zhejiang"), reason=reason)
        assert refused.value.issues[0].field == "reason"

    def test_it_is_declared_once(self, case):
        declare_conflict(case, by=user("zhejiang"), reason=self.REASON)
        with pytest.raises(Closed, match="您已声明回避该事项。"):
            declare_conflict(case, by=user("zhejiang"), reason=self.REASON)

    @pytest.mark.parametrize("who", ["enterprise", "sichuan", "expert1", "sysadmin"])
    def test_only_those_who_review_declare_one(self, case, who):
        with pytest.raises(NotAllowed, match="只有办理该事项的部门人员可以声明回避"):
            declare_conflict(case, by=user(who), reason=self.REASON)

    def test_what_is_over_needs_none(self, people):
        case = application_at(Stage.WITHDRAWN)
        with pytest.raises(NotAllowed, match="该事项已办结，无须声明回避。"):
            declare_conflict(case, by=user("zhejiang"), reason=self.REASON)

    def test_where_nobody_is_left_the_level_above_is_told(self, people):
        case = application_at(Stage.PROVINCIAL_REVIEW)
        declare_conflict(case, by=user("zhejiang"), reason=self.REASON)
        assert f"无人可办：{case.title}" in told("zhejiang_lead")
        declare_conflict(case, by=user("zhejiang_lead"), reason=self.REASON)
        assert f"无人可办：{case.title}" in told("ndrc_lead")

    def test_a_department_that_is_asked_may_declare_one_too(self, case):
        declare_conflict(case, by=user("zhejiang_finance"), reason=self.REASON)
        assert Conflict.objects.get().user == user("zhejiang_finance")


OFFICE = ["zhejiang", "zhejiang_b", "zhejiang_c", "zhejiang_lead", "zhejiang_lead_b"]
DEEDS = st.tuples(
    st.sampled_from(OFFICE),
    st.sampled_from(
        [
            *(m.value for m in (Move.APPROVE, Move.SEND_BACK, Move.REJECT)),
            *("take", "assign", "give_back", "decline", "conflict", "again", "appeal"),
            *(m.value for m in (Move.GRANT_APPEAL, Move.DISMISS_APPEAL)),
        ]
    ),
    st.sampled_from(OFFICE),
)


def do(case, who, deed, other):
    """One deed of the office, or of the applicant who keeps the case going."""
    by = user(who)
    if deed == "take":
        take_case(case, by=by)
    elif deed == "assign":
        assign_case(case, to=user(other), by=by)
    elif deed == "give_back":
        give_back(case, by=by)
    elif deed == "decline":
        decline_proposal(case, by=by, note="请再核实。")
    elif deed == "conflict":
        declare_conflict(case, by=by, reason="利益关系。")
    elif deed in ("again", "appeal"):
        move = Move.SUBMIT if deed == "again" else Move.APPEAL
        as_applicant(case, move, now=timezone.now())
    else:
        advance(case, deed, by=by, note="理由充分。")


@settings(max_examples=15)
@given(deeds=st.lists(DEEDS, min_size=8, max_size=20))
def test_who_declared_a_conflict_appears_in_no_later_step(colleagues, deeds):
    path = {"extra": {"path": ["provincial_review", "national_review"]}}
    case = application_at(Stage.PROVINCIAL_REVIEW, round=an_open_round(rules=path))
    for who, deed, other in deeds:
        with suppress(Refusal):
            do(now_of(case), who, deed, other)
        off = set(case.conflicts.values_list("user_id", flat=True))
        assert now_of(case).assignee_id not in off
        proposal = now_of(case).proposal
        assert proposal is None or proposal.by_id not in off
    steps = list(Step.objects.filter(application=case).order_by("sequence"))
    for conflict in steps:
        if conflict.action == Action.CONFLICT:
            later = [s.by_id for s in steps if s.sequence > conflict.sequence]
            assert conflict.by_id not in later
            offers = moves_open_to(user(conflict.by.username), now_of(case))
            assert not any(offer.allowed for offer in offers)
    given = Assignment.objects.filter(application=case, to__isnull=False)
    for conflict in case.conflicts.all():
        assert not given.filter(to=conflict.user, at__gt=conflict.declared_at).exists()
    assert not list(verify_chain())
