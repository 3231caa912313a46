"""An expert answers his invitation; whoever gives up a seat is replaced at once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import User
from regions.calendar import local_day
from ui.refusals import Closed, Invalid, allow
from ui.text import clean_text
from workflow.choices import Action, PanelState, SeatState, TieNature
from workflow.models import Application, Conflict, ExpertTie, ScoreSheet, Seat
from workflow.permissions import can_hold_seat, expert_post, is_past
from workflow.services.draws import fill_panel
from workflow.services.record import lock_case, record_act

MAX_REASON = 500
HOLDING = (SeatState.INVITED, SeatState.ACCEPTED)


def lock_seat(seat: Seat, by: User) -> tuple[Application, Seat]:
    """Case and seat as they stand now, the case locked; only for the expert himself."""
    case = lock_case(seat.panel.application_id)
    locked: Seat = Seat.objects.select_related("panel__rule_set", "expert__user").get(
        pk=seat.pk
    )
    allow(can_hold_seat(by, locked))
    locked.panel.application = case
    return case, locked


def refuse_ended(seat: Seat) -> None:
    """Nothing is answered or scored any more once the panel is over."""
    if seat.panel.state == PanelState.CLOSED:
        raise Closed("专家评审已结束，不能再办理。")
    if seat.panel.state != PanelState.SCORING or seat.state == SeatState.VOID:
        raise Closed("该评审已终止，无需再办理。")


@transaction.atomic
def accept_seat(seat: Seat, *, by: User, now: datetime) -> Seat:
    """Take part: the submission opens for reading, and a sheet for scoring."""
    case, locked = lock_seat(seat, by)
    refuse_ended(locked)
    if locked.state != SeatState.INVITED:
        raise Closed(f"您已答复过该邀请，当前状态为“{locked.get_state_display()}”。")
    if is_past(locked.answer_by, now):
        raise Closed("已超过应邀期限，不能再应邀。")
    _answer(locked, SeatState.ACCEPTED, "", now)
    ScoreSheet.objects.create(seat=locked, saved_at=now)
    _write_down(case, by, "应邀参加评审。", now)
    return locked


@transaction.atomic
def decline_seat(seat: Seat, *, by: User, reason: str, now: datetime) -> Seat:
    """He has no time: another expert is drawn in his place."""
    case, locked = _give_up(seat, by, reason)
    _answer(locked, SeatState.DECLINED, clean_text(reason), now)
    _write_down(case, by, f"不能参加评审：{locked.reason}", now)
    fill_panel(case, locked.panel, now)
    return locked


@transaction.atomic
def recuse_from_seat(seat: Seat, *, by: User, reason: str, now: datetime) -> Seat:
    """He is bound to the applicant: he stays off this case, and the tie is kept."""
    case, locked = _give_up(seat, by, reason)
    _answer(locked, SeatState.RECUSED, clean_text(reason), now)
    # Written down first: once declared, nothing more is done by him on the case.
    _write_down(case, by, f"申请回避：{locked.reason}", now)
    Conflict.objects.get_or_create(
        application=case,
        user=by,
        defaults={"reason": locked.reason, "declared_at": now},
    )
    # The cached set of declarations is older than this one.
    case.__dict__.pop("conflicted_ids", None)
    ExpertTie.objects.create(
        expert=locked.expert,
        organisation_id=case.applicant_id,
        nature=TieNature.DECLARED,
        note=locked.reason[:200],
        starts_on=local_day(now),
        declared_by=by,
        declared_at=now,
    )
    fill_panel(case, locked.panel, now)
    return locked


def _give_up(seat: Seat, by: User, reason: str) -> tuple[Application, Seat]:
    case, locked = lock_seat(seat, by)
    refuse_ended(locked)
    if locked.state not in HOLDING:
        state = locked.get_state_display()
        raise Closed(f"当前状态为“{state}”，不能再更改。")
    words = clean_text(reason)
    if not words or len(words) > MAX_REASON:
        raise Invalid.at(
            "reason", "请填写理由。" if not words else f"理由不能超过{MAX_REASON}个字。"
        )
    return case, locked


def _answer(seat: Seat, state: SeatState, reason: str, now: datetime) -> None:
    seat.state, seat.reason, seat.answered_at = state, reason, now
    seat.save(update_fields=["state", "reason", "answered_at"])


def _write_down(case: Application, by: User, note: str, now: datetime) -> None:
    record_act(case, Action.SEAT, by=by, post=expert_post(by), now=now, note=note)


@transaction.atomic
def lapse_seat(*, seat_id: int, now: datetime) -> bool:
    """The clock: not answered in time, so another is drawn; whether it did."""
    held = Seat.objects.select_related("panel").get(pk=seat_id)
    case = lock_case(held.panel.application_id)
    seat = (
        Seat.objects.unanswered(now)
        .select_related("panel__rule_set", "expert__user")
        .filter(pk=seat_id)
        .first()
    )
    if seat is None:
        return False
    _answer(seat, SeatState.LAPSED, "", now)
    note = f"{seat.expert}逾期未应邀。"
    record_act(case, Action.SEAT, by=None, post=None, now=now, note=note)
    fill_panel(case, seat.panel, now)
    return True
