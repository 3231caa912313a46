"""What opinions mean for the decision, and who reads them."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Organisation
from tests.factories.opinions import (
    WORDS,
    a_drafted,
    a_round_demanding,
    a_signed,
    after,
    an_opinion,
    person,
)
from tests.factories.workflow import (
    application_at,
    as_applicant,
    decide,
    organisation_of,
)
from ui.refusals import Closed, Invalid, NotAllowed, Stale
from workflow.choices import Move, OpinionState, Stage, Stance
from workflow.models import Opinion
from workflow.services import (
    advance,
    ask_opinions,
    opinions_seen_by,
    sign_opinion,
    steps_seen_by,
    verify_chain,
    write_resolution,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(db):
    """In the national review of a round that wants two departments' opinions."""
    a_round = a_round_demanding("finance", "industry")
    return application_at(Stage.NATIONAL_REVIEW, round=a_round)


def sentences(refused):
    return [issue.sentence for issue in refused.value.issues]


def approve(case, by="ndrc", now=None):
    return advance(case, Move.APPROVE, by=person(by), now=now)


# --- what it means for the decision


def test_an_approval_waits_for_the_departments_that_the_round_names(case):
    with pytest.raises(Invalid) as refused:
        approve(case)
    assert sentences(refused) == [
        "尚未征求财政部门意见。",
        "尚未征求工业和信息化部门意见。",
    ]
    a_signed(an_opinion(case, "mof"))
    asked = an_opinion(case, "miit")
    with pytest.raises(Invalid) as refused:
        approve(case)
    assert sentences(refused) == [
        "工业和信息化部（演示）尚未反馈工业和信息化部门意见。"
    ]
    a_signed(asked, Stance.NOT_CONCERNED, "")
    assert approve(case).proposal.move == Move.APPROVE


def test_a_return_and_a_rejection_wait_for_no_opinion(case):
    an_opinion(case, "mof")
    assert advance(case, Move.SEND_BACK, by=person("ndrc"), note="补充").proposal


@pytest.mark.parametrize(("rule", "waits"), [("wait", True), ("agree", False)])
def test_what_an_overdue_opinion_means_is_the_rounds_to_say(rule, waits):
    a_round = a_round_demanding("finance", overdue_opinion=rule)
    case = application_at(Stage.NATIONAL_REVIEW, round=a_round)
    opinion = an_opinion(case, "mof")
    with pytest.raises(Invalid):
        approve(case, now=opinion.due_at)
    later = opinion.due_at + timedelta(seconds=1)
    words = opinions_seen_by(person("ndrc"), case, later).wanted[0].words
    if waits:
        assert words == "逾期未反馈，按批次规则须等待反馈"
        with pytest.raises(Invalid):
            approve(case, now=later)
    else:
        assert words == "逾期未反馈，按批次规则视为无不同意见"
        assert approve(case, now=later).proposal


def test_a_disagreement_needs_a_resolution_before_an_approval(case):
    a_signed(an_opinion(case, "mof"))
    against = a_signed(an_opinion(case, "miit"), Stance.DISAGREE)
    with pytest.raises(Invalid) as refused:
        approve(case)
    assert sentences(refused) == ["工业和信息化部（演示）不同意，须先填写协调结论。"]
    board = opinions_seen_by(person("ndrc"), case, timezone.now())
    assert (board.divided, board.may_settle) == ("意见不一致", True)
    text = "经与工业和信息化部协商，采纳其意见，已要求补充设备更新方案。"
    made = write_resolution(case, by=person("ndrc"), text=text, now=after(case))
    assert made.at > against.signed_at
    assert case.steps.last().about == f"resolution:{made.pk}"
    assert approve(case, now=after(case)).proposal
    # Another department that disagrees afterwards wants its own answer.
    a_signed(an_opinion(case, "sasac"), Stance.DISAGREE)
    with pytest.raises(Invalid, match="还有1处"):
        approve(case, by="ndrc_lead", now=after(case))


def test_a_resolution_is_written_only_over_a_disagreement_and_by_who_decides(case):
    with pytest.raises(Closed, match="没有部门提出不同意见"):
        write_resolution(case, by=person("ndrc"), text="无")
    a_signed(an_opinion(case, "miit"), Stance.DISAGREE)
    board = opinions_seen_by(person("ndrc"), case, timezone.now())
    assert board.divided == "有部门不同意"
    for name in ("miit", "miit_lead", "zhejiang", "enterprise"):
        with pytest.raises(NotAllowed):
            write_resolution(case, by=person(name), text="无")
    for text in (" ", "长" * 5001):
        with pytest.raises(Invalid, match="协调结论"):
            write_resolution(case, by=person("ndrc"), text=text)
    version = case.version
    with pytest.raises(Stale):
        write_resolution(case, by=person("ndrc"), text="经协商一致。", version=version)


