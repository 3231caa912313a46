"""The one door: every change of stage, from page, API, clock and admin, passes here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_fsm import can_proceed

from accounts.models import User
from ui.refusals import Closed, Invalid, Issue, NotAllowed, Severity, allow, refuse
from workflow.choices import (
    APPLICANT_MOVES,
    CLOCK_MOVES,
    FINAL_STAGES,
    MOVES_WITH_REASON,
    Action,
    Move,
    ProposalOutcome,
    Stage,
)
from workflow.models import Application, Proposal, Step, Submission
from workflow.permissions import (
    can_decline_proposal,
    can_move,
    four_eyed,
    needs_confirmation,
    tier_now,
)
from workflow.services.consequences import follow_decline, follow_move
from workflow.services.drafting import blocking_issues
from workflow.services.gates import gate_issues
from workflow.services.notices import leave_notice, post_notice
from workflow.services.record import (
    Act,
    act_of,
    close_proposal,
    freeze_submission,
    lock_case,
    save_case,
    take_number,
    write_step,
)
from workflow.services.rounds import current_rules
from workflow.services.tally import keep_tally, tally_of
from workflow.services.telling import tell_of_proposal, tell_of_step
from workflow.services.terms import days_spent, start_term

NO_REASON = "请填写理由。"
MAX_NOTE = 5000
TOO_LONG = f"理由不能超过{MAX_NOTE}个字。"
REMARK_EMPTY = "请填写该处的补正意见。"
REMARK_TOO_LONG = "每处补正意见不能超过1000个字。"
TOO_MANY_REMARKS = "一次最多填写100处补正意见。"


@dataclass(frozen=True)
class MoveOffer:
    """One move as this person meets it now: open, or closed with its reason."""

    move: Move
    label: str
    allowed: bool
    reason: str
    needs_note: bool
    is_proposal: bool = False
    confirms: bool = False


@transaction.atomic
def advance(
    application: Application,
    move: str,
    *,
    by: User | None,
    note: str = "",
    remarks: Sequence[Issue] = (),
    version: int | None = None,
    now: datetime | None = None,
) -> Application:
    """Make a move, or propose it where the round wants four eyes.

    `by` is None for the clock. `version` is what the page showed: if the row moved on
    meanwhile, `Stale`. Raises `Closed` when the stage has no such move, `NotAllowed`
    with the reason, `Invalid` with what is missing at which field. Gives back the
    application as it stands now; whether a proposal was made shows in `.proposal`.
    """
    now = now or timezone.now()
    locked = lock_case(application.pk, version)
    _refuse_unless_open(locked, move)
    allow(can_move(by, locked, move, now))
    act = act_of(locked, move, by=by, note=note, remarks=remarks, now=now)
    child = locked.kind_of.model_class().objects.get(pk=locked.pk)
    if needs_confirmation(locked, move, by):
        _check_note(act)
        _check_blockers(locked, child, act)
        return _propose(locked, act)
    return _move(locked, child, _with_proposal(locked, act))


def _refuse_unless_open(application: Application, move: str) -> None:
    if move not in Move.values:
        raise Invalid.at("move", "没有这种办理操作。")
    if not can_proceed(getattr(application, move)):
        label = Move(move).label
        raise Closed(f"当前环节为“{application.stage_label}”，不能办理“{label}”。")


def _check_note(act: Act) -> None:
    if act.move in MOVES_WITH_REASON and not act.note and not act.remarks:
        raise Invalid.at("note", NO_REASON)
    if len(act.note) > MAX_NOTE:
        raise Invalid.at("note", TOO_LONG)
    refuse(_remark_issues(act.remarks))


def _remark_issues(remarks: Sequence[Issue]) -> list[Issue]:
    if len(remarks) > 100:
        return [Issue("remarks", TOO_MANY_REMARKS)]
    found = []
    for place, remark in enumerate(remarks):
        if not remark.sentence or len(remark.field) > 100:
            found.append(Issue(f"remarks.{place}", REMARK_EMPTY))
        elif len(remark.sentence) > 1000:
            found.append(Issue(f"remarks.{place}", REMARK_TOO_LONG))
    return found


def _check_blockers(application: Application, child: Any, act: Act) -> None:
    """What the kind misses, and what the round demands of every kind."""
    move = _move_of(act)
    issues = blocking_issues(child, move)
    issues += gate_issues(application, move, act.now, act.note)
    errors = [issue for issue in issues if issue.severity == Severity.ERROR]
    if errors:
        raise Invalid(
            f"还有{len(errors)}处需要完善，暂不能办理“{move.label}”。", issues=errors
        )


def _move_of(act: Act) -> Move:
    assert act.move is not None  # only moves come to the door
    return act.move


def _propose(application: Application, act: Act) -> Application:
    if act.by is None or act.post is None:
        raise NotAllowed("须由经办人提出处理意见。")
    application.proposal = Proposal.objects.create(
        application=application,
        move=_move_of(act),
        note=act.note,
        remarks=[[r.field, r.sentence] for r in act.remarks],
        by=act.by,
        organisation=act.post.organisation,
        at=act.now,
    )
    step = write_step(
        application, act, action=Action.PROPOSE, from_stage=application.stage
    )
    save_case(application)
    tell_of_proposal(application, step)
    return application


def _with_proposal(application: Application, act: Act) -> Act:
    """A confirmation speaks with the handler's reason where the lead adds none."""
    proposal = application.proposal
    if proposal is None:
        return act
    remarks = act.remarks or tuple(Issue(f, s) for f, s in proposal.remarks)
    return Act(
        move=act.move,
        by=act.by,
        note=act.note or proposal.note,
        remarks=remarks,
        now=act.now,
        post=act.post,
    )


