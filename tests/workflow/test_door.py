"""The one door: who moves what where, and what each act leaves behind."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories.workflow import (
    REASON,
    an_open_round,
    application_at,
    as_applicant,
    decide,
    organisation_of,
)
from ui.refusals import Closed, Invalid, Issue, NotAllowed, Stale
from workflow.choices import Action, Move, ProposalOutcome, Stage
from workflow.models import Submission
from workflow.services import (
    advance,
    close_round,
    decline_proposal,
    moves_open_to,
    set_rules,
    verify_chain,
)

pytestmark = pytest.mark.django_db

BOTH_WAYS = {
    "notice last": ["provincial_review", "expert_review", "public_notice"],
    "notice before the nation": [
        "city_review",
        "provincial_review",
        "public_notice",
        "national_review",
    ],
}


@pytest.mark.parametrize("stage", list(Stage))
def test_every_stage_is_reached_through_the_door(stage):
    case = application_at(stage)
    assert case.stage == stage
    assert case.steps.count() == case.step_count
    assert not list(verify_chain())


@pytest.mark.parametrize("path", BOTH_WAYS.values(), ids=BOTH_WAYS)
def test_the_notice_may_stand_before_or_after_the_last_review(path):
    a_round = an_open_round(rules={"extra": {"path": path}})
    case = application_at(Stage.LISTED, round=a_round)
    moves = case.steps.filter(action=Action.MOVE).order_by("sequence")
    reached = [step.to_stage for step in moves]
    assert reached == [*path, Stage.LISTED]
    assert case.listed_step == case.steps.last().pk


def test_without_experts_their_stage_is_left_out():
    a_round = an_open_round(rules={"experts_required": False})
    case = application_at(Stage.NATIONAL_REVIEW, round=a_round)
    assert Stage.EXPERT_REVIEW not in case.steps.values_list("to_stage", flat=True)


def test_a_handler_proposes_and_only_a_lead_of_his_office_confirms(user_as):
    case = application_at(Stage.PROVINCIAL_REVIEW)
    proposed = advance(case, Move.APPROVE, by=user_as("zhejiang"), note="符合条件")
    assert proposed.stage == Stage.PROVINCIAL_REVIEW
    assert proposed.proposal.move == Move.APPROVE
    with pytest.raises(NotAllowed, match="须由本部门负责人确认"):
        advance(case, Move.APPROVE, by=user_as("zhejiang"))
    with pytest.raises(NotAllowed, match="没有办理权限"):
        advance(case, Move.APPROVE, by=user_as("sichuan_lead"))
    done = advance(case, Move.APPROVE, by=user_as("zhejiang_lead"))
    assert done.stage == Stage.EXPERT_REVIEW
    assert done.proposal is None
    assert done.steps.last().note == "符合条件"
    assert done.proposals.get().outcome == ProposalOutcome.CONFIRMED


def test_a_lead_cannot_begin_where_four_eyes_are_wanted(user_as):
    case = application_at(Stage.PROVINCIAL_REVIEW)
    with pytest.raises(NotAllowed, match="须先由经办人提出处理意见"):
        advance(case, Move.APPROVE, by=user_as("zhejiang_lead"))


def test_a_lead_of_another_department_does_not_confirm(user_as):
    case = application_at(Stage.NATIONAL_REVIEW)
    advance(case, Move.APPROVE, by=user_as("ndrc"))
    with pytest.raises(NotAllowed, match="须由该部门负责人确认"):
        advance(case, Move.APPROVE, by=user_as("moe_lead"))


def test_a_lead_who_disagrees_gives_the_proposal_back(user_as):
    case = application_at(Stage.PROVINCIAL_REVIEW)
    advance(case, Move.REJECT, by=user_as("zhejiang"), note="不符合")
    with pytest.raises(NotAllowed, match="经办人提出的是“不予通过”"):
        advance(case, Move.APPROVE, by=user_as("zhejiang_lead"))
    with pytest.raises(Invalid, match="请填写理由"):
        decline_proposal(case, by=user_as("zhejiang_lead"))
    given_back = decline_proposal(case, by=user_as("zhejiang_lead"), note="请再核实")
    assert given_back.proposal is None
    assert given_back.stage == Stage.PROVINCIAL_REVIEW
    assert given_back.steps.last().action == Action.DECLINE
    with pytest.raises(Closed, match="没有待确认"):
        decline_proposal(case, by=user_as("zhejiang_lead"), note="再退")


def test_a_handler_takes_back_his_own_proposal_without_a_reason(user_as):
    case = application_at(Stage.PROVINCIAL_REVIEW)
    advance(case, Move.APPROVE, by=user_as("zhejiang"))
    assert decline_proposal(case, by=user_as("zhejiang")).proposal is None


def test_without_four_eyes_one_person_decides(user_as):
    a_round = an_open_round(rules={"four_eyes": []})
    case = application_at(Stage.PROVINCIAL_REVIEW, round=a_round)
    done = advance(case, Move.APPROVE, by=user_as("zhejiang_lead"))
    assert done.stage == Stage.EXPERT_REVIEW


def test_nobody_decides_on_what_his_own_office_submitted(user_as):
    a_round = an_open_round(rules={"extra": {"path": ["provincial_review"]}})
    office = organisation_of("ningbo")
    case = application_at(Stage.PROVINCIAL_REVIEW, applicant=office, round=a_round)
    with pytest.raises(NotAllowed, match="不能审核本单位提交的申报"):
        advance(case, Move.APPROVE, by=user_as("ningbo"))


def test_a_return_without_a_reason_is_refused_and_remarks_are_reason_enough(user_as):
    case = application_at(Stage.PROVINCIAL_REVIEW)
    with pytest.raises(Invalid, match="请填写理由") as refused:
        advance(case, Move.SEND_BACK, by=user_as("zhejiang"))
    assert refused.value.issues[0].field == "note"
    remarks = [Issue("goal", "目标请分年度填写。"), Issue("tasks.2", "请补充责任人。")]
    advance(case, Move.SEND_BACK, by=user_as("zhejiang"), remarks=remarks)
    done = advance(case, Move.SEND_BACK, by=user_as("zhejiang_lead"))
    kept = done.steps.last().remarks.values_list("field", "label", "sentence")
    assert list(kept) == [
        ("goal", "目标", "目标请分年度填写。"),
        ("tasks.2", "任务", "请补充责任人。"),
    ]


def test_a_remark_too_long_to_keep_is_refused(user_as):
    case = application_at(Stage.PROVINCIAL_REVIEW)
    for bad in ("长" * 1001, " "):
        with pytest.raises(Invalid) as refused:
            advance(
                case,
                Move.SEND_BACK,
                by=user_as("zhejiang"),
                remarks=[Issue("goal", bad)],
            )
        assert refused.value.issues[0].field == "remarks.0"
    with pytest.raises(Invalid, match="5000"):
        advance(case, Move.APPROVE, by=user_as("zhejiang"), note="长" * 5001)


def test_resubmission_after_a_return_is_a_second_submission_under_one_number():
    case = application_at(Stage.RETURNED)
    number = case.number
    assert number
    case.goal = "五年建成"
    case.save(update_fields=["goal"])
    again = as_applicant(case, Move.SUBMIT, now=timezone.now())
    assert again.number == number
    assert again.stage == Stage.CITY_REVIEW
    kept = Submission.objects.filter(application=case).order_by("number")
    assert [s.data["goal"] for s in kept] == ["三年建成", "五年建成"]
    assert not list(verify_chain())


def test_a_submit_names_what_is_missing_at_its_field(user_as):
    case = application_at(Stage.DRAFT, goal="")
    with pytest.raises(Invalid, match="还有1处需要完善") as refused:
        advance(case, Move.SUBMIT, by=user_as("enterprise"))
    assert refused.value.issues == (Issue("goal", "请填写目标。"),)


def test_recall_is_possible_until_the_next_level_acts(user_as):
    case = application_at(Stage.CITY_REVIEW)
    recalled = advance(case, Move.RECALL, by=user_as("enterprise"))
    assert recalled.stage == Stage.DRAFT
    a_round = an_open_round(rules={"extra": {"path": ["provincial_review"]}})
    handled = application_at(Stage.PROVINCIAL_REVIEW, round=a_round)
    advance(handled, Move.APPROVE, by=user_as("zhejiang"))
    with pytest.raises(NotAllowed, match="已开始办理"):
        advance(handled, Move.RECALL, by=user_as("enterprise"))
    decline_proposal(handled, by=user_as("zhejiang"))
    with pytest.raises(NotAllowed, match="已开始办理"):
        advance(handled, Move.RECALL, by=user_as("enterprise"))


def test_recall_after_the_round_has_closed_would_be_a_trap_and_is_refused(user_as):
    case = application_at(Stage.CITY_REVIEW)
    later = case.round.closes_at + timedelta(minutes=1)
    with pytest.raises(NotAllowed, match="将无法再次提交"):
        advance(case, Move.RECALL, by=user_as("enterprise"), now=later)


def test_a_closed_round_takes_no_draft_but_a_return_in_its_own_term(user_as):
    draft, returned = application_at(Stage.DRAFT), application_at(Stage.RETURNED)
    close_round(draft.round, by=user_as("ndrc_lead"))
    with pytest.raises(NotAllowed, match=r"已于\d+年\d+月\d+日\d\d:\d\d截止"):
        as_applicant(draft, Move.SUBMIT, now=timezone.now())
    assert as_applicant(returned, Move.SUBMIT, now=timezone.now()).submissions.count()


def test_a_return_is_late_only_after_the_last_second_of_its_day():
    late, intime = application_at(Stage.RETURNED), application_at(Stage.RETURNED)
    with pytest.raises(NotAllowed, match="超过补正期限"):
        as_applicant(late, Move.SUBMIT, now=late.due_at + timedelta(seconds=1))
    last = intime.due_at + timedelta(milliseconds=900)
    assert as_applicant(intime, Move.SUBMIT, now=last).stage == Stage.CITY_REVIEW


def test_an_appeal_has_its_term_and_is_decided_by_others(user_as):
    a_round = an_open_round(rules={"extra": {"path": ["national_review"]}})
    case = application_at(Stage.NATIONAL_REVIEW, round=a_round)
    advance(case, Move.REJECT, by=user_as("ndrc"), note=REASON)
    case = advance(case, Move.REJECT, by=user_as("ndrc_lead"))
    with pytest.raises(NotAllowed, match="已超过申诉期限"):
        as_applicant(case, Move.APPEAL, now=case.due_at + timedelta(seconds=1))
    case = as_applicant(case, Move.APPEAL, now=case.due_at)
    for name in ("ndrc", "ndrc_lead"):
        with pytest.raises(NotAllowed, match="作出原决定的人员"):
            advance(case, Move.GRANT_APPEAL, by=user_as(name), note=REASON)
    advance(case, Move.GRANT_APPEAL, by=user_as("moe"), note=REASON)
    case = advance(case, Move.GRANT_APPEAL, by=user_as("moe_lead"))
    assert case.stage == Stage.NATIONAL_REVIEW


def test_a_dismissed_appeal_cannot_come_again(user_as):
    a_round = an_open_round(rules={"extra": {"path": ["national_review"]}})
    case = application_at(Stage.NATIONAL_REVIEW, round=a_round)
    advance(case, Move.REJECT, by=user_as("ndrc"), note=REASON)
    case = advance(case, Move.REJECT, by=user_as("ndrc_lead"))
    case = as_applicant(case, Move.APPEAL, now=timezone.now())
    advance(case, Move.DISMISS_APPEAL, by=user_as("moe"), note=REASON)
    case = advance(case, Move.DISMISS_APPEAL, by=user_as("moe_lead"))
    assert case.stage == Stage.REJECTED
    with pytest.raises(Closed):
        as_applicant(case, Move.APPEAL, now=timezone.now())


def test_a_withdrawal_makes_the_open_proposal_void(user_as):
    case = application_at(Stage.PROVINCIAL_REVIEW)
    advance(case, Move.APPROVE, by=user_as("zhejiang"))
    case = as_applicant(case, Move.WITHDRAW, now=timezone.now())
    assert case.stage == Stage.WITHDRAWN
    assert case.proposals.get().outcome == ProposalOutcome.LAPSED


def test_delisting_runs_the_hook_of_the_kind():
    case = application_at(Stage.DELISTED)
    assert case.delisted_step == case.steps.last().pk
    assert case.steps.last().note == REASON


def test_a_stale_page_is_refused_before_anything_else(user_as):
    case = application_at(Stage.PROVINCIAL_REVIEW)
    shown = case.version
    advance(case, Move.APPROVE, by=user_as("zhejiang"), version=shown)
    with pytest.raises(Stale, match="刷新页面"):
        advance(case, Move.APPROVE, by=user_as("zhejiang_lead"), version=shown)


def test_an_unknown_move_is_refused_in_words(user_as):
    case = application_at(Stage.DRAFT)
    with pytest.raises(Invalid, match="没有这种办理操作"):
        advance(case, "promote", by=user_as("enterprise"))


def test_decisions_keep_the_rules_they_were_made_under(user_as):
    case = application_at(Stage.PROVINCIAL_REVIEW)
    first = case.rule_set
    set_rules(case.round, by=user_as("ndrc_lead"), changes={"notice_days": 7})
    decide(case, Move.APPROVE, now=timezone.now())
    assert set(case.steps.values_list("rule_set", flat=True)) == {first.pk}
    later = application_at(Stage.CITY_REVIEW, round=case.round)
    assert later.rules.notice_days == 7


def test_offers_name_each_move_of_the_stage_with_its_reason(user_as):
    case = application_at(Stage.PROVINCIAL_REVIEW)
    offers = {o.move: o for o in moves_open_to(user_as("zhejiang"), case)}
    assert offers[Move.APPROVE].is_proposal
    assert offers[Move.SEND_BACK].needs_note
    assert not offers[Move.WITHDRAW].allowed
    advance(case, Move.APPROVE, by=user_as("zhejiang"))
    case.refresh_from_db()
    offers = {o.move: o for o in moves_open_to(user_as("zhejiang_lead"), case)}
    assert offers[Move.APPROVE].confirms
    assert offers[Move.REJECT].reason.endswith("。")
