"""Opinions of departments: asked, drafted, signed, cancelled, each by its people."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from accounts.choices import OrganisationStatus, Role
from regions.calendar import BEIJING
from tests.factories.opinions import (
    WORDS,
    a_drafted,
    a_round_demanding,
    a_signed,
    an_opinion,
    person,
)
from tests.factories.workflow import (
    application_at,
    decide,
    organisation_of,
)
from ui.refusals import Closed, Invalid, NotAllowed, Refusal, Stale
from workflow.choices import Action, Move, OpinionState, Stage, Stance
from workflow.models import Notification, Opinion
from workflow.services import (
    advance,
    ask_opinions,
    cancel_opinion,
    draft_opinion,
    return_draft,
    sign_opinion,
    verify_chain,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def long_in_office(people):
    for user in people.values():
        user.posts.update(valid_from=datetime(2020, 1, 1, tzinfo=UTC))


@pytest.fixture
def case(people):
    """In the national review of a round that wants two departments' opinions."""
    a_round = a_round_demanding("finance", "industry")
    return application_at(Stage.NATIONAL_REVIEW, round=a_round)


def sentences(refused):
    return [issue.sentence for issue in refused.value.issues]


def approve(case, by="ndrc", now=None):
    return advance(case, Move.APPROVE, by=person(by), now=now)


# --- asking


def test_departments_are_asked_with_a_day_due_in_working_days(case):
    friday = datetime(2026, 6, 12, 10, tzinfo=BEIJING)
    rows = ask_opinions(
        case,
        by=person("ndrc"),
        departments=["finance", "industry"],
        request="请重点审核资金安排。",
        days=5,
        now=friday,
    )
    assert [str(row.organisation) for row in rows] == [
        "财政部（演示）",
        "工业和信息化部（演示）",
    ]
    # The 19th is the Dragon Boat Festival.
    due = datetime(2026, 6, 22, 23, 59, 59, tzinfo=BEIJING)
    assert {row.due_at for row in rows} == {due}
    assert all(row.is_required and row.submission_number == 1 for row in rows)
    step = case.steps.last()
    assert step.action == Action.ASK_OPINION
    assert "财政部（演示）、工业和信息化部（演示）" in step.note
    assert "2026年6月22日前反馈" in step.note
    told = Notification.objects.filter(key__endswith=":asked")
    assert sorted(told.values_list("user__username", flat=True)) == ["miit", "mof"]
    assert not list(verify_chain())


def test_the_days_are_those_of_the_round_unless_others_are_given(case):
    friday = datetime(2026, 6, 5, 10, tzinfo=BEIJING)
    opinion = an_opinion(case, "mof", now=friday)
    assert opinion.due_at == datetime(2026, 6, 16, 23, 59, 59, tzinfo=BEIJING)


def test_a_department_that_the_round_does_not_name_is_asked_beside(case):
    opinion = an_opinion(case, "sasac")
    assert (opinion.department, opinion.is_required) == ("state_assets", False)


def test_a_lead_may_ask_too_and_another_lead_authority_may_be_asked(case):
    assert an_opinion(case, "moe", by="ndrc_lead").asked_by.username == "ndrc_lead"


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("zhejiang", "由国家牵头部门办理"),
        ("mof", "由国家牵头部门办理"),
        ("enterprise", "由国家牵头部门办理"),
        ("expert1", "由国家牵头部门办理"),
    ],
)
def test_others_than_the_authority_in_turn_may_not_ask(case, who, words):
    with pytest.raises(NotAllowed, match=words):
        an_opinion(case, "sasac", by=who)


def test_nobody_asks_outside_a_review(people):
    case = application_at(Stage.PUBLIC_NOTICE)
    with pytest.raises(Closed, match="只有审核环节可以征求部门意见"):
        an_opinion(case, "mof")


def test_who_declared_a_conflict_neither_asks_nor_answers(case):
    opinion = an_opinion(case, "mof")
    for name in ("ndrc", "mof"):
        case.conflicts.create(user=person(name), reason="同学")
    with pytest.raises(NotAllowed, match="您已声明回避"):
        an_opinion(case, "miit")
    with pytest.raises(NotAllowed, match="您已声明回避"):
        a_drafted(opinion)
    assert not Opinion.objects.awaiting(person("mof")).exists()


@pytest.mark.parametrize("name", ["ndrc", "zhejiang_finance", "enterprise", "hangzhou"])
def test_only_departments_beside_the_authority_are_asked(case, name):
    with pytest.raises(Invalid, match="不是本级可以征求意见的部门"):
        an_opinion(case, name)