def test_a_new_submission_supersedes_what_was_signed_and_it_is_asked_anew(case):
    old = a_signed(an_opinion(case, "mof"), Stance.DISAGREE)
    write_resolution(case, by=person("ndrc"), text="退回补正。")
    now = timezone.now()
    back = decide(case, Move.SEND_BACK, now=now)
    again = as_applicant(back, Move.SUBMIT, now=now + timedelta(hours=1))
    again = decide(again, Move.APPROVE, now=now + timedelta(hours=2))
    old.refresh_from_db()
    assert old.state_label == "已随第2次提交失效"
    assert (old.state, old.text) == (OpinionState.SIGNED, WORDS)
    with pytest.raises(Invalid) as refused:
        approve(again, now=now + timedelta(hours=3))
    assert "尚未征求财政部门意见。" in sentences(refused)
    new = an_opinion(again, "mof")
    assert new.submission_number == 2
    board = opinions_seen_by(person("ndrc"), again, now)
    assert [row.opinion.pk for row in board.current] == [new.pk]
    assert [row.opinion.pk for row in board.past] == [old.pk]
    assert board.divided == ""
    assert not list(verify_chain())


def test_the_database_keeps_what_is_signed(case):
    opinion = a_signed(an_opinion(case, "mof"))
    for change in ({"text": "改"}, {"stance": Stance.DISAGREE}, {"signed_by": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Opinion.objects.filter(pk=opinion.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Opinion.objects.filter(pk=opinion.pk).delete()


# --- who reads what


def test_a_draft_is_its_departments_own_until_it_is_signed(case):
    opinion = a_drafted(an_opinion(case, "mof"), Stance.DISAGREE)

    def read_by(name):
        board = opinions_seen_by(person(name), case, timezone.now())
        return [(row.stance, row.text) for row in board.current]

    assert read_by("mof") == read_by("mof_lead") == [("不同意", WORDS)]
    assert read_by("ndrc") == read_by("miit") == [("", "")]
    sign_opinion(opinion, by=person("mof_lead"))
    assert read_by("ndrc") == read_by("miit") == [("不同意", WORDS)]


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("ndrc", 1),
        ("mof", 1),
        ("miit_lead", 1),
        ("zhejiang", 0),
        ("zhejiang_finance", 0),
        ("sichuan", 0),
        ("hangzhou", 0),
        ("enterprise", 0),
        ("expert1", 0),
        ("auditor", 0),
        ("sysadmin", 0),
    ],
)
def test_a_national_opinion_is_seen_at_the_nation_alone(case, user_as, name, count):
    a_signed(an_opinion(case, "mof"))
    user = user_as(name)
    assert Opinion.objects.visible_to(user).count() == count
    seen = [s for s in steps_seen_by(user, case) if "opinion" in s.action]
    assert bool(seen) == bool(count)


def test_a_units_opinion_is_seen_by_the_unit_and_the_nation(user_as):
    case = application_at(Stage.PROVINCIAL_REVIEW)
    an_opinion(case, "zhejiang_finance", by="zhejiang")
    for name in ("zhejiang", "zhejiang_finance_lead", "ndrc", "mof"):
        assert Opinion.objects.visible_to(user_as(name)).count() == 1, name
    for name in ("sichuan", "ningbo", "hangzhou", "enterprise", "expert1"):
        assert not Opinion.objects.visible_to(user_as(name)).exists(), name
        assert opinions_seen_by(user_as(name), case, timezone.now()) is None, name


def test_a_citys_opinion_is_seen_by_the_city_its_unit_and_the_nation(user_as):
    case = application_at(Stage.CITY_REVIEW)
    office = organisation_of("hangzhou")
    bureau = Organisation.objects.create(
        name="杭州市财政局（演示）",
        kind=office.kind,
        managing_unit=office.managing_unit,
        division=office.division,
        department="finance",
    )
    ask_opinions(case, by=person("hangzhou"), organisations=[bureau])
    for name in ("hangzhou", "zhejiang", "zhejiang_finance", "ndrc"):
        assert Opinion.objects.visible_to(user_as(name)).count() == 1, name
    for name in ("wenzhou", "sichuan", "ningbo", "enterprise", "expert1"):
        assert not Opinion.objects.visible_to(user_as(name)).exists(), name


def test_what_waits_for_whom(case):
    opinion = an_opinion(case, "mof")

    def waits():
        names = ("mof", "mof_lead", "miit", "ndrc", "moe_lead")
        return [n for n in names if Opinion.objects.awaiting(person(n)).exists()]

    assert waits() == ["mof"]
    a_drafted(opinion)
    assert waits() == ["mof_lead"]
    sign_opinion(opinion, by=person("mof_lead"))
    assert waits() == []
