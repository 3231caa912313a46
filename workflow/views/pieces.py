"""What the includes in templates/workflow/includes/ are given, under `case`.

moves.html, proposal.html, status.html, timeline.html, submissions.html, evidence.html,
opinions.html each read one part of it; `aside.html` and `record.html` draw them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils import timezone

from regions.calendar import WorkingCalendar, load_calendar, local_day
from workflow.choices import OPEN_STAGES, Move
from workflow.entries import Entry
from workflow.forms import DeclineForm, MoveForm
from workflow.hints import Term, next_hint, term_of
from workflow.kinds import label_of
from workflow.models import Application, Evidence, Panel, Proposal, Submission
from workflow.permissions import can_archive, can_decline_proposal, proposal_seen_by
from workflow.services import (
    MoveOffer,
    OpinionBoard,
    latest_entries,
    moves_open_to,
    opinions_seen_by,
    panels_seen_by,
)
from workflow.views.asked import Questions, questions_of
from workflow.views.handling_card import Handling, handling_of
from workflow.views.pending import HELD_HINT, Pending, pending_of

# Entries of the record on the page of a case; its timeline has them all.
LATEST = 10


@dataclass(frozen=True)
class OfferedMove:
    """An open move with its own form; the refused one keeps what was typed."""

    offer: MoveOffer
    form: MoveForm
    open: bool
    # A move that wants more than a reason has a page of its own.
    page_url: str = ""

    @property
    def label(self) -> str:
        """确认“同意”, 提出“同意”意见, or the move itself."""
        if self.offer.confirms:
            return f"确认“{self.offer.label}”"
        if self.offer.is_proposal:
            return f"提出“{self.offer.label}”意见"
        return self.offer.label

    @property
    def tone(self) -> str:
        """Agreeing and submitting lead, ending something warns."""
        if self.offer.move in (Move.APPROVE, Move.SUBMIT, Move.GRANT_APPEAL):
            return "primary"
        ends = (Move.REJECT, Move.WITHDRAW, Move.DELIST, Move.DISMISS_APPEAL)
        return "danger" if self.offer.move in ends else "plain"

    @property
    def takes_remarks(self) -> bool:
        """Whether reasons may be given by place; a lead confirms those given."""
        return self.offer.move == Move.SEND_BACK and not self.offer.confirms

    @property
    def must_say(self) -> bool:
        """A reason is wanted; a confirmation may rest on the handler's."""
        return self.offer.needs_note and not self.offer.confirms

    @property
    def note_hint(self) -> str:
        """What an empty reason means."""
        return "留空则沿用经办人的意见；" if self.offer.confirms else ""


@dataclass(frozen=True)
class ClosedMoves:
    """Moves that are closed for one and the same reason."""

    labels: str
    reason: str


@dataclass(frozen=True)
class Case:
    """Everything around one application that this person may see."""

    application: Application
    moves: list[OfferedMove]
    # A move refused that is no longer open: its text is not lost.
    refused: MoveForm | None
    closed: list[ClosedMoves]
    proposal: Proposal | None
    may_decline: bool
    own_proposal: bool
    decline_form: DeclineForm
    entries: list[Entry]
    submissions: Sequence[Submission]
    evidence: Sequence[Evidence]
    next_hint: str
    term: Term | None
    waited: int | None
    opinions: OpinionBoard | None
    pending: Pending
    questions: Questions
    may_archive: bool
    panels: Sequence[Panel]
    handling: Handling | None

    @property
    def proposed_remarks(self) -> list[tuple[str, str]]:
        """The reasons by place that a handler proposes, with their labels."""
        kind = self.application.kind_of
        given = self.proposal.remarks if self.proposal else []
        return [(label_of(kind, field), sentence) for field, sentence in given]

    @property
    def files(self) -> list[dict[str, Any]]:
        """The evidence as the component draws it."""
        return files_of(self.application, self.evidence)


def files_of(
    application: Application, evidence: Iterable[Evidence]
) -> list[dict[str, Any]]:
    """Evidence of a case as the component draws it."""
    kind = application.kind_of
    return [
        {
            "name": row.attachment.name,
            "url": reverse("documents:download", args=[row.attachment.pk]),
            "size": row.attachment.size,
            "added_at": row.added_at,
            "note": row.note or label_of(kind, row.slot),
        }
        for row in evidence
    ]


def pieces_of(
    application: Application,
    user: Any,
    move_form: MoveForm | None = None,
    decline_form: DeclineForm | None = None,
) -> Case:
    """Read the pieces; `move_form` is a refused one to show again."""
    now, calendar = timezone.now(), load_calendar()
    offers = moves_open_to(user, application, now)
    proposal = proposal_seen_by(user, application)
    moves = _open_moves(application, offers, move_form)
    may_decline = proposal is not None and bool(can_decline_proposal(user, application))
    pending, term = pending_of(application, user), term_of(application, now, calendar)
    held = pending.held and proposal is None
    return Case(
        application=application,
        moves=moves,
        refused=None if any(m.form is move_form for m in moves) else move_form,
        closed=_closed_moves(offers),
        proposal=proposal,
        may_decline=may_decline,
        own_proposal=proposal is not None and proposal.by_id == user.pk,
        decline_form=decline_form or DeclineForm(),
        entries=latest_entries(user, application, LATEST),
        submissions=application.submissions.defer("data").select_related("by"),
        evidence=application.evidence.filter(removed_at=None).select_related(
            "attachment"
        ),
        next_hint=HELD_HINT if held else next_hint(application, proposal),
        # Whoever waits for an objection to be decided is not late himself.
        term=None if pending.held and term and term.late else term,
        waited=_waited(application, now, calendar),
        opinions=opinions_seen_by(user, application, now),
        panels=panels_seen_by(user, application),
        handling=handling_of(application, user),
        questions=questions_of(application, user, now),
        pending=pending,
        may_archive=bool(can_archive(user, application)),
    )


def _open_moves(
    application: Application, offers: Sequence[MoveOffer], refused: MoveForm | None
) -> list[OfferedMove]:
    allowed = [offer for offer in offers if offer.allowed]
    asked = refused.data.get("move") if refused is not None else None
    found = []
    for offer in allowed:
        form = MoveForm(kind=application.kind_of)
        form.auto_id = f"id_{offer.move}_%s"
        if refused is not None and offer.move == asked:
            form = refused
            form.auto_id = f"id_{offer.move}_%s"
        opened = form is refused or (offer.confirms and refused is None)
        page_url = "" if opened else _page_of(application, offer)
        found.append(OfferedMove(offer, form, opened, page_url))
    return found


def _page_of(application: Application, offer: MoveOffer) -> str:
    if offer.move == Move.APPEAL:
        return reverse("workflow:appeal-new", args=[application.pk])
    if offer.move == Move.UPHOLD_OBJECTION and not offer.confirms:
        return reverse("workflow:objections")
    return ""


def _closed_moves(offers: Sequence[MoveOffer]) -> list[ClosedMoves]:
    closed = sorted((o for o in offers if not o.allowed), key=lambda o: o.reason)
    return [
        ClosedMoves("、".join(offer.label for offer in same), reason)
        for reason, same in groupby(closed, key=lambda offer: offer.reason)
    ]


def _waited(
    application: Application, now: datetime, calendar: WorkingCalendar
) -> int | None:
    if application.stage not in OPEN_STAGES or application.submitted_at is None:
        return None
    since = local_day(application.stage_since)
    return calendar.between(since, local_day(now))