def test_a_department_that_is_disabled_is_not_asked(case):
    office = organisation_of("mof")
    office.status = OrganisationStatus.DISABLED
    office.save()
    with pytest.raises(Invalid, match="本级没有登记财政部门"):
        ask_opinions(case, by=person("ndrc"), departments=["finance"])


def test_a_unit_asks_its_own_departments():
    case = application_at(Stage.PROVINCIAL_REVIEW)
    opinion = an_opinion(case, "zhejiang_finance", by="zhejiang")
    assert opinion.stage == Stage.PROVINCIAL_REVIEW
    with pytest.raises(Invalid, match="不是本级"):
        an_opinion(case, "mof", by="zhejiang")


def test_asking_says_everything_that_is_wrong_at_its_field(case):
    an_opinion(case, "mof")
    with pytest.raises(Invalid) as refused:
        an_opinion(case, "mof", request="长" * 2001, days=61)
    assert [issue.field for issue in refused.value.issues] == [
        "organisations",
        "request",
        "days",
    ]
    with pytest.raises(Invalid, match="请选择被征求意见的部门"):
        ask_opinions(case, by=person("ndrc"))
    for days in (0, -3):
        with pytest.raises(Invalid, match="1至60个工作日"):
            an_opinion(case, "miit", days=days)


def test_asking_from_a_stale_page_is_refused(case):
    an_opinion(case, "mof", version=case.version)
    with pytest.raises(Stale):
        an_opinion(case, "miit", version=case.version)


# --- drafting and signing


def test_a_handler_drafts_and_a_lead_signs(case):
    opinion = a_drafted(an_opinion(case, "mof"), Stance.AGREE_WITH_REMARKS)
    before = case.steps.count()
    assert opinion.state == OpinionState.DRAFTED
    done = sign_opinion(opinion, by=person("mof_lead"))
    assert (done.state, done.text, done.is_late) == ("signed", WORDS, False)
    assert done.signed_post == "财政部（演示）负责人"
    step = case.steps.last()
    assert case.steps.count() == before + 1
    assert (step.action, step.about) == (Action.SIGN_OPINION, f"opinion:{done.pk}")
    assert step.note == "原则同意，附修改意见"
    keys = Notification.objects.filter(key__startswith=f"opinion:{done.pk}:")
    told = {(row.user.username, row.key.split(":")[2]) for row in keys}
    assert told == {("mof", "asked"), ("mof_lead", "drafted"), ("ndrc", "signed")}


def test_a_draft_is_kept_unfinished_and_changed_until_it_is_signed(case):
    opinion, mof = an_opinion(case, "mof"), person("mof")
    version = case.__class__.objects.get(pk=case.pk).version
    kept = draft_opinion(opinion, by=mof, stance="", text="草稿", ready=False)
    assert (kept.state, kept.text) == (OpinionState.ASKED, "草稿")
    with pytest.raises(Closed, match="尚未送签"):
        sign_opinion(kept, by=person("mof_lead"))
    ready = draft_opinion(opinion, by=mof, stance=Stance.DISAGREE, text="理由")
    changed = draft_opinion(opinion, by=mof, stance=Stance.AGREE)
    assert (ready.version, changed.version) == (3, 4)
    case.refresh_from_db()
    assert case.version == version  # nothing happened on the case yet
    with pytest.raises(Stale):
        sign_opinion(opinion, by=person("mof_lead"), version=ready.version)
    done = sign_opinion(opinion, by=person("mof_lead"), version=changed.version)
    assert (done.stance, done.text) == (Stance.AGREE, "")
    with pytest.raises(Closed, match="已由负责人签发"):
        draft_opinion(opinion, by=mof, stance=Stance.DISAGREE, text="反悔")


@pytest.mark.parametrize(
    ("stance", "text", "field"),
    [
        ("", "有话要说", "stance"),
        ("perhaps", "", "stance"),
        (Stance.DISAGREE, "  ", "text"),
        (Stance.AGREE_WITH_REMARKS, "", "text"),
        (Stance.AGREE, "长" * 5001, "text"),
    ],
)
def test_a_draft_that_says_too_little_or_too_much_is_refused(case, stance, text, field):
    with pytest.raises(Invalid) as refused:
        a_drafted(an_opinion(case, "mof"), stance, text)
    assert [issue.field for issue in refused.value.issues] == [field]


@pytest.mark.parametrize("stance", [Stance.AGREE, Stance.NOT_CONCERNED])
def test_agreeing_and_not_being_concerned_need_no_words(case, stance):
    assert a_signed(an_opinion(case, "mof"), stance, "").stance == stance


