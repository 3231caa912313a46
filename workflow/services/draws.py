"""Panels are drawn by the clock, and a seat given up is drawn again at once."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from accounts.models import User
from regions.calendar import last_moment, load_calendar, local_day
from ui.refusals import Closed, allow
from workflow.choices import Action, PanelState, SeatState
from workflow.lots import Demands, Shortfall, Ticket, draw
from workflow.models import Application, Draw, Panel, Seat
from workflow.permissions import can_steer_panel, steering_posts
from workflow.services.panel_news import tell_invited, tell_shortfall
from workflow.services.record import lock_case, record_act
from workflow.services.reminders import reminder_before
from workflow.services.tickets import tickets_of

# Working days in which an invitation is answered, before another expert is drawn.
ANSWER_DAYS = 3
GIVEN_UP = (SeatState.DECLINED, SeatState.RECUSED, SeatState.LAPSED)


@transaction.atomic
def draw_panel(*, panel_id: int, now: datetime) -> Draw | None:
    """Draw what a panel lacks; None where it lacks nobody or the pool falls short.

    The case is locked first, so of two clocks the second finds nothing to draw.
    """
    case = lock_case(Panel.objects.get(pk=panel_id).application_id)
    return fill_panel(case, Panel.objects.get(pk=panel_id), now)


def fill_panel(case: Application, panel: Panel, now: datetime) -> Draw | None:
    """The same within another act; the caller has locked the case."""
    panel.application = case
    if not panel.is_open or panel.stage != case.stage:
        return None
    kept = list(panel.seats.taken().values_list("expert_id", flat=True))
    demands = demands_of(panel, kept)
    if len(kept) >= demands.size:
        return None
    tickets, seed = tickets_of(panel, case, now), secrets.token_hex(32)
    drawn = draw(tickets, demands, seed)
    panel.tried_at = now
    if isinstance(drawn, Shortfall):
        _keep_shortfall(case, panel, drawn.sentence, now)
        return None
    return _seat(case, panel, keep_draw(panel, tickets, demands, seed, drawn, now), now)


def size_of(panel: Panel) -> int:
    """How many seats it has: as first drawn, before that as the rules ask."""
    first = panel.draws.first()
    return int(first.demands["size"]) if first else panel.rules.panel_size


def demands_of(panel: Panel, kept: Sequence[int]) -> Demands:
    """What the rules ask of the whole panel.

    A second round among fewer than the rules ask for (others never handed in) cannot
    hold their quotas, which are meant for the full number.
    """
    rules, size = panel.rules, size_of(panel)
    whole = size == rules.panel_size
    return Demands(
        size=size,
        quotas=rules.panel_quotas if whole else {},
        per_region=rules.panel_per_region if whole else 0,
        kept=tuple(sorted(kept)),
    )


def keep_draw(
    panel: Panel,
    tickets: Sequence[Ticket],
    demands: Demands,
    seed: str,
    drawn: Sequence[int],
    now: datetime,
) -> Draw:
    """The record by which the draw can be done again."""
    return Draw.objects.create(
        panel=panel,
        number=panel.draws.count() + 1,
        seed=seed,
        pool=[ticket.to_json() for ticket in tickets],
        demands=demands.to_json(),
        drawn=list(drawn),
        at=now,
    )


def _keep_shortfall(
    case: Application, panel: Panel, sentence: str, now: datetime
) -> None:
    """Written down and told once for each new reason."""
    changed = panel.shortfall != sentence
    panel.shortfall = sentence
    panel.save(update_fields=["shortfall", "tried_at"])
    if changed:
        note = f"未能抽取：{sentence}"
        record_act(case, Action.DRAW, by=None, post=None, now=now, note=note)
        tell_shortfall(case, panel, now)


def _seat(case: Application, panel: Panel, record: Draw, now: datetime) -> Draw:
    begin_scoring(panel, now)
    seats = seats_of(panel, record, now, SeatState.INVITED)
    note = f"第{record.number}次抽取，抽中专家{len(seats)}名。"
    record_act(case, Action.DRAW, by=None, post=None, now=now, note=note, about=record)
    for seat in seats:
        tell_invited(case, panel, seat, now)
    return record


def begin_scoring(panel: Panel, now: datetime) -> None:
    """The days to score run from the latest draw: a replacement has them in full."""
    rules, calendar = panel.rules, load_calendar()
    due = calendar.add(local_day(now), rules.panel_days)
    panel.state, panel.shortfall = PanelState.SCORING, ""
    panel.tried_at = now
    panel.drawn_at = now
    panel.term_days = rules.panel_days
    panel.due_at = last_moment(due)
    panel.remind_at = reminder_before(due, rules.remind_days, calendar)
    panel.save()


def seats_of(panel: Panel, record: Draw, now: datetime, state: SeatState) -> list[Seat]:
    """The seats of those drawn, each in the place of one given up, if any is."""
    given_up = panel.seats.filter(state__in=GIVEN_UP, replacements__isnull=True)
    places = [*given_up.order_by("answered_at", "pk"), *[None] * len(record.drawn)]
    answer_by = last_moment(load_calendar().add(local_day(now), ANSWER_DAYS))
    waits = state == SeatState.INVITED
    first = panel.seats.count() + 1
    made = [
        Seat(
            panel=panel,
            draw=record,
            expert_id=expert_id,
            order=first + place,
            state=state,
            replaces=replaced,
            invited_at=now,
            answer_by=answer_by if waits else None,
            answered_at=None if waits else now,
        )
        for place, (expert_id, replaced) in enumerate(
            zip(record.drawn, places, strict=False)
        )
    ]
    Seat.objects.bulk_create(made)
    return list(record.seats.select_related("expert__user"))


@transaction.atomic
def ask_to_draw_again(
    panel: Panel, *, by: User, now: datetime, version: int | None = None
) -> Panel:
    """A lead has mended the pool: the clock tries again at its next round.

    A panel that has been drawn in full is never drawn again.
    """
    case = lock_case(panel.application_id, version)
    locked: Panel = Panel.objects.get(pk=panel.pk)
    allow(can_steer_panel(by, case))
    if not locked.is_open or not locked.shortfall:
        raise Closed("该专家组没有未能抽取的席位，不能再次抽取。")
    locked.tried_at = None
    locked.save(update_fields=["tried_at"])
    post = steering_posts(by, case)[0]
    note = "专家库已补充，请求再次抽取。"
    record_act(case, Action.DRAW, by=by, post=post, now=now, note=note)
    return locked


def same_again(record: Draw) -> tuple[int, ...] | Shortfall:
    """Do a recorded draw once more, from nothing but its record."""
    pool = [Ticket.from_json(line) for line in record.pool]
    return draw(pool, Demands.from_json(record.demands), record.seed)
