"""What must be done before a decision, whatever the kind: the round demands it."""

from __future__ import annotations

from datetime import datetime

from ui.refusals import Issue
from workflow.checks.objections import naming_issues
from workflow.choices import (
    REVIEW_STAGES,
    Move,
    Stage,
)
from workflow.models import Application
from workflow.permissions import objector_of
from workflow.services.opinions.required import wanted_opinions


def gate_issues(
    application: Application, move: Move, now: datetime, note: str = ""
) -> list[Issue]:
    """What keeps this move from being proposed or made; asked under the lock."""
    if move == Move.UPHOLD_OBJECTION:
        return _without_objection(application) or _tells_who(application, note)
    if application.stage not in REVIEW_STAGES:
        return []
    if move not in (Move.APPROVE, Move.REJECT):
        return []
    found = _open_question(application)
    if move == Move.APPROVE:
        found += _opinions_missing(application, now)
        found += _disagreement(application)
        found += _scores_missing(application)
    return found


def _open_question(application: Application) -> list[Issue]:
    question = application.questions.open().first()
    if question is None:
        return []
    return [Issue("", f"{question}尚未答复，答复或撤销后才能作出决定。")]


def _opinions_missing(application: Application, now: datetime) -> list[Issue]:
    """Each department that the round names and that has not signed."""
    if not application.rules.opinions_required_in(application.stage):
        return []
    held = application.opinions.current().select_related("organisation")
    return [
        Issue("opinions", wanted.missing)
        for wanted in wanted_opinions(application, held, now)
        if wanted.missing
    ]


def _disagreement(application: Application) -> list[Issue]:
    """A department that disagrees is answered in writing before an approval."""
    against = application.opinions.disagreeing().filter(stage=application.stage)
    if not against:
        return []
    last = max(opinion.signed_at for opinion in against)
    settled = application.resolutions.filter(stage=application.stage, at__gte=last)
    if settled.exists():
        return []
    names = "、".join(str(opinion.organisation) for opinion in against)
    return [Issue("resolution", f"{names}不同意，须先填写协调结论。")]


def _scores_missing(application: Application) -> list[Issue]:
    if application.stage != Stage.EXPERT_REVIEW or not application.rules.panel_size:
        return []
    number = application.submissions.count()
    panels = application.panels.current().filter(
        submission_number=number, stage=application.stage
    )
    if panels.open().exists() or not panels.closed().exists():
        return [Issue("panel", "专家评审尚未结束，评分结束后才能作出决定。")]
    return []


def _without_objection(application: Application) -> list[Issue]:
    if application.objections.found_right().exists():
        return []
    return [Issue("", "须先在异议办理页面填写调查情况，提出“异议成立”的意见。")]


def _tells_who(application: Application, note: str) -> list[Issue]:
    """The reason is read by the applicant, so it does not name who objected."""
    for objection in application.objections.open():
        if issues := naming_issues(note, objector_of(objection), "note"):
            return issues
    return []