def _move(application: Application, child: Any, act: Act) -> Application:
    _check_note(act)
    if act.move == Move.SUBMIT:
        application.rule_set = current_rules(
            application.round, application.managing_unit_id
        )
        child.rule_set = application.rule_set
    _check_blockers(application, child, act)
    left, spent = application.stage, days_spent(application, act.now)
    # An applicant who withdraws makes the proposal void; he confirms nothing. Nor
    # does the clock.
    confirmed = act.move not in (*APPLICANT_MOVES, *CLOCK_MOVES)
    close_proposal(
        application, ProposalOutcome.CONFIRMED if confirmed else ProposalOutcome.LAPSED
    )
    getattr(application, _move_of(act))()
    _settle(application, left, act.now)
    step = write_step(
        application,
        act,
        action=Action.MOVE,
        from_stage=left,
        submission=_submission(application, child, act),
        spent_days=spent,
    )
    save_case(application)
    _after(application, left, step)
    return application


def _submission(application: Application, child: Any, act: Act) -> Submission | None:
    """What a submit freezes; the first one also gives the acceptance number."""
    if act.move != Move.SUBMIT or act.by is None:
        return None
    application.number = application.number or take_number(application, act.now)
    application.submitted_at = application.submitted_at or act.now
    frozen = freeze_submission(application, child, by=act.by, now=act.now)
    today = timezone.localdate(act.now)
    keep_tally(application, tally_of(child, frozen.data, today))
    return frozen


def _settle(application: Application, left: str, now: datetime) -> None:
    """Everything that follows from the new stage alone."""
    application.stage_since = now
    application.assignee = None
    if application.stage in (Stage.REJECTED, Stage.UNDER_APPEAL):
        # Where a granted appeal takes the case; a dismissed one cannot come again.
        if left == Stage.UNDER_APPEAL:
            application.interrupted_stage = ""
        elif application.stage == Stage.REJECTED:
            application.interrupted_stage = left
    application.waiting_tier = _waiting_tier(application)
    application.four_eyes = four_eyed(application)
    start_term(application, now)


def _waiting_tier(application: Application) -> str:
    if application.stage in FINAL_STAGES:
        return ""
    return tier_now(application) or ""


def _after(application: Application, left: str, step: Step) -> None:
    """Notices, the kind's own consequences, and who is told."""
    follow_move(application, left, step)
    if left == Stage.PUBLIC_NOTICE:
        leave_notice(application, step)
    if application.stage == Stage.PUBLIC_NOTICE:
        post_notice(application, step)
    for hook in _hooks_of(application, step):
        hook(application.kind_of.model_class().objects.get(pk=application.pk), step)
    tell_of_step(application, step)


def _hooks_of(
    application: Application, step: Step
) -> Iterator[Callable[[Any, Any], None]]:
    """What the kind itself does after this move; a submit may also end the way."""
    kind = application.kind_of
    if step.move == Move.SUBMIT:
        yield kind.on_submitted
    at_stage = {
        Stage.LISTED: kind.on_listed,
        Stage.DELISTED: kind.on_delisted,
        Stage.RETURNED: kind.on_answered,
        Stage.REJECTED: kind.on_answered,
    }
    if application.stage in at_stage:
        yield at_stage[Stage(application.stage)]


@transaction.atomic
def decline_proposal(
    application: Application,
    *,
    by: User,
    note: str = "",
    version: int | None = None,
    now: datetime | None = None,
) -> Application:
    """A lead returns the proposal to the handler, or the handler takes it back."""
    now = now or timezone.now()
    locked = lock_case(application.pk, version)
    if locked.proposal is None:
        raise Closed("当前没有待确认的处理意见，可能已被确认或退回。")
    allow(can_decline_proposal(by, locked))
    proposal = locked.proposal
    act = act_of(locked, proposal.move, by=by, note=note, remarks=(), now=now)
    if not act.note and proposal.by_id != by.pk:
        raise Invalid.at("note", NO_REASON)
    if len(act.note) > MAX_NOTE:
        raise Invalid.at("note", TOO_LONG)
    close_proposal(locked, ProposalOutcome.DECLINED)
    step = write_step(locked, act, action=Action.DECLINE, from_stage=locked.stage)
    save_case(locked)
    follow_decline(locked, proposal, step)
    tell_of_proposal(locked, step, back_to=proposal.by)
    return locked


def moves_open_to(
    user: User, application: Application, now: datetime | None = None
) -> list[MoveOffer]:
    """Every move that the stage has, for this person: open, or why not."""
    now = now or timezone.now()
    offers = []
    for move in Move:
        if move in CLOCK_MOVES or not can_proceed(getattr(application, move)):
            continue
        verdict = can_move(user, application, move, now)
        proposes = bool(verdict) and needs_confirmation(application, move, user)
        offers.append(
            MoveOffer(
                move=move,
                label=str(move.label),
                allowed=bool(verdict),
                reason=verdict.reason,
                needs_note=move in MOVES_WITH_REASON,
                is_proposal=proposes,
                # An applicant confirms nothing, and is not told of a proposal.
                confirms=bool(verdict)
                and application.proposal is not None
                and move not in APPLICANT_MOVES
                and not proposes,
            )
        )
    return offers
