"""The way of a seeded nomination: its acts, and the chained steps they leave."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from accounts.models import User
from cities.models import CityNomination
from workflow.chain import GENESIS, link
from workflow.choices import Action, Move, Stage
from workflow.models import Remark, Step, Submission
from workflow.services.record import digest_of_remarks, record_of

HANDLER, LEAD = "规模测试经办", "规模测试负责"
SENTENCE = "请补充分年度目标的测算依据。"


@dataclass(frozen=True)
class SeedAct:
    """One step to be: who is told by name only, as no such person exists."""

    action: Action
    move: Move
    from_stage: str
    to_stage: str
    at: datetime
    who: str
    note: str = ""


@dataclass
class Trail:
    """Everything that has happened to one nomination."""

    started_at: datetime
    acts: list[SeedAct] = field(default_factory=list)
    submitted_at: datetime | None = None
    number: str | None = None


def stages_to(nomination: CityNomination, goal: Stage, start: datetime) -> Trail:
    """The acts that lead from the draft to a stage; half a day lies between two."""
    trail = Trail(started_at=start)
    if goal == Stage.DRAFT:
        return trail
    path = nomination.path
    first = path[0]
    trail.submitted_at = start + timedelta(hours=12)
    _add(trail, Action.MOVE, Move.SUBMIT, Stage.DRAFT, first, HANDLER)
    if goal == Stage.WITHDRAWN:
        _add(
            trail, Action.MOVE, Move.WITHDRAW, first, goal, HANDLER, "准备不足，撤回。"
        )
    elif goal in (Stage.RETURNED, Stage.REJECTED):
        move = Move.SEND_BACK if goal == Stage.RETURNED else Move.REJECT
        _decide(trail, move, first, goal, "请按意见修改补充。")
    else:
        _walk(trail, [*path, Stage.LISTED], goal)
    return trail


def _walk(trail: Trail, path: list[Stage], goal: Stage) -> None:
    for here, following in itertools.pairwise(path):
        if here == goal:
            return
        if here == Stage.PUBLIC_NOTICE:
            _add(trail, Action.MOVE, Move.CLOSE_NOTICE, here, following, "系统")
        else:
            _decide(trail, Move.APPROVE, here, following, "符合条件，同意。")


def _decide(trail: Trail, move: Move, here: Stage, to: Stage, note: str) -> None:
    _add(trail, Action.PROPOSE, move, here, here, HANDLER, note)
    _add(trail, Action.MOVE, move, here, to, LEAD, note)


def _add(
    trail: Trail,
    action: Action,
    move: Move,
    here: Stage,
    to: Stage,
    who: str,
    note: str = "",
) -> None:
    at = trail.started_at + timedelta(hours=12 * (len(trail.acts) + 1))
    trail.acts.append(SeedAct(action, move, here.value, to.value, at, who, note))


def trail_of(
    nomination: CityNomination,
    trail: Trail,
    submission: Submission | None,
    user: User,
) -> list[Step]:
    """The steps with their hashes, ready to insert; remarks under `given_remarks`."""
    steps: list[Step] = []
    previous = GENESIS
    for sequence, act in enumerate(trail.acts, start=1):
        is_person = act.move != Move.CLOSE_NOTICE
        step = Step(
            application_id=nomination.pk,
            sequence=sequence,
            action=act.action,
            move=act.move,
            by=user if is_person else None,
            by_name=act.who,
            post=act.who,
            at=act.at,
            from_stage=act.from_stage,
            to_stage=act.to_stage,
            note=act.note,
            rule_set_id=nomination.rule_set_id,
            submission=submission if act.move == Move.SUBMIT else None,
            previous_hash=previous,
        )
        if act.action == Action.MOVE and act.move == Move.SEND_BACK:
            remarks = [
                Remark(step=step, field="goals", label="试点目标", sentence=SENTENCE)
            ]
            step.remarks_digest = digest_of_remarks(remarks)
            step.given_remarks = remarks  # type: ignore[attr-defined]
        step.hash = previous = link(previous, record_of(step))
        steps.append(step)
    return steps
