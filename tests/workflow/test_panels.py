"""Panels: drawn by the clock, answered by experts, scored, closed, scored again."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from tests.factories.experts import (
    accepted,
    an_expert,
    an_expert_pool,
    drawn,
    hand_in,
    holder,
    panel_of,
    scored,
)
from tests.factories.workflow import (
    REASON,
    as_applicant,
    decide,
    in_expert_review,
    organisation_of,
)
from ui.refusals import Closed, Invalid, NotAllowed
from workflow.choices import (
    Action,
    ExpertStatus,
    Move,
    PanelState,
    SeatState,
    Stage,
    TieNature,
)
from workflow.models import Conflict, Draw, Notification, Panel
from workflow.schedule import draw_panels_at, remind_experts_at
from workflow.services import (
    accept_seat,
    advance,
    ask_to_draw_again,
    close_panel,
    declare_tie,
    decline_seat,
    edit_expert,
    recuse_from_seat,
    same_again,
    second_round,
    verify_chain,
)

pytestmark = pytest.mark.django_db


def reasons(panel):
    """Why experts were left out of the last draw, by name."""
    pool = panel.draws.last().pool
    return {line["name"]: line["barred"] for line in pool if line["barred"]}


@pytest.fixture
def now():
    return timezone.now()


def test_the_clock_draws_the_panel_once_and_tells_those_drawn(now):
    an_expert_pool()
    case = in_expert_review()
    assert panel_of(case).state == PanelState.WAITING
    assert draw_panels_at(now) == 1
    assert draw_panels_at(now + timedelta(minutes=1)) == 0
    panel = panel_of(case)
    assert panel.state == PanelState.SCORING
    seats = panel.seats.all()
    assert [seat.state for seat in seats] == [SeatState.INVITED] * 3
    told = Notification.objects.filter(key__endswith=":invited")
    assert {n.user_id for n in told} == {seat.expert.user_id for seat in seats}
    assert {n.path for n in told} == {seat.get_absolute_url() for seat in seats}
    step = case.steps.get(action=Action.DRAW)
    assert (step.by_name, step.about) == ("系统", f"draw:{panel.draws.get().pk}")
    assert not list(verify_chain())


def test_a_draw_is_done_again_from_its_record_alone(now):
    case = in_expert_review(panel_quotas={"vocational_education": 1, "industry": 1})
    record = drawn(case, now).draws.get()
    assert list(same_again(record)) == record.drawn
    Panel.objects.get().seats.update(state=SeatState.VOID)
    edit_expert(an_expert_pool()[0], by=lead(), status=ExpertStatus.LEFT)
    assert list(same_again(Draw.objects.get())) == record.drawn


def lead(name="ndrc_lead"):
    return organisation_user(name)


def organisation_user(name):
    return organisation_of(name).posts.get(user__username=name).user


def test_nobody_bound_to_the_applicant_is_drawn_and_each_has_his_reason(now):
    one, two, three, four, five = an_expert_pool()
    applicant = organisation_of("enterprise")
    local = an_expert("law", region="330000")
    former = an_expert("law", region="510000")
    own = an_expert("law", region="520000")
    case = in_expert_review()
    given = {"by": lead(), "now": now, "organisation": applicant}
    declare_tie(one, nature=TieNature.COOPERATION, **given)
    declare_tie(
        two, nature=TieNature.CONSULTING, ends_on=date(now.year - 1, 6, 1), **given
    )
    declare_tie(former, nature=TieNature.COOPERATION, ends_on=date(2018, 6, 1), **given)
    edit_expert(three, by=lead(), status=ExpertStatus.PAUSED)
    Conflict.objects.create(application=case, user=four.user, reason="曾参与编制")
    own.user.posts.update(organisation=applicant)
    an_expert("law", region="620000")
    panel = drawn(case, timezone.now())
    until = f"至{now.year - 1}年6月1日"
    assert reasons(panel) == {
        one.user.name: "与申报单位有利益关系（合作项目）。",
        two.user.name: f"与申报单位有利益关系（咨询、授课等有偿服务，{until}）。",
        three.user.name: "专家库状态为“暂停”。",
        four.user.name: "已声明回避该事项。",
        local.user.name: "与申报单位同属一个地区。",
        own.user.name: "在申报单位任职。",
    }
    seated = set(panel.seats.values_list("expert_id", flat=True))
    assert {five.pk, former.pk} <= seated


def test_who_handled_the_case_or_works_for_the_authority_is_not_drawn(now):
    one, two, *_others = an_expert_pool()
    case = in_expert_review()
    handler = one.user.posts.create(
        organisation=organisation_of("ndrc"), role="handler", valid_from=now
    )
    advance(case, Move.SEND_BACK, by=one.user, note=REASON)
    handler.valid_until = now
    handler.save()
    two.user.posts.create(organisation=organisation_of("moe"), role="handler")
    panel = drawn(case, now + timedelta(minutes=1))
    assert reasons(panel) == {
        one.user.name: "曾办理该事项。",
        two.user.name: "为该环节牵头部门工作人员。",
    }


def test_a_pool_that_cannot_meet_a_quota_is_told_once_and_mended(now):
    an_expert_pool()
    case = in_expert_review(panel_quotas={"law": 2})
    assert draw_panels_at(now) == 0
    panel = panel_of(case)
    assert panel.shortfall == "“政策法规”领域需2名，可抽取的仅0名。"
    told = Notification.objects.filter(subject__startswith="未能抽取评审专家")
    assert set(told.values_list("user__username", flat=True)) >= {"ndrc", "ndrc_lead"}
    count = told.count()
    assert draw_panels_at(now + timedelta(hours=2)) == 0
    assert told.count() == count
    an_expert("law", region="510000")
    assert draw_panels_at(now + timedelta(hours=4)) == 0
    panel.refresh_from_db()
    assert panel.shortfall == "“政策法规”领域需2名，可抽取的仅1名。"
    assert told.count() == 2 * count
    an_expert("law", region="520000")
    later = now + timedelta(hours=4, minutes=5)
    assert draw_panels_at(later) == 0  # tried a few minutes ago
    ask_to_draw_again(panel, by=lead(), now=later)
    assert draw_panels_at(later) == 1


def test_nobody_has_a_drawn_panel_drawn_again(now):
    panel = drawn(in_expert_review(), now)
    with pytest.raises(Closed, match="不能再次抽取"):
        ask_to_draw_again(panel, by=lead(), now=now)
    with pytest.raises(NotAllowed, match="牵头部门的负责人"):
        ask_to_draw_again(panel, by=lead("mof_lead"), now=now)


def test_who_declines_is_replaced_at_once_under_what_is_left_of_the_quotas(now):
    case = in_expert_review(panel_quotas={"vocational_education": 1, "industry": 1})
    panel = drawn(case, now)
    seat = panel.seats.first()
    decline_seat(seat, by=holder(seat), reason="出差", now=now)
    second = panel.draws.get(number=2)
    assert second.demands["kept"] == sorted(
        panel.seats.exclude(pk=seat.pk)
        .filter(draw__number=1)
        .values_list("expert", flat=True)
    )
    replacement = panel.seats.get(draw=second)
    assert replacement.replaces == seat
    fields = [set(s.expert.fields) for s in panel.seats.taken()]
    assert len(fields) == 3
    assert any("vocational_education" in f for f in fields)
    assert any("industry" in f for f in fields)
    assert list(same_again(second)) == second.drawn
    assert reasons(panel)[seat.expert.user.name] == "已抽入过本专家组。"


def test_who_recuses_himself_stays_off_the_case_and_the_tie_is_kept(now):
    case = in_expert_review()
    panel = drawn(case, now)
    seat = accepted(panel, now)[0]
    recuse_from_seat(seat, by=holder(seat), reason="与申报单位有合作课题", now=now)
    seat.refresh_from_db()
    assert seat.state == SeatState.RECUSED
    assert case.conflicts.get().user_id == seat.expert.user_id
    tie = seat.expert.ties.get()
    assert (tie.organisation, tie.nature) == (case.applicant, TieNature.DECLARED)
    assert panel.seats.taken().count() == 3
    assert case.steps.filter(action=Action.SEAT, note__contains="申请回避").exists()


def test_giving_up_a_seat_wants_a_reason(now):
    seat = drawn(in_expert_review(), now).seats.first()
    for give_up in (decline_seat, recuse_from_seat):
        with pytest.raises(Invalid, match="请填写理由"):
            give_up(seat, by=holder(seat), reason=" \u200b ", now=now)


def test_who_does_not_answer_in_time_loses_his_seat_to_another(now):
    case = in_expert_review()
    panel = drawn(case, now)
    first, *rest = panel.seats.all()
    for seat in rest:
        accept_seat(seat, by=holder(seat), now=now)
    last = first.answer_by + timedelta(milliseconds=500)
    assert draw_panels_at(last) == 0
    late = first.answer_by + timedelta(seconds=1)
    with pytest.raises(Closed, match="已超过应邀期限"):
        accept_seat(first, by=holder(first), now=late)
    draw_panels_at(late)
    draw_panels_at(late)
    first.refresh_from_db()
    assert first.state == SeatState.LAPSED
    assert panel.seats.taken().count() == 3
    assert panel.draws.count() == 2


def test_a_seat_that_cannot_be_filled_again_waits_for_the_pool(now):
    case = in_expert_review(panel_size=5)
    panel = drawn(case, now)
    seats = accepted(panel, now)
    decline_seat(seats[0], by=holder(seats[0]), reason="生病", now=now)
    for seat in seats[1:]:
        hand_in(seat, now)
    panel.refresh_from_db()
    assert panel.state == PanelState.SCORING
    assert panel.shortfall == "专家组需5名，在任4名，另可抽取的仅0名。"
    an_expert("law", region="510000")
    ask_to_draw_again(panel, by=lead(), now=now)
    assert draw_panels_at(now + timedelta(minutes=1)) == 1
    (new,) = accepted(panel, now)[4:]
    hand_in(new, now)
    panel.refresh_from_db()
    assert (panel.state, panel.sheets) == (PanelState.CLOSED, 5)


def test_the_last_sheet_closes_the_panel_with_its_figures(now):
    case = in_expert_review(outlier_points=9)
    panel = scored(case, shares=("0.7", "0.8", "0.9"), now=now)
    assert (panel.mean, panel.spread) == (Decimal("80.00"), Decimal("10.00"))
    assert (panel.lowest, panel.highest, panel.sheets) == (70, 90, 3)
    means = {c["key"]: c["mean"] for c in panel.summary["criteria"]}
    assert means["measures"] == "20.00"
    apart = [row["distance"] for row in panel.summary["outliers"]]
    assert sorted(apart) == ["-10.00", "10.00"]
    step = case.steps.get(action=Action.CLOSE_PANEL)
    assert (step.about, step.by_name) == (f"panel:{panel.pk}", "系统")
    assert len(panel.record()["sheets"]) == 3
    assert Notification.objects.filter(
        key=f"panel:{panel.pk}:closed", user__username="ndrc"
    ).exists()
    assert not list(verify_chain())


def test_no_decision_is_made_before_the_scores_are_in(now):
    case = in_expert_review()
    with pytest.raises(Invalid, match="还有1处"):
        advance(case, Move.APPROVE, by=organisation_user("ndrc"))
    scored(case, now=now)
    case = decide(case, Move.APPROVE, now=now)
    assert case.stage == Stage.NATIONAL_REVIEW


def test_a_lead_closes_after_the_day_with_enough_sheets(now):
    case = in_expert_review()
    panel = drawn(case, now)
    one, two, three = accepted(panel, now)
    hand_in(one, now)
    with pytest.raises(Closed, match="评分期限未到"):
        close_panel(panel, by=lead(), now=panel.due_at)
    late = panel.due_at + timedelta(seconds=1)
    with pytest.raises(Closed, match="已提交评分1份，不足2份"):
        close_panel(panel, by=lead(), now=late)
    hand_in(two, late)
    with pytest.raises(NotAllowed):
        close_panel(panel, by=organisation_user("ndrc"), now=late)
    closed = close_panel(panel, by=lead(), now=late)
    assert (closed.state, closed.sheets) == (PanelState.CLOSED, 2)
    three.refresh_from_db()
    assert three.state == SeatState.VOID
    with pytest.raises(Closed, match="专家评审已结束"):
        hand_in(three, late)


def test_the_same_experts_score_a_second_round_and_its_result_counts(now):
    case = in_expert_review()
    first = scored(case, shares=("0.3", "0.8", "0.9"), now=now)
    with pytest.raises(Invalid, match="请填写理由"):
        second_round(first, by=lead(), reason="", now=now)
    again = second_round(first, by=lead(), reason="分歧较大", now=now)
    experts = {seat.expert_id for seat in first.seats.all()}
    assert {seat.expert_id for seat in again.seats.all()} == experts
    assert {seat.state for seat in again.seats.all()} == {SeatState.ACCEPTED}
    assert set(same_again(again.draws.get())) == experts
    assert not Panel.objects.results().exists()
    with pytest.raises(Invalid):
        advance(case, Move.APPROVE, by=organisation_user("ndrc"))
    for seat in again.seats.all():
        hand_in(seat, now)
    assert list(Panel.objects.results()) == [again]
    again.refresh_from_db()
    with pytest.raises(Closed, match="已开展过第二轮"):
        second_round(again, by=lead(), reason="再来", now=now)
    assert decide(case, Move.APPROVE, now=now).stage == Stage.NATIONAL_REVIEW


def test_a_case_that_leaves_takes_its_panel_with_it_and_experts_are_told(now):
    case = in_expert_review()
    panel = drawn(case, now)
    seat = accepted(panel, now)[0]
    as_applicant(case, Move.WITHDRAW, now=now)
    panel.refresh_from_db()
    seat.refresh_from_db()
    assert (panel.state, seat.state) == (PanelState.VOID, SeatState.VOID)
    assert Notification.objects.filter(key__endswith=":ended").count() == 3
    with pytest.raises(Closed, match="该评审已终止"):
        hand_in(seat, now)
    assert draw_panels_at(now + timedelta(hours=2)) == 0


def test_a_new_submission_has_a_panel_of_its_own(now):
    case = in_expert_review()
    old = drawn(case, now)
    case = decide_back(case, now)
    as_applicant(case, Move.SUBMIT, now=now)
    new = panel_of(case)
    assert (new.submission_number, new.state) == (2, PanelState.WAITING)
    assert new.pk != old.pk


def decide_back(case, now):
    """Returned before the scores are in: that needs no panel."""
    case.refresh_from_db()
    advance(case, Move.SEND_BACK, by=organisation_user("ndrc"), note=REASON, now=now)
    return advance(case, Move.SEND_BACK, by=lead(), now=now)


def test_experts_are_reminded_once_before_and_once_after_the_day(now):
    panel = drawn(in_expert_review(), now)
    one, *_rest = accepted(panel, now)
    hand_in(one, now)
    assert remind_experts_at(panel.remind_at - timedelta(seconds=1)) == 0
    for moment, words in (
        (panel.remind_at, "评审即将到期"),
        (panel.due_at + timedelta(seconds=1), "评审已逾期"),
    ):
        assert remind_experts_at(moment) == 1
        assert remind_experts_at(moment) == 0
        assert Notification.objects.filter(subject__startswith=words).count() == 2
    assert Notification.objects.filter(
        subject__startswith="专家评分已逾期", user__username="ndrc_lead"
    ).exists()


def test_rounds_keep_the_rules_they_were_submitted_under(now):
    case = in_expert_review()
    panel = drawn(case, now)
    assert panel.rules.panel_size == 3
    assert panel.rule_set_id == case.rule_set_id