def test_two_different_people_of_the_department_give_an_opinion(case):
    opinion, mof = an_opinion(case, "mof"), person("mof")
    with pytest.raises(NotAllowed, match="只有财政部（演示）的经办人"):
        draft_opinion(opinion, by=person("mof_lead"), stance=Stance.AGREE)
    a_drafted(opinion)
    with pytest.raises(NotAllowed, match="只有财政部（演示）的负责人"):
        sign_opinion(opinion, by=mof)
    mof.posts.create(organisation=opinion.organisation, role=Role.LEAD)
    with pytest.raises(NotAllowed, match="须由本部门其他负责人签发"):
        sign_opinion(opinion, by=person("mof"))
    assert not Opinion.objects.awaiting(person("mof")).exists()


@pytest.mark.parametrize("name", ["ndrc", "miit", "miit_lead", "zhejiang_finance"])
def test_nobody_answers_for_another_department(case, name):
    opinion = a_drafted(an_opinion(case, "mof"))
    with pytest.raises(NotAllowed):
        draft_opinion(opinion, by=person(name), stance=Stance.AGREE)
    with pytest.raises(NotAllowed):
        sign_opinion(opinion, by=person(name))


def test_a_lead_gives_the_draft_back_with_a_reason(case):
    opinion = a_drafted(an_opinion(case, "mof"))
    lead = person("mof_lead")
    with pytest.raises(Invalid, match="请填写理由"):
        return_draft(opinion, by=lead, reason=" ")
    back = return_draft(opinion, by=lead, reason="请补充测算依据。")
    assert (back.state, back.text) == (OpinionState.ASKED, WORDS)
    told = Notification.objects.filter(key__contains=":returned:").get()
    assert told.user.username == "mof"
    assert "请补充测算依据。" in told.body
    again = a_drafted(opinion, Stance.AGREE)
    assert again.note == ""


def test_a_deputy_whose_term_is_over_may_not_sign_any_more(case):
    opinion, deputy = a_drafted(an_opinion(case, "mof")), person("sasac")
    lead_post = person("mof_lead").posts.get()
    post = deputy.posts.create(
        organisation=opinion.organisation,
        role=Role.LEAD,
        deputy_for=lead_post,
        valid_from=timezone.now() - timedelta(days=2),
        valid_until=timezone.now() - timedelta(minutes=1),
    )
    with pytest.raises(NotAllowed, match="任职或代理期限已经结束"):
        sign_opinion(opinion, by=person("sasac"))
    post.valid_until = timezone.now() + timedelta(minutes=1)
    post.save()
    done = sign_opinion(opinion, by=person("sasac"))
    assert done.signed_post == "财政部（演示）负责人（代财政部负责（演示））"


def test_an_opinion_after_its_day_is_taken_and_shown_as_late(case):
    opinion = an_opinion(case, "mof")
    last = opinion.due_at + timedelta(milliseconds=999)
    assert not a_signed(opinion, now=last).is_late
    other = an_opinion(case, "miit")
    late = a_signed(other, now=other.due_at + timedelta(seconds=1))
    assert late.is_late
    assert case.steps.last().note == "同意（逾期反馈）"


def test_an_opinion_after_the_stage_has_moved_is_refused_in_words(case):
    opinion = a_drafted(an_opinion(case, "mof"))
    decide(case, Move.SEND_BACK, now=timezone.now())
    opinion.refresh_from_db()
    assert opinion.state == OpinionState.CANCELLED
    assert opinion.note == "该申报已离开“国家审核”环节。"
    for act in (
        lambda: a_drafted(opinion),
        lambda: sign_opinion(opinion, by=person("mof_lead")),
        lambda: cancel_opinion(opinion, by=person("ndrc"), reason="不再需要"),
    ):
        with pytest.raises(Refusal) as refused:
            act()
        assert refused.value.sentence.endswith("。")
    with pytest.raises(Closed, match="已离开“国家审核”环节，不再接收部门意见"):
        a_drafted(opinion)
    told = Notification.objects.filter(key=f"opinion:{opinion.pk}:ended")
    assert set(told.values_list("user__username", flat=True)) == {"mof", "mof_lead"}


# --- cancelling


def test_the_asking_authority_asks_no_more_with_a_reason(case):
    opinion = an_opinion(case, "mof")
    with pytest.raises(NotAllowed, match="只有国家发展改革委"):
        cancel_opinion(opinion, by=person("moe"), reason="不归你")
    with pytest.raises(Invalid, match="请填写理由"):
        cancel_opinion(opinion, by=person("ndrc_lead"), reason="")
    done = cancel_opinion(opinion, by=person("ndrc_lead"), reason="重复征求。")
    assert done.state == OpinionState.CANCELLED
    assert case.steps.last().action == Action.CANCEL_OPINION
    with pytest.raises(Closed, match="已取消"):
        a_drafted(opinion)
    assert an_opinion(case, "mof").pk != opinion.pk
