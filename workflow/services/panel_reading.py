"""What is read of a panel: no score before it closes, by nobody but its expert."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from workflow.choices import (
    SCORED_SEATS,
    SEATED,
    ExpertField,
    PanelState,
    SeatState,
)
from workflow.models import Application, Draw, Panel, ScoreSheet, Seat, Submission


@dataclass(frozen=True)
class SeenSeat:
    """A seat as the authority sees it; the sheet only after the panel has closed."""

    seat: Seat
    sheet: ScoreSheet | None
    distance: str  # from the mean, where the total stands apart


@dataclass(frozen=True)
class SeenDraw:
    """A draw in words: who was asked for, who could not be drawn and why."""

    draw: Draw
    demands: str
    names: str
    pool: list[dict[str, object]]

    @property
    def able(self) -> int:
        """How many could have been drawn."""
        return sum(1 for line in self.pool if not line["barred"])


def seats_seen(panel: Panel) -> list[SeenSeat]:
    """Every seat of a panel, in order."""
    rows = panel.seats.select_related(
        "expert__user",
        "expert__employer",
        "expert__home_unit",
        "replaces__expert__user",
    )
    sheets: dict[int, ScoreSheet] = {}
    if panel.state == PanelState.CLOSED:
        handed_in = ScoreSheet.objects.filter(
            seat__panel=panel, submitted_at__isnull=False
        )
        sheets = {sheet.seat_id: sheet for sheet in handed_in}
    apart = {row["seat"]: row["distance"] for row in panel.summary.get("outliers", [])}
    return [SeenSeat(s, sheets.get(s.pk), apart.get(s.pk, "")) for s in rows]


def panels_seen_by(user: Any, case: Application) -> Sequence[Panel]:
    """The panels of a case, the latest first, with how many sheets are in."""
    if not case.rules.panel_size:
        return []
    rows = Panel.objects.visible_to(user).current().filter(application=case)
    return rows.annotate(
        taken=Count("seats", filter=Q(seats__state__in=SEATED)),
        submitted=Count("seats", filter=Q(seats__state=SeatState.SUBMITTED)),
    ).order_by("-pk")


def draws_seen(panel: Panel) -> list[SeenDraw]:
    """Every draw of a panel, the latest first."""
    return [
        SeenDraw(
            draw=row,
            demands=_demands_in_words(row),
            names=_names(row),
            pool=[_line_in_words(line) for line in row.pool],
        )
        for row in panel.draws.order_by("-number")
    ]


def _names(row: Draw) -> str:
    names = {line["id"]: line["name"] for line in row.pool}
    return "、".join(str(names.get(pk, pk)) for pk in row.drawn)


def _line_in_words(line: dict[str, object]) -> dict[str, object]:
    held = line["fields"]
    known = [
        str(f.label) for f in ExpertField if isinstance(held, list) and f.value in held
    ]
    return {**line, "fields": "、".join(known)}


def _demands_in_words(row: Draw) -> str:
    asked = row.demands
    words = [f"专家组共{asked['size']}名"]
    if asked["kept"]:
        words.append(f"在任{len(asked['kept'])}名")
    words += [
        f"{field.label}至少{asked['quotas'][field.value]}名"
        for field in ExpertField
        if asked["quotas"].get(field.value)
    ]
    if asked["per_region"]:
        words.append(f"同一地区至多{asked['per_region']}名")
    return "，".join(words) + "。"


def submission_seen_from(seat: Seat) -> Submission | None:
    """What an expert scores: open to him from the acceptance to the panel's end."""
    panel = seat.panel
    if seat.state not in SCORED_SEATS or panel.state != PanelState.SCORING:
        return None
    return panel.application.submissions.filter(number=panel.submission_number).first()
