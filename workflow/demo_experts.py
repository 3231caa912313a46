"""Experts for the demonstration: the pool, and a panel in the middle of its work."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from accounts.models import User
from workflow.choices import ExpertField, SeatState
from workflow.models import Application, Expert, Panel, Seat
from workflow.services import (
    accept_seat,
    add_expert,
    draw_panel,
    save_sheet,
    submit_sheet,
)

People = Mapping[str, User]
# A panel that the five experts of the demonstration can fill.
PANEL: dict[str, Any] = {
    "experts_required": True,
    "panel_size": 3,
    "panel_quorum": 2,
    "panel_per_region": 1,
    "panel_quotas": {ExpertField.VOCATIONAL_EDUCATION.value: 1},
}
FIELDS = {
    "expert1": [ExpertField.VOCATIONAL_EDUCATION, ExpertField.REGIONAL_PLANNING],
    "expert2": [ExpertField.INDUSTRY, ExpertField.TECHNOLOGY],
    "expert3": [ExpertField.VOCATIONAL_EDUCATION, ExpertField.SKILLS],
    "expert4": [ExpertField.INDUSTRY, ExpertField.ENTERPRISE],
    "expert5": [ExpertField.FINANCE, ExpertField.HIGHER_EDUCATION],
}
SHARES = {"foundation": "16.5", "will": "12", "measures": "20.5", "drive": "15"}


def demo_experts(people: People, now: datetime) -> list[Expert]:
    """expert1 … expert5 in the national pool; the number entered now may be none."""
    held = {row.user.username: row for row in Expert.objects.of_pool(None).for_list()}
    for name, fields in FIELDS.items():
        if name not in held:
            held[name] = add_expert(
                user=people[name],
                managing_unit=None,
                fields=[field.value for field in fields],
                title="教授",
                by=people["ndrc_lead"],
                now=now,
            )
    return [held[name] for name in FIELDS]


def demo_panel(case: Application, people: People, now: datetime) -> Panel:
    """Drawn: one has handed in, one is filling in his sheet, one has not answered."""
    demo_experts(people, now)
    panel = Panel.objects.to_draw(now).get(application=case)
    draw_panel(panel_id=panel.pk, now=now)
    done, half, *_rest = panel.seats.select_related("expert__user", "panel__rule_set")
    for seat, scores in ((done, {**SHARES, "fit": "17"}), (half, SHARES)):
        _score(seat, scores, now)
    submit_sheet(done, by=_holder(done), now=now)
    return panel


def _score(seat: Seat, scores: Mapping[str, str], now: datetime) -> None:
    by = _holder(seat)
    if seat.state == SeatState.INVITED:
        accept_seat(seat, by=by, now=now)
    given = {
        key: {"score": score, "comment": "材料翔实，依据充分。"}
        for key, score in scores.items()
    }
    save_sheet(seat, by=by, scores=given, comment="", version=1, now=now)


def _holder(seat: Seat) -> User:
    # A user remembers his posts; the one of the seat may be older than his post.
    return User.objects.get(pk=seat.expert.user_id)
