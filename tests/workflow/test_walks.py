"""Random moves by random people: the declared paths hold, and nothing else happens."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.choices import Role
from accounts.models import User
from tests.factories.workflow import (
    FINDING,
    OBJECTOR,
    TEXT,
    an_open_round,
    application_at,
)
from tests.personas import people_by_name
from ui.refusals import Closed, Issue, Refusal
from workflow.choices import OPEN_OBJECTIONS, Action, Move, ObjectionState, Stage
from workflow.models import (
    Appeal,
    Application,
    Objection,
    Proposal,
    Step,
    Submission,
)
from workflow.permissions import can_hand_up
from workflow.services import (
    advance,
    confirm_objection,
    decline_proposal,
    file_objection,
    hand_up_appeal,
    investigate,
    moves_open_to,
    return_objection,
    verify_chain,
)

pytestmark = pytest.mark.django_db

PATHS = [
    ["city_review", "provincial_review", "expert_review", "public_notice"],
    ["provincial_review", "expert_review", "national_review", "public_notice"],
    ["national_review", "expert_review", "public_notice"],
    ["provincial_review", "public_notice", "national_review"],
    ["city_review", "provincial_review"],
    ["provincial_review"],
]
REVIEWS = {"city_review", "provincial_review", "expert_review", "national_review"}
WHO = [
    "clock",
    "visitor",
    "enterprise",
    "enterprise_ningbo",
    "hangzhou",
    "zhejiang",
    "zhejiang_lead",
    "sichuan",
    "sichuan_lead",
    "ndrc",
    "ndrc_lead",
    "moe",
    "moe_lead",
    "mof",
    "expert1",
    "sysadmin",
    "auditor",
]
# Acts on what hangs on the case, beside the moves.
OBJECT, UPHOLD, DISMISS = "object", "find_upheld", "find_dismissed"
CONFIRM, RETURN, HAND_UP = "confirm_objection", "return_objection", "hand_up"
BESIDE = (OBJECT, UPHOLD, DISMISS, CONFIRM, RETURN, HAND_UP)
ACTS = st.tuples(
    st.sampled_from(WHO),
    st.sampled_from([*Move.values, "decline", "promote", *BESIDE]),
    st.sampled_from(["", "理由充分。"]),
    st.sampled_from([0, 1, 30]),
)


def allowed_edges(path):
    """Every (from, move, to) that may happen on a path, said here once more."""
    end = [*path, "listed"]
    edges = {("draft", "withdraw", "withdrawn"), ("returned", "withdraw", "withdrawn")}
    edges |= {(origin, "submit", path[0]) for origin in ("draft", "returned")}
    edges |= {("listed", "delist", "delisted"), ("rejected", "appeal", "under_appeal")}
    edges |= {("under_appeal", "dismiss_appeal", "rejected")}
    edges |= {(path[0], "recall", "draft")}
    for stage, following in zip(path, end[1:], strict=True):
        edges.add((stage, "withdraw", "withdrawn"))
        if stage in REVIEWS:
            edges.add((stage, "approve", following))
            edges.add((stage, "send_back", "returned"))
            edges.add((stage, "reject", "rejected"))
            edges.add(("under_appeal", "grant_appeal", stage))
        else:
            before = path[path.index(stage) - 1]
            edges.add((stage, "close_notice", following))
            edges.add((stage, "uphold_objection", before))
            edges.add((stage, "stop_notice", before))
    return edges


def row_of(pk):
    return (
        Application.objects.filter(pk=pk).values().get(),
        list(Step.objects.filter(application=pk).values()),
        list(Submission.objects.filter(application=pk).values()),
        list(Proposal.objects.filter(application=pk).values()),
        list(Objection.objects.filter(application=pk).values()),
        list(Appeal.objects.filter(application=pk).values()),
    )


def act(case, user, move, note, now):
    with transaction.atomic():
        if move in BESIDE:
            return act_beside(case, user, move, note, now)
        if move == "decline":
            return decline_proposal(case, by=user, note=note, now=now)
        remarks = [Issue("goal", note)] if note and move == "send_back" else []
        return advance(case, move, by=user, note=note, remarks=remarks, now=now)


def act_beside(case, user, move, note, now):
    entry, open_ones = case.notice_entries.last(), case.objections.open().order_by("pk")
    if move == OBJECT and entry is not None:
        return file_objection(entry, objector=OBJECTOR, text=TEXT, now=now)
    if move in (UPHOLD, DISMISS) and (made := open_ones.first()):
        finding = move.removeprefix("find_")
        return investigate(made, by=user, finding=finding, now=now, **FINDING)
    if move == CONFIRM and (made := open_ones.last()):
        return confirm_objection(made, by=user, now=now)
    if move == RETURN and (made := open_ones.last()):
        return return_objection(made, by=user, reason=note, now=now)
    if move == HAND_UP:
        return hand_up_appeal(case, by=user, now=now)
    raise Closed("没有可以办理的异议。")


def refusal_of(*given):
    try:
        act(*given)
    except Refusal as refusal:
        return refusal
    return None


def people():
    found = {**people_by_name(), "clock": None, "visitor": AnonymousUser()}
    return {name: found[name] for name in WHO}


def check_four_eyes(pk):
    """No decision in a four-eyed stage was confirmed by who proposed it."""
    proposals = {}
    for step in Step.objects.filter(application=pk).order_by("sequence"):
        if step.action == Action.PROPOSE:
            proposals[step.move] = step
            assert step.by.posts.filter(role=Role.HANDLER).exists()
        elif step.action == Action.MOVE and step.move in proposals:
            proposed = proposals.pop(step.move)
            if proposed.sequence == step.sequence - 1:
                assert proposed.by_id != step.by_id
                assert proposed.organisation_id == step.organisation_id


@given(path=st.sampled_from(PATHS), acts=st.lists(ACTS, min_size=5, max_size=25))
def test_random_walks_stay_on_the_declared_paths(path, acts):
    with transaction.atomic():
        walk(path, (lambda case, users, now, given=given: given for given in acts))
        transaction.set_rollback(True)


def walk(path, choices):
    now = timezone.now()
    case = application_at(
        Stage.DRAFT, round=an_open_round(rules={"extra": {"path": path}}, now=now)
    )
    edges, users = allowed_edges(path), people()
    number, reached = None, {"draft"}
    for choose in choices:
        row = Application.objects.get(pk=case.pk)
        who, move, note, days = choose(row, users, now)
        now += timedelta(days=days)
        before = row_of(case.pk)
        if users[who] is None and move == "decline":
            continue
        refused = refusal_of(case, users[who], move, note, now)
        if refused is not None:
            assert refused.sentence.endswith("。"), refused.sentence
            assert all(issue.sentence.endswith("。") for issue in refused.issues)
            assert row_of(case.pk) == before
            continue
        check_steps(before, case.pk, edges, who, move)
        row = Application.objects.get(pk=case.pk)
        check_beside(row)
        assert number in (None, row.number)
        number = row.number
        reached.add(row.stage)
    check_four_eyes(case.pk)
    assert not list(verify_chain())
    assert Proposal.objects.filter(application=case.pk, outcome="open").count() <= 1
    return reached


def check_steps(before, pk, edges, who, act):
    """Each step one version more; at most one moves, and along an edge of the path."""
    case, stage = before[0], before[0]["stage"]
    row = Application.objects.get(pk=pk)
    steps = list(row.steps.filter(sequence__gt=case["step_count"]).order_by("sequence"))
    assert row.version == case["version"] + len(steps)
    assert row.step_count == steps[-1].sequence
    for step in steps:
        assert step.from_stage == stage
        stage = step.to_stage
        if step.action != Action.MOVE:
            assert step.from_stage == step.to_stage
    assert stage == row.stage
    moves = [step for step in steps if step.action == Action.MOVE]
    assert len(moves) <= 1
    for step in moves:
        assert (step.from_stage, step.move, step.to_stage) in edges
        assert row.proposal is None
    closed = [step.move for step in moves] == [Move.CLOSE_NOTICE]
    stopped = [step.move for step in moves] == [Move.STOP_NOTICE]
    assert (who == "clock") == (closed or stopped) or act == OBJECT
    if closed:
        assert not [o for o in before[4] if o["state"] in OPEN_OBJECTIONS]
    outside = ("visitor", "mof", "sysadmin", "auditor", "expert1")
    assert who not in outside or act == OBJECT


def check_beside(row):
    """Nothing is left open of what the stage does not have."""
    open_ones = row.objections.open()
    assert row.stage == Stage.PUBLIC_NOTICE or not open_ones.exists()
    proposed = row.proposal is not None and row.proposal.move == Move.UPHOLD_OBJECTION
    assert proposed == row.objections.found_right().exists()
    assert row.appeals.open().count() == (row.stage == Stage.UNDER_APPEAL)
    decided = row.objections.decided()
    bound = row.steps.filter(action=Action.ANSWER_OBJECTION).values_list("about")
    names = {f"objection:{made.pk}" for made in decided}
    assert {about for (about,) in bound} == names
    for made in decided.exclude(state=ObjectionState.MERGED):
        assert made.decided_by_id not in (None, made.handled_by_id)


# Random acts are mostly refused. These are drawn from what is open to somebody, the
# way forward more often than an end, so that walks go through whole paths.
WEIGHT = {Move.WITHDRAW: 0, Move.RECALL: 1, Move.REJECT: 2, Move.SEND_BACK: 2}
ENOUGH = 8


def open_acts(case, users, now):
    """(who, move) of everything that somebody may do now."""
    if case.stage == Stage.PUBLIC_NOTICE and case.proposal is None:
        yield from [("clock", Move.CLOSE_NOTICE)] * ENOUGH
    if case.stage == Stage.PUBLIC_NOTICE and case.objections.open().count() < 2:
        yield from [("visitor", OBJECT)] * ENOUGH
    for who, user in users.items():
        if user is None or who == "visitor":
            continue
        for offer in moves_open_to(user, case, now):
            if offer.allowed:
                weight = WEIGHT.get(offer.move, ENOUGH)
                yield from [(who, offer.move)] * weight
        yield from acts_beside(case, who, user)


def acts_beside(case, who, user):
    """What this person may do about an objection or an appeal."""
    if case.stage == Stage.UNDER_APPEAL and can_hand_up(user, case):
        yield from [(who, HAND_UP)] * ENOUGH
    if case.stage != Stage.PUBLIC_NOTICE:
        return
    for made in Objection.objects.awaiting(user).filter(application=case):
        if made.state == ObjectionState.RECEIVED:
            yield from [(who, UPHOLD), (who, DISMISS)] * ENOUGH
        else:
            yield from [(who, CONFIRM)] * ENOUGH
            yield who, RETURN


@given(data=st.data(), path=st.sampled_from(PATHS))
def test_walks_through_open_moves_go_deep_and_stay_on_the_paths(data, path):
    def choose(case, users, now):
        acts = sorted(open_acts(case, users, now))
        if not acts:
            return "ndrc", "approve", "", 0
        who, move = data.draw(st.sampled_from(acts))
        return who, move, "理由充分。", 30 if who == "clock" else 0

    length = data.draw(st.integers(8, 22))
    with transaction.atomic():
        walk(path, [choose] * length)
        transaction.set_rollback(True)


def test_a_walk_straight_ahead_passes_every_stage_of_its_path():
    """The walker itself: were it to stand still, the tests above would say nothing."""
    ahead = {Move.SUBMIT, Move.APPROVE, Move.CLOSE_NOTICE}

    def choose(case, users, now):
        acts = [a for a in sorted(open_acts(case, users, now)) if a[1] in ahead]
        who, move = acts[0] if acts else ("ndrc", "approve")
        return who, move, "", 30 if who == "clock" else 0

    for path in PATHS:
        assert walk(path, [choose] * 12) == {"draft", *path, "listed"}


def test_a_walk_may_meet_objections_of_either_end():
    """The acts beside the moves: were they all refused, the walks would say nothing."""
    acts = [("enterprise", Move.SUBMIT), ("ndrc", "approve"), ("ndrc_lead", "approve")]
    for finding in (DISMISS, UPHOLD):
        acts += [("visitor", OBJECT), ("ndrc", finding), ("ndrc_lead", CONFIRM)]
    acts += [("ndrc", Move.REJECT), ("ndrc_lead", Move.REJECT)]
    acts += [("enterprise", Move.APPEAL), ("moe", Move.GRANT_APPEAL)]
    acts += [("moe_lead", Move.GRANT_APPEAL)]
    choices = [(lambda *_, act=act: (*act, "理由充分。", 0)) for act in acts]
    path = ["national_review", "public_notice"]
    assert walk(path, choices) == {"draft", *path, "rejected", "under_appeal"}
    case = Application.objects.get()
    assert case.stage == Stage.NATIONAL_REVIEW
    assert sorted(case.objections.values_list("state", flat=True)) == [
        ObjectionState.DISMISSED,
        ObjectionState.UPHELD,
    ]


def test_the_walkers_exist():
    assert set(WHO) - {"clock", "visitor"} <= set(
        User.objects.values_list("username", flat=True)
    )
