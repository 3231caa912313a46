"""What is shown of departments' opinions around one case, by who looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from workflow.choices import (
    STANCES_FOR,
    OpinionState,
    OverdueOpinion,
    Stance,
)
from workflow.models import Application, Opinion, Resolution
from workflow.permissions import (
    can_ask_opinions,
    can_draft_opinion,
    can_sign_opinion,
    gives_opinions,
    is_past,
    opinion_closed,
    sees_draft,
    sees_internal_of,
    sees_note,
    tier_now,
)
from workflow.services.opinions.required import (
    OVERDUE_WORDS,
    Wanted,
    wanted_opinions,
)


@dataclass(frozen=True)
class SeenOpinion:
    """One opinion as this person may read it: drafts are their department's own."""

    opinion: Opinion
    reads: bool
    reads_note: bool
    own: bool  # asked of his own department
    overdue: bool
    turn: str  # what waits for this person: 填写意见, 审阅签发; "" for nothing

    @property
    def stance(self) -> str:
        """What is said, where it may be read."""
        return str(self.opinion.get_stance_display()) if self.reads else ""

    @property
    def text(self) -> str:
        """The words, where they may be read."""
        return self.opinion.text if self.reads else ""

    @property
    def note(self) -> str:
        """Why it was given back or asked no more, where it may be read."""
        return self.opinion.note if self.reads_note else ""


@dataclass(frozen=True)
class OpinionBoard:
    """The opinions around one case."""

    current: list[SeenOpinion]
    past: list[SeenOpinion]  # superseded or cancelled
    resolutions: Sequence[Resolution]
    past_resolutions: Sequence[Resolution]  # of earlier submissions
    wanted: list[Wanted]
    overdue_words: str
    may_ask: bool
    may_settle: bool
    divided: str  # 意见不一致, said of the present stage; "" where nobody disagrees


def seen_opinion(user: Any, opinion: Opinion, now: datetime) -> SeenOpinion:
    """One opinion as this person may read it."""
    return SeenOpinion(
        opinion=opinion,
        reads=sees_draft(user, opinion),
        reads_note=sees_note(user, opinion),
        own=opinion.organisation_id in user.standing.applicant_ids,
        overdue=opinion.is_open and is_past(opinion.due_at, now),
        turn=_turn(user, opinion),
    )


def _turn(user: Any, opinion: Opinion) -> str:
    own = opinion.organisation_id in user.standing.applicant_ids
    if not own or opinion_closed(opinion):
        return ""
    if opinion.state == OpinionState.DRAFTED:
        return "审阅签发" if can_sign_opinion(user, opinion) else ""
    return "填写意见" if can_draft_opinion(user, opinion) else ""


def opinions_seen_by(
    user: Any, application: Application, now: datetime
) -> OpinionBoard | None:
    """The board of a case; None for applicants, experts and whom it concerns not."""
    if not gives_opinions(user):
        return None
    rows = list(
        application.opinions.visible_to(user)
        .select_related("organisation", "asked_organisation", "signed_by")
        .order_by("pk")
    )
    for row in rows:
        row.application = application
    may_ask = bool(can_ask_opinions(user, application))
    current = [row for row in rows if row.is_current]
    tier = tier_now(application)
    inside = tier is not None and sees_internal_of(user, application, tier)
    wanted = wanted_opinions(application, current, now) if inside else []
    if not rows and not wanted and not may_ask:
        return None
    divided = _divided(application, current)
    settled = _resolutions(application, rows)
    number = max((row.submission_number for row in current), default=0)
    return OpinionBoard(
        current=[seen_opinion(user, row, now) for row in current],
        past=[seen_opinion(user, row, now) for row in rows if not row.is_current],
        resolutions=[row for row in settled if row.submission_number == number],
        past_resolutions=[row for row in settled if row.submission_number != number],
        wanted=wanted,
        overdue_words=OVERDUE_WORDS[OverdueOpinion(application.rules.overdue_opinion)],
        may_ask=may_ask,
        may_settle=may_ask and bool(divided),
        divided=divided,
    )


def _divided(application: Application, current: list[Opinion]) -> str:
    """Whether departments disagree in this stage, with us or with each other."""
    said = {
        row.stance
        for row in current
        if row.state == OpinionState.SIGNED and row.stage == application.stage
    }
    if Stance.DISAGREE not in said:
        return ""
    return "意见不一致" if said & set(STANCES_FOR) else "有部门不同意"


def _resolutions(application: Application, rows: list[Opinion]) -> Sequence[Resolution]:
    """Those of the stages in which a disagreement is seen."""
    stages = {
        row.stage
        for row in rows
        if row.state == OpinionState.SIGNED and row.stance == Stance.DISAGREE
    }
    if not stages:
        return ()
    return list(
        application.resolutions.filter(stage__in=stages)
        .select_related("by", "organisation")
        .order_by("-pk")
    )
