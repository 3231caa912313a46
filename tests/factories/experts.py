"""Pools of experts, rounds that ask for a panel, and panels drawn and scored.

an_expert_pool()                        expert1 … expert5 in the national pool
an_expert("law", region="330200")       one more, with an account and a school
scored(case, now=now)                   draw, accept, score: the panel is closed
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from itertools import count
from typing import Any

from django.utils import timezone

from accounts.choices import OrganisationKind, Role
from accounts.models import Organisation, Post, User
from regions.models import ManagingUnit
from workflow.choices import PanelState, SeatState
from workflow.demo_experts import FIELDS, demo_experts
from workflow.models import Application, Expert, Panel, Seat
from workflow.rules import Rules
from workflow.services import (
    accept_seat,
    add_expert,
    draw_panel,
    save_sheet,
    submit_sheet,
)

# A panel that the five experts of the personas can fill.
PANEL = {"panel_size": 3, "panel_quorum": 2, "panel_per_region": 1}
_serial = count(1)


def keeper(unit: str | None = None) -> User:
    """The lead who keeps a pool."""
    posts = Post.objects.filter(role=Role.LEAD, organisation__is_lead_authority=True)
    kind = (
        OrganisationKind.UNIT_DEPARTMENT
        if unit
        else OrganisationKind.NATIONAL_DEPARTMENT
    )
    found = posts.filter(organisation__kind=kind)
    if unit:
        found = found.filter(organisation__managing_unit_id=unit)
    return User.objects.get(pk=found.order_by("pk").values_list("user", flat=True)[0])


def an_expert_pool(now: datetime | None = None) -> list[Expert]:
    """expert1 … expert5 in the national pool, once."""
    now = now or timezone.now()
    people = {user.username: user for user in User.objects.all()}
    for name in FIELDS:
        people[name].posts.filter(valid_from__gt=now).update(valid_from=now)
    return demo_experts(people, now)


def an_expert(
    *fields: str,
    region: str = "110000",
    pool: str | None = None,
    division: str | None = None,
    now: datetime | None = None,
) -> Expert:
    """An expert of a new school in a region, entered into a pool."""
    number, now = next(_serial), now or timezone.now()
    school = Organisation.objects.create(
        name=f"第{number}示例学院",
        kind=OrganisationKind.SCHOOL,
        managing_unit_id=region,
        division_id=division or region,
    )
    user = User.objects.create_user(f"pool{number}", None, name=f"专家库{number}")
    Post.objects.create(
        user=user, organisation=school, role=Role.EXPERT, valid_from=now
    )
    unit = ManagingUnit.objects.get(pk=pool) if pool else None
    return add_expert(
        user=user,
        managing_unit=unit,
        fields=fields or ["law"],
        by=keeper(pool),
        now=now,
    )


def panel_of(case: Application) -> Panel:
    """The panel that stands for a case now."""
    return case.panels.current().order_by("-pk")[0]


def drawn(case: Application, now: datetime) -> Panel:
    """The clock draws; the pool of the personas is there if no other is."""
    panel = panel_of(case)
    if not Expert.objects.of_pool(panel.pool_unit).exists():
        an_expert_pool(now)
    draw_panel(panel_id=panel.pk, now=now)
    panel.refresh_from_db()
    assert panel.state == PanelState.SCORING, panel.shortfall
    return panel


def holder(seat: Seat) -> User:
    """The expert of a seat as a request has him: posts read anew."""
    return User.objects.get(pk=seat.expert.user_id)


def accepted(panel: Panel, now: datetime) -> list[Seat]:
    """Every invited expert accepts."""
    for seat in panel.seats.filter(state=SeatState.INVITED):
        accept_seat(seat, by=holder(seat), now=now)
    return list(panel.seats.taken().select_related("expert__user"))


def scores(rules: Rules, share: Any = "0.8", **comments: str) -> dict[str, Any]:
    """A sheet that gives every criterion this share of its points."""
    return {
        c.key: {
            "score": str(
                (Decimal(c.points) * Decimal(str(share))).quantize(Decimal("0.1"))
            ),
            "comment": comments.get(c.key, "依据充分。"),
        }
        for c in rules.criteria
    }


def hand_in(seat: Seat, now: datetime, given: Mapping[str, Any] | None = None) -> None:
    """Fill the sheet in, and hand it in."""
    by, sheet = holder(seat), seat.sheet
    sheet.refresh_from_db()
    given = given or scores(seat.panel.rules)
    saved = save_sheet(
        seat, by=by, scores=given, comment="总体较好。", version=sheet.version, now=now
    )
    submit_sheet(seat, by=by, version=saved.version, now=now)


def scored(
    case: Application,
    *,
    shares: Sequence[Any] = ("0.7", "0.8", "0.9"),
    now: datetime,
) -> Panel:
    """From the draw to the end: each expert in turn gives a share of the points."""
    panel = (
        drawn(case, now)
        if panel_of(case).state == PanelState.WAITING
        else panel_of(case)
    )
    for place, seat in enumerate(accepted(panel, now)):
        hand_in(seat, now, scores(panel.rules, shares[place % len(shares)]))
    panel.refresh_from_db()
    assert panel.state == PanelState.CLOSED
    return panel
