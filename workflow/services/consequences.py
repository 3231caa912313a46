"""What follows from a move for all that hangs on the case, in one place.

Called by the door alone, inside its transaction, after the stage has moved.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import F

from regions.calendar import load_calendar
from workflow.choices import (
    REVIEW_STAGES,
    AppealOutcome,
    Move,
    OpinionState,
    PanelState,
    QuestionState,
    SeatState,
    Stage,
)
from workflow.models import Appeal, Application, Panel, Proposal, Seat, Step
from workflow.services.handling import return_to_former
from workflow.services.opinions.telling import tell_ended
from workflow.services.outcomes import end_objections, give_back_objections
from workflow.services.panel_news import tell_review_ended
from workflow.services.record import take_number
from workflow.services.terms import days_within


def follow_move(application: Application, left: str, step: Step) -> None:
    """Close what belonged to the stage left, open what the new one begins with."""
    now = step.at
    if step.move == Move.SUBMIT:
        _supersede_opinions(application, now)
    if left in REVIEW_STAGES and application.stage != left:
        _end_review(application, left, now)
    if left == Stage.PUBLIC_NOTICE:
        end_objections(application, step)
    if application.stage == Stage.EXPERT_REVIEW and application.rules.panel_size:
        open_panel(application, now=now)
    _follow_appeal(application, step)
    return_to_former(application, now)


def _supersede_opinions(application: Application, now: datetime) -> None:
    signed = application.opinions.signed().filter(superseded_at__isnull=True)
    signed.update(superseded_at=now, updated_at=now)


def _end_review(application: Application, left: str, now: datetime) -> None:
    """Nothing is asked any more of a stage that the case has left."""
    _end_opinions(application, left, now)
    calendar = load_calendar()
    for question in application.questions.open():
        question.state = QuestionState.WITHDRAWN
        question.ended_at, question.remind_at = now, None
        question.paused_days = days_within(calendar, question.asked_at, now)
        question.save()
    _void_panels(application, left, now)


def _void_panels(application: Application, left: str, now: datetime) -> None:
    panels = application.panels.open().filter(stage=left)
    seats = Seat.objects.taken().filter(panel__in=panels)
    tell_review_ended(seats.select_related("expert__user"), application, now)
    seats.update(state=SeatState.VOID)
    panels.update(state=PanelState.VOID, closed_at=now, remind_at=None)


def _end_opinions(application: Application, left: str, now: datetime) -> None:
    """What was not signed is asked no more; the departments hear it."""
    rows = application.opinions.open().filter(stage=left)
    ended = list(rows.select_related("organisation"))
    reason = f"该申报已离开“{Stage(left).label}”环节。"
    rows.update(
        state=OpinionState.CANCELLED,
        note=reason,
        remind_at=None,
        version=F("version") + 1,
        updated_at=now,
    )
    for opinion in ended:
        opinion.application = application
        tell_ended(opinion, reason, now)


def open_panel(
    application: Application, *, now: datetime, number: int = 1, reason: str = ""
) -> Panel:
    """A panel that the clock will draw, or the one that stands already."""
    panel, _made = Panel.objects.exclude(state=PanelState.VOID).get_or_create(
        application=application,
        submission_number=application.submissions.count(),
        stage=application.stage,
        number=number,
        defaults={
            "rule_set": application.rule_set,
            "created_at": now,
            "reason": reason,
        },
    )
    return panel


def follow_decline(application: Application, proposal: Proposal, step: Step) -> None:
    """What rested on a proposal that was given or taken back."""
    if proposal.move == Move.UPHOLD_OBJECTION:
        give_back_objections(application, step.note)


def _follow_appeal(application: Application, step: Step) -> None:
    if step.move == Move.APPEAL and step.by is not None:
        Appeal.objects.create(
            application=application,
            number=take_number(application, step.at, prefix="SS"),
            stage=application.interrupted_stage,
            grounds=step.note,
            filed_by=step.by,
            filed_at=step.at,
        )
    elif step.move in (Move.GRANT_APPEAL, Move.DISMISS_APPEAL):
        granted = step.move == Move.GRANT_APPEAL
        application.appeals.open().update(
            outcome=AppealOutcome.GRANTED if granted else AppealOutcome.DISMISSED,
            answer=step.note,
            decided_by=step.by,
            decided_organisation=step.organisation,
            decided_at=step.at,
        )
