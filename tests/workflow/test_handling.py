"""Who handles a case: taken, assigned, given back, come back, freed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Post
from tests.factories.reading import now_of, told, user
from tests.factories.workflow import (
    an_open_round,
    application_at,
    as_applicant,
    decide,
)
from ui.refusals import Invalid, NotAllowed, Stale
from workflow.choices import Action, Move, Stage
from workflow.models import Application, Assignment, Notification
from workflow.schedule import free_left_cases_at
from workflow.services import (
    advance,
    assign_case,
    declare_conflict,
    give_back,
    take_case,
    verify_chain,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(colleagues):
    return application_at(Stage.PROVINCIAL_REVIEW)


def test_a_handler_takes_a_case_and_his_colleagues_leave_it_to_him(case):
    taken = take_case(case, by=user("zhejiang"))
    assert taken.assignee == user("zhejiang")
    step = taken.steps.last()
    assert (step.action, step.note) == (Action.ASSIGN, "由浙江经办（演示）承办。")
    assert Application.objects.awaiting(user("zhejiang")).exists()
    assert not Application.objects.awaiting(user("zhejiang_b")).exists()
    with pytest.raises(NotAllowed, match="由浙江经办（演示）承办，须由其办理"):
        advance(case, Move.APPROVE, by=user("zhejiang_b"))
    assert advance(case, Move.APPROVE, by=user("zhejiang")).proposal
    assert not list(verify_chain())


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        ("zhejiang_lead", "只有经办人可以接办"),
        ("zhejiang_finance", "当前环节由省级牵头部门办理"),
        ("sichuan", "当前环节由省级牵头部门办理"),
        ("enterprise", "当前环节由省级牵头部门办理"),
        ("zhejiang_b", "由浙江经办（演示）承办，须由其本人或负责人转交"),
        ("zhejiang", "您已是该事项的承办人。"),
    ],
)
def test_who_cannot_take_a_case_is_told_why(case, who, sentence):
    take_case(case, by=user("zhejiang"))
    with pytest.raises(NotAllowed, match=sentence):
        take_case(case, by=user(who))
    assert case.assignments.count() == 1


def test_nothing_is_handled_outside_a_review(colleagues):
    case = application_at(Stage.PUBLIC_NOTICE)
    words = "当前环节为“公示”，无须确定承办人。"
    for act in (take_case, give_back):
        with pytest.raises(NotAllowed, match=words):
            act(case, by=user("ndrc"))
    with pytest.raises(NotAllowed, match=words):
        assign_case(case, to=user("ndrc"), by=user("ndrc_lead"))


def test_a_lead_assigns_and_everybody_concerned_is_told(case):
    take_case(case, by=user("zhejiang"))
    done = assign_case(
        case,
        to=user("zhejiang_b"),
        by=user("zhejiang_lead"),
        note="请本周内办结。",
    )
    assert done.assignee == user("zhejiang_b")
    assert "请本周内办结。" in done.steps.last().note
    for name in ("zhejiang", "zhejiang_b"):
        assert f"承办人变更：{case.title}" in told(name)
    given = done.assignments.last()
    assert (given.to, given.by) == (user("zhejiang_b"), user("zhejiang_lead"))


def test_a_handler_hands_over_what_is_his_or_nobodys(case):
    assign_case(case, to=user("zhejiang_b"), by=user("zhejiang"))
    with pytest.raises(NotAllowed, match="须由其本人或本部门负责人转交"):
        assign_case(case, to=user("zhejiang_c"), by=user("zhejiang"))
    assign_case(case, to=user("zhejiang_c"), by=user("zhejiang_b"))
    assert now_of(case).assignee == user("zhejiang_c")


@pytest.mark.parametrize(
    ("to", "sentence"),
    [
        ("zhejiang_lead", "只能交给本部门在岗的经办人。"),
        ("sichuan", "只能交给本部门在岗的经办人。"),
        ("enterprise", "只能交给本部门在岗的经办人。"),
        ("zhejiang_b", "该事项已由同事zhejiang_b承办。"),
    ],
)
def test_a_case_is_given_to_handlers_of_the_authority_alone(case, to, sentence):
    lead = user("zhejiang_lead")
    assign_case(case, to=user("zhejiang_b"), by=lead)
    with pytest.raises(Invalid, match=sentence) as refused:
        assign_case(case, to=user(to), by=lead)
    assert refused.value.issues[0].field == "to"


def test_nobody_chosen_and_a_note_too_long_are_said_at_their_fields(case):
    lead = user("zhejiang_lead")
    with pytest.raises(Invalid, match="请选择接收人。"):
        assign_case(case, to=None, by=lead)
    with pytest.raises(Invalid, match="说明不能超过300个字。") as refused:
        assign_case(case, to=user("zhejiang"), by=lead, note="长" * 301)
    assert refused.value.issues[0].field == "note"
    assert not Assignment.objects.exists()


def test_somebody_whose_account_is_disabled_is_given_nothing(case):
    to = user("zhejiang_b")
    to.is_active = False
    to.save()
    with pytest.raises(Invalid, match="在岗的经办人"):
        assign_case(case, to=to, by=user("zhejiang_lead"))


def test_a_lead_of_another_ministry_takes_nothing_away(people):
    path = {"extra": {"path": ["national_review"]}}
    case = application_at(Stage.NATIONAL_REVIEW, round=an_open_round(rules=path))
    take_case(case, by=user("moe"))
    with pytest.raises(NotAllowed, match="由教育部经办（演示）承办"):
        assign_case(case, to=user("ndrc"), by=user("ndrc_lead"))
    with pytest.raises(NotAllowed, match="只能由其本人或本部门负责人交回"):
        give_back(case, by=user("ndrc_lead"))


def test_a_case_given_back_is_anybodys_of_the_office_again(case):
    with pytest.raises(NotAllowed, match="尚未确定承办人，无须交回"):
        give_back(case, by=user("zhejiang"))
    take_case(case, by=user("zhejiang"))
    with pytest.raises(NotAllowed, match="只能由其本人或本部门负责人交回"):
        give_back(case, by=user("zhejiang_b"))
    done = give_back(case, by=user("zhejiang"), note="工作调整。")
    assert done.assignee is None
    assert done.steps.last().note.endswith("待重新确定承办人。\n工作调整。")
    assert f"承办人变更：{case.title}" in told("zhejiang_b")
    assert f"承办人变更：{case.title}" in told("zhejiang_lead")
    assert Application.objects.awaiting(user("zhejiang_b")).exists()


def test_a_stale_page_hands_nothing_over(case):
    seen = case.version
    take_case(case, by=user("zhejiang"))
    with pytest.raises(Stale):
        assign_case(case, to=user("zhejiang_b"), by=user("zhejiang_lead"), version=seen)


def test_without_four_eyes_a_handler_still_leaves_it_to_whose_it_is(colleagues):
    case = application_at(
        Stage.PROVINCIAL_REVIEW, round=an_open_round(rules={"four_eyes": []})
    )
    take_case(case, by=user("zhejiang"))
    with pytest.raises(NotAllowed, match="须由其办理"):
        advance(case, Move.APPROVE, by=user("zhejiang_b"))
    assert advance(case, Move.APPROVE, by=user("zhejiang_lead")).stage != case.stage


class TestComingBack:
    """A case that returns to an authority goes to who had it there last."""

    @pytest.fixture
    def case(self, colleagues):
        path = {"extra": {"path": ["provincial_review", "national_review"]}}
        return application_at(Stage.PROVINCIAL_REVIEW, round=an_open_round(rules=path))

    @pytest.fixture
    def returned(self, case):
        take_case(case, by=user("zhejiang_b"))
        return decide(now_of(case), Move.SEND_BACK, now=timezone.now())

    def submit(self, case):
        return as_applicant(case, Move.SUBMIT, now=timezone.now())

    def test_submitted_again_it_goes_to_him_and_he_alone_is_told(self, returned):
        Notification.objects.all().delete()
        case = self.submit(returned)
        assert case.assignee == user("zhejiang_b")
        step = case.steps.last()
        assert (step.action, step.by) == (Action.ASSIGN, None)
        assert told("zhejiang_b") == [f"待办：{case.title}"]
        assert told("zhejiang") == []
        assert not list(verify_chain())

    def test_the_applicant_may_still_take_it_back(self, returned):
        case = self.submit(returned)
        assert as_applicant(case, Move.RECALL, now=timezone.now()).assignee is None

    def test_who_no_longer_holds_the_post_gets_nothing(self, returned):
        Post.objects.filter(user__username="zhejiang_b").update(
            valid_until=timezone.now() - timedelta(minutes=1)
        )
        assert self.submit(returned).assignee is None

    def test_who_declared_a_conflict_meanwhile_gets_nothing(self, returned):
        declare_conflict(returned, by=user("zhejiang_b"), reason="亲属任职。")
        assert self.submit(returned).assignee is None

    def test_who_gave_it_back_gets_nothing(self, case):
        take_case(case, by=user("zhejiang_b"))
        give_back(case, by=user("zhejiang_b"))
        sent = decide(now_of(case), Move.SEND_BACK, now=timezone.now())
        assert self.submit(sent).assignee is None

    def test_an_appeal_granted_brings_it_back_but_its_rejecter_hears_no_appeal(
        self, case
    ):
        take_case(case, by=user("zhejiang_b"))
        rejected = decide(now_of(case), Move.REJECT, now=timezone.now())
        appealed = as_applicant(rejected, Move.APPEAL, now=timezone.now())
        assert appealed.assignee is None
        with pytest.raises(NotAllowed, match="作出原决定的人员"):
            take_case(appealed, by=user("zhejiang_b"))
        with pytest.raises(Invalid, match="作出原决定的人员"):
            assign_case(appealed, to=user("zhejiang_b"), by=user("zhejiang_lead_b"))
        advance(appealed, Move.GRANT_APPEAL, by=user("zhejiang"), note="有理。")
        granted = advance(
            appealed, Move.GRANT_APPEAL, by=user("zhejiang_lead_b"), note="同意。"
        )
        assert granted.assignee == user("zhejiang_b")


class TestLeaving:
    def test_the_clock_frees_what_somebody_leaves_behind_once(self, case):
        take_case(case, by=user("zhejiang_b"))
        now = timezone.now()
        assert free_left_cases_at(now) == 0
        Post.objects.filter(user__username="zhejiang_b").update(valid_until=now)
        later = now + timedelta(seconds=1)
        assert free_left_cases_at(later) == 1
        assert free_left_cases_at(later) == 0
        freed = now_of(case)
        assert freed.assignee is None
        assert "同事zhejiang_b已不在岗。" in freed.steps.last().note
        assert f"承办人变更：{case.title}" in told("zhejiang_lead")

    def test_a_deputy_keeps_it_until_his_last_second(self, case):
        now = timezone.now()
        lead = Post.objects.get(user__username="zhejiang")
        ends = now + timedelta(hours=1)
        Post.objects.filter(user__username="zhejiang_b").update(
            valid_until=ends, deputy_for=lead
        )
        take_case(case, by=user("zhejiang_b"))
        assert free_left_cases_at(ends - timedelta(seconds=1)) == 0
        assert free_left_cases_at(ends) == 1

    def test_a_disabled_account_frees_its_cases_too(self, case):
        take_case(case, by=user("zhejiang_b"))
        left = user("zhejiang_b")
        left.is_active = False
        left.save()
        assert free_left_cases_at(timezone.now()) == 1
