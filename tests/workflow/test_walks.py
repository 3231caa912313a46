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
from tests.factories.workflow import an_open_round, application_at
from tests.personas import people_by_name
from ui.refusals import Issue, Refusal
from workflow.choices import Action, Move, Stage
from workflow.models import Application, Proposal, Step, Submission
from workflow.services import (
    advance,
    decline_proposal,
    moves_open_to,
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
ACTS = st.tuples(
    st.sampled_from(WHO),
    st.sampled_from([*Move.values, "decline", "promote"]),
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
    return edges


def row_of(pk):
    return (
        Application.objects.filter(pk=pk).values().get(),
        list(Step.objects.filter(application=pk).values()),
        list(Submission.objects.filter(application=pk).values()),
        list(Proposal.objects.filter(application=pk).values()),
    )


def act(case, user, move, note, now):
    with transaction.atomic():
        if move == "decline":
            return decline_proposal(case, by=user, note=note, now=now)
        remarks = [Issue("goal", note)] if note and move == "send_back" else []
        return advance(case, move, by=user, note=note, remarks=remarks, now=now)


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
        check_step(before[0], case.pk, edges, who)
        row = Application.objects.get(pk=case.pk)
        assert number in (None, row.number)
        number = row.number
        reached.add(row.stage)
    check_four_eyes(case.pk)
    assert not list(verify_chain())
    assert Proposal.objects.filter(application=case.pk, outcome="open").count() <= 1
    return reached


def check_step(before, pk, edges, who):
    """One act: one step, one version more, an edge of the path or none at all."""
    row = Application.objects.get(pk=pk)
    step = row.steps.last()
    assert row.version == before["version"] + 1
    assert row.step_count == before["step_count"] + 1 == step.sequence
    assert step.from_stage == before["stage"]
    assert step.to_stage == row.stage
    if step.action == Action.MOVE:
        assert (step.from_stage, step.move, step.to_stage) in edges
        assert row.proposal is None
    else:
        assert step.from_stage == step.to_stage
    assert (who == "clock") == (step.move == Move.CLOSE_NOTICE)
    assert who not in ("visitor", "mof", "sysadmin", "auditor", "expert1")


# Random acts are mostly refused. These are drawn from what is open to somebody, the
# way forward more often than an end, so that walks go through whole paths.
WEIGHT = {Move.WITHDRAW: 0, Move.RECALL: 1, Move.REJECT: 2, Move.SEND_BACK: 2}
ENOUGH = 8


def open_acts(case, users, now):
    """(who, move) of everything that somebody may do now."""
    if case.stage == Stage.PUBLIC_NOTICE and case.proposal is None:
        yield from [("clock", Move.CLOSE_NOTICE)] * ENOUGH
    for who, user in users.items():
        if user is None or who == "visitor":
            continue
        for offer in moves_open_to(user, case, now):
            if offer.allowed:
                weight = WEIGHT.get(offer.move, ENOUGH)
                yield from [(who, offer.move)] * weight


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


def test_the_walkers_exist():
    assert set(WHO) - {"clock", "visitor"} <= set(
        User.objects.values_list("username", flat=True)
    )
