"""The rows around a case, as the archive keeps them for one reader."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from accounts.models import User
from accounts.standing import standing_of
from workflow.chain import plain
from workflow.choices import PanelState, QuestionState
from workflow.models import Application, Objection, Opinion, Panel, Question
from workflow.permissions import sees_draft, sees_internal
from workflow.services.bound import bound_rows
from workflow.services.record import name_of

Rows = list[dict[str, Any]]
# Rows of these are read only by who may; all others by who sees their step.
GUARDED = (
    "opinion",
    "resolution",
    "question",
    "panel",
    "draw",
    "scoresheet",
    "objection",
)


@dataclass
class Reading:
    """One reader before one case, and the rows that the steps he sees have bound."""

    application: Application
    reader: User
    bound: set[str]
    included: set[str] = field(default_factory=set)

    def row(self, row: Any, **facts: Any) -> dict[str, Any]:
        """A row in words, with the record that its step has bound, if one has."""
        name = name_of(row)
        if name not in self.bound:
            return facts
        self.included.add(name)
        return facts | {"chain_name": name, "record": plain(row.record())}

    @property
    def is_applicant(self) -> bool:
        mine: frozenset[int] = standing_of(self.reader).applicant_ids
        return self.application.applicant_id in mine


def opinions(reading: Reading) -> Rows:
    """What departments were asked and answered; a draft is its department's own."""
    rows = Opinion.objects.visible_to(reading.reader).filter(
        application=reading.application
    )
    return [
        reading.row(
            row,
            organisation=str(row.organisation),
            stage=row.get_stage_display(),
            submission=row.submission_number,
            request=row.request,
            asked_by=str(row.asked_organisation),
            asked_at=row.asked_at,
            due_at=row.due_at,
            state=row.state_label,
            stance=row.get_stance_display() if sees_draft(reading.reader, row) else "",
            text=row.text if sees_draft(reading.reader, row) else "",
            signed_by=row.signed_by.name if row.signed_by else "",
            signed_post=row.signed_post,
            signed_at=row.signed_at,
        )
        for row in rows.select_related(
            "organisation", "asked_organisation", "signed_by"
        )
    ]


def resolutions(reading: Reading) -> Rows:
    """How disagreements of departments were settled."""
    rows = reading.application.resolutions.select_related("organisation", "by")
    return [
        reading.row(row, text=row.text, by=row.by.name, post=row.post, at=row.at)
        for row in rows
        if sees_internal(reading.reader, reading.application, row.organisation)
    ]


def panels(reading: Reading) -> Rows:
    """Panels with their draws, for who sees them; sheets once a panel is closed."""
    rows = Panel.objects.visible_to(reading.reader).current()
    return [
        _panel(reading, panel)
        for panel in rows.filter(application=reading.application).order_by("pk")
    ]


def _panel(reading: Reading, panel: Panel) -> dict[str, Any]:
    return reading.row(
        panel,
        number=panel.number,
        stage=panel.get_stage_display(),
        submission=panel.submission_number,
        state=panel.get_state_display(),
        reason=panel.reason,
        drawn_at=panel.drawn_at,
        closed_at=panel.closed_at,
        sheets=panel.sheets,
        mean=panel.mean,
        spread=panel.spread,
        lowest=panel.lowest,
        highest=panel.highest,
        summary=panel.summary,
        draws=[
            reading.row(
                draw,
                number=draw.number,
                at=draw.at,
                seed=draw.seed,
                drawn=draw.drawn,
                demands=draw.demands,
                pool=draw.pool,
            )
            for draw in panel.draws.all()
        ],
        seats=_seats(reading, panel),
    )


def _seats(reading: Reading, panel: Panel) -> Rows:
    rows = panel.seats.select_related("expert__user", "expert__employer", "sheet")
    found = []
    for seat in rows:
        line: dict[str, Any] = {
            "expert": str(seat.expert),
            "employer": str(seat.expert.employer),
            "state": seat.get_state_display(),
            "reason": seat.reason,
        }
        sheet = getattr(seat, "sheet", None)
        if sheet and sheet.submitted_at and panel.state == PanelState.CLOSED:
            line["sheet"] = reading.row(
                sheet,
                scores=sheet.scores,
                comment=sheet.comment,
                total=sheet.total,
                submitted_at=sheet.submitted_at,
            )
        found.append(line)
    return found


def questions(reading: Reading) -> Rows:
    """Notices of correction; an answer not yet given is the applicant's own."""
    rows = Question.objects.visible_to(reading.reader).filter(
        application=reading.application
    )
    rows = rows.select_related("organisation")
    return [
        _question(reading, row)
        for row in rows.prefetch_related("items__files__attachment")
    ]


def _question(reading: Reading, row: Question) -> dict[str, Any]:
    given = reading.is_applicant or row.state == QuestionState.ANSWERED
    facts = {
        "number": row.number,
        "stage": row.get_stage_display(),
        "text": row.text,
        "asked_by": str(row.organisation),
        "asked_at": row.asked_at,
        "due_at": row.due_at,
        "state": row.get_state_display(),
        "ended_at": row.ended_at,
        "paused_days": row.paused_days,
        "items": _items(row, given=given),
    }
    return reading.row(row, **facts) if given else facts


def _items(question: Question, *, given: bool) -> Rows:
    return [
        {
            "place": item.label or item.field,
            "question": item.sentence,
            "before": item.old_text,
            "answer": item.answer if given else "",
            "files": [str(file.attachment) for file in item.files.all()]
            if given
            else [],
        }
        for item in question.items.all()
    ]


def notices(reading: Reading) -> Rows:
    """Public notices on which the case stood."""
    rows = reading.application.notice_entries.select_related("notice__issued_by")
    return [
        {
            "number": row.notice.number,
            "title": row.notice.title,
            "issued_by": str(row.notice.issued_by),
            "basis": row.notice.basis,
            "starts_on": row.notice.starts_on,
            "ends_on": row.notice.ends_on,
            "outcome": row.get_outcome_display(),
            "ended_at": row.ended_at,
        }
        for row in rows.order_by("pk")
    ]


def objections(reading: Reading) -> Rows:
    """How objections ended; who objected, and the texts that may tell, are left out."""
    rows = reading.application.objections.prefetch_related("files__attachment")
    return [reading.row(row, **_outcome(row)) for row in rows.order_by("pk")]


def _outcome(row: Objection) -> dict[str, Any]:
    return {
        "number": row.number,
        "received_at": row.received_at,
        "state": row.public_state,
        # What a handler proposes is nobody else's until a lead has confirmed it.
        "published_outcome": "" if row.is_open else row.published_outcome,
        "decided_at": row.decided_at,
    }


def appeals(reading: Reading) -> Rows:
    """Appeals with their grounds and answers."""
    return [
        {
            "number": row.number,
            "stage": row.get_stage_display(),
            "grounds": row.grounds,
            "filed_at": row.filed_at,
            "outcome": row.get_outcome_display(),
            "answer": row.answer,
            "decided_at": row.decided_at,
        }
        for row in reading.application.appeals.order_by("pk")
    ]


def others(reading: Reading) -> Rows:
    """Whatever else the steps he sees have bound, as the chain knows it."""
    names = [n for n in reading.bound if n.partition(":")[0] not in GUARDED]
    return [reading.row(row) for row in bound_rows(sorted(names))]


PARTS: Mapping[str, Callable[[Reading], Rows]] = {
    "opinions": opinions,
    "resolutions": resolutions,
    "panels": panels,
    "questions": questions,
    "notices": notices,
    "objections": objections,
    "appeals": appeals,
    "others": others,
}
