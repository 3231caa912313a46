"""A panel closes, and a lead may ask it to score once more."""

from __future__ import annotations

import secrets
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from accounts.models import Post, User
from ui.refusals import Closed, Invalid, allow
from ui.text import clean_text
from workflow.choices import Action, PanelState, Reminder, SeatState
from workflow.lots import Demands, draw
from workflow.models import Application, Panel, ScoreSheet
from workflow.permissions import can_steer_panel, is_past, steering_posts
from workflow.scoring import Sheet, figures_of
from workflow.services.consequences import open_panel
from workflow.services.draws import begin_scoring, keep_draw, seats_of, size_of
from workflow.services.panel_news import (
    tell_closed,
    tell_due,
    tell_panel_late,
    tell_second_round,
)
from workflow.services.record import lock_case, record_act
from workflow.services.reminders import pass_reminder
from workflow.services.tickets import tickets_of

MAX_REASON = 500


def close_if_complete(case: Application, panel: Panel, now: datetime) -> None:
    """All seats are taken and all sheets are in; the caller has locked the case."""
    seats = panel.seats.taken()
    missing = seats.exclude(state=SeatState.SUBMITTED)
    if seats.count() == size_of(panel) and not missing.exists():
        _close(case, panel, by=None, post=None, now=now)


@transaction.atomic
def close_panel(
    panel: Panel, *, by: User, now: datetime, version: int | None = None
) -> Panel:
    """A lead ends the scoring after its day with the sheets that are in."""
    case, locked = _steered(panel, by, version)
    if locked.state != PanelState.SCORING:
        state = locked.get_state_display()
        raise Closed(f"该专家组{state}，不能结束评分。")
    if not is_past(locked.due_at, now):
        raise Closed("评分期限未到，所有专家提交后系统自动结束评分。")
    quorum = max(1, locked.rules.panel_quorum)
    there = locked.seats.filter(state=SeatState.SUBMITTED).count()
    if there < quorum:
        raise Closed(f"已提交评分{there}份，不足{quorum}份，不能结束评分。")
    _close(case, locked, by=by, post=steering_posts(by, case)[0], now=now)
    return locked


def _steered(panel: Panel, by: User, version: int | None) -> tuple[Application, Panel]:
    """Case and panel as they stand now, the case locked, for a lead in turn."""
    case = lock_case(panel.application_id, version)
    locked: Panel = Panel.objects.select_related("rule_set").get(pk=panel.pk)
    if locked.state == PanelState.VOID or locked.stage != case.stage:
        raise Closed("该事项已离开专家评审环节，不能再办理。")
    allow(can_steer_panel(by, case))
    locked.application = case
    return case, locked


def _close(
    case: Application,
    panel: Panel,
    *,
    by: User | None,
    post: Post | None,
    now: datetime,
) -> None:
    """Work out the figures, and bind them and every sheet into the chain."""
    panel.seats.taken().exclude(state=SeatState.SUBMITTED).update(state=SeatState.VOID)
    rules = panel.rules
    figures = figures_of(_sheets(panel), rules.criteria, rules.outlier_points)
    for name in ("sheets", "mean", "spread", "lowest", "highest", "summary"):
        setattr(panel, name, getattr(figures, name))
    panel.state, panel.shortfall = PanelState.CLOSED, ""
    panel.closed_at, panel.closed_by, panel.remind_at = now, by, None
    panel.save()
    note = f"第{panel.number}轮，评分{panel.sheets}份，平均{panel.mean}分。"
    record_act(
        case, Action.CLOSE_PANEL, by=by, post=post, now=now, note=note, about=panel
    )
    tell_closed(case, panel, now)


def _sheets(panel: Panel) -> list[Sheet]:
    rows = ScoreSheet.objects.filter(
        seat__panel=panel, submitted_at__isnull=False
    ).order_by("seat__order", "seat_id")
    return [
        Sheet(
            seat_id=row.seat_id,
            total=row.total or Decimal(0),
            scores={key: Decimal(line["score"]) for key, line in row.scores.items()},
        )
        for row in rows
    ]


@transaction.atomic
def second_round(
    panel: Panel, *, by: User, reason: str, now: datetime, version: int | None = None
) -> Panel:
    """The same experts score the same submission again; that result then counts."""
    case, first = _steered(panel, by, version)
    words = _reason(reason)
    if first.state != PanelState.CLOSED:
        raise Closed("第一轮评分尚未结束，不能开展第二轮评分。")
    later = case.panels.current().filter(pk__gt=first.pk)
    if first.number > 1 or later.exists():
        raise Closed("该事项已开展过第二轮评分。")
    if case.proposal is not None:
        raise Closed("当前有待确认的处理意见，请先确认或退回。")
    made = open_panel(case, now=now, number=2, reason=words)
    made.application = case
    _seat_again(case, first, made, by=by, now=now)
    return made


def _reason(reason: str) -> str:
    words = clean_text(reason)
    if not words or len(words) > MAX_REASON:
        raise Invalid.at(
            "reason", "请填写理由。" if not words else f"理由不能超过{MAX_REASON}个字。"
        )
    return words


def _seat_again(
    case: Application, first: Panel, panel: Panel, *, by: User, now: datetime
) -> None:
    """A draw among those who scored before, as far as they still may."""
    scored = first.seats.filter(state=SeatState.SUBMITTED)
    same = set(scored.values_list("expert_id", flat=True))
    tickets = [t for t in tickets_of(panel, case, now) if t.id in same]
    able = sum(1 for ticket in tickets if not ticket.barred)
    seed = secrets.token_hex(32)
    drawn = draw(tickets, Demands(able), seed)
    if not able or not isinstance(drawn, tuple):
        raise Closed("第一轮评分的专家均不能再参加评审，不能开展第二轮评分。")
    record = keep_draw(panel, tickets, Demands(able), seed, drawn, now)
    begin_scoring(panel, now)
    seats = seats_of(panel, record, now, SeatState.ACCEPTED)
    ScoreSheet.objects.bulk_create(ScoreSheet(seat=s, saved_at=now) for s in seats)
    record_act(
        case,
        Action.DRAW,
        by=by,
        post=steering_posts(by, case)[0],
        now=now,
        note=f"开展第二轮评分：{panel.reason}",
        about=record,
    )
    for seat in seats:
        tell_second_round(panel, seat, case.title, now)


@transaction.atomic
def remind_panel(*, panel_id: int, now: datetime) -> bool:
    """Experts hear once before the day and once after it; whether they did."""
    case = lock_case(Panel.objects.get(pk=panel_id).application_id)
    panel = Panel.objects.to_remind(now).filter(pk=panel_id).first()
    if panel is None or panel.due_at is None:
        return False
    late = pass_reminder(panel, now) == Reminder.LATE
    open_seats = panel.seats.taken().exclude(state=SeatState.SUBMITTED)
    for seat in open_seats.select_related("expert__user"):
        tell_due(seat, panel, case.title, late=late, now=now)
    if late:
        tell_panel_late(case, panel, now)
    return True
