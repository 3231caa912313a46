"""The homes of city offices, applicants and experts: what concerns them, and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Case, Prefetch, Value, When
from django.utils.translation import gettext_lazy as _

from accounts.standing import standing_of
from regions.calendar import WorkingCalendar, load_calendar, local_day
from reporting.choices import REPORT_KIND
from reporting.gather.cases import DUE_STAGES
from ui.refusals import Issue, Severity
from workflow.choices import EDITABLE_STAGES, OPEN_STAGES, Action, Move, Stage
from workflow.models import Application, Notice, Notification, Round, Step
from workflow.permissions import last_moment_for
from workflow.services import blocking_issues

# A home shows the newest; the desk shows all.
MOST_CASES = 5
OPEN_FIRST = Case(When(stage__in=OPEN_STAGES, then=Value(0)), default=Value(1))
MOST_LINES = 6


@dataclass(frozen=True)
class Mark:
    """One line of a case's timeline."""

    title: str
    at: datetime
    by: str
    note: str
    tone: str = ""


@dataclass(frozen=True)
class OwnCase:
    """One of the user's own applications: where it is and what comes next."""

    application: Any
    marks: Sequence[Mark]
    # None where nobody looked: only the newest one in hand is read through.
    missing: Sequence[Issue] | None
    next_step: str
    days_left: int | None
    path: Sequence[tuple[str, str]] = field(default_factory=tuple)

    @property
    def days_overdue(self) -> int | None:
        """Working days past the term, where somebody still owes an act by it."""
        owed = self.application.stage in (*DUE_STAGES, Stage.DRAFT)
        left = self.days_left
        return -left if owed and left is not None and left < 0 else None

    @property
    def is_editable(self) -> bool:
        return self.application.stage in EDITABLE_STAGES

    @property
    def is_complete(self) -> bool:
        """Looked through, nothing missing, and still in time."""
        return self.is_editable and self.missing == [] and not self.days_overdue


def own_cases(user: Any, now: datetime) -> list[OwnCase]:
    """The newest applications of the user's own organisations."""
    moves = Step.objects.filter(action=Action.MOVE).order_by("-sequence")
    mine = Application.objects.visible_to(user).filter(
        applicant_id__in=standing_of(user).applicant_ids
    )
    rows = list(
        mine.exclude(kind=REPORT_KIND)
        .select_related("rule_set", "round", "managing_unit", "division")
        .prefetch_related(Prefetch("steps", moves, to_attr="moves"))
        .order_by(OPEN_FIRST, "-updated_at")[:MOST_CASES]
    )
    calendar = load_calendar()
    first = next((row for row in rows if row.stage in EDITABLE_STAGES), None)
    # What is missing costs a reading of all sections: for the one in hand only.
    missing = missing_of(first) if first else []
    return [_own(row, missing if row is first else None, calendar, now) for row in rows]


def missing_of(application: Any) -> list[Issue]:
    """What keeps an application from being submitted."""
    found = blocking_issues(application.own, Move.SUBMIT)
    return [issue for issue in found if issue.severity == Severity.ERROR]


def _own(
    application: Any,
    missing: Sequence[Issue] | None,
    calendar: WorkingCalendar,
    now: datetime,
) -> OwnCase:
    due = application.due_at
    if application.stage == Stage.DRAFT and application.round:
        due = last_moment_for(application, now)
    left = calendar.between(local_day(now), local_day(due)) if due else None
    application.due_shown = due
    return OwnCase(
        application,
        [_mark(step) for step in application.moves[:4]],
        missing,
        next_words(application, now),
        left,
        path_words(application),
    )


def _mark(step: Any) -> Mark:
    title = f"{step.get_move_display()}：{step.get_to_stage_display()}"
    return Mark(title, step.at, step.post, step.note)


NEXT = {
    Stage.DRAFT: _("填写完整后提交。"),
    Stage.RETURNED: _("按退回意见补正后重新提交。"),
    Stage.CITY_REVIEW: _("等待城市主管部门初审。"),
    Stage.PROVINCIAL_REVIEW: _("等待省级牵头部门审核。"),
    Stage.EXPERT_REVIEW: _("等待专家评审。"),
    Stage.NATIONAL_REVIEW: _("等待国家牵头部门审核。"),
    Stage.PUBLIC_NOTICE: _("公示中，期满无异议后列入名单。"),
    Stage.UNDER_APPEAL: _("申诉复核中，请等待结果。"),
    Stage.LISTED: _("已列入名单。"),
    Stage.REJECTED: _("未通过。可在期限内提出申诉。"),
    Stage.WITHDRAWN: _("已撤回。"),
    Stage.DELISTED: _("已移出名单。"),
}


def is_past(due: datetime | None, now: datetime) -> bool:
    """Whether a term is over."""
    return due is not None and due < now


def next_words(application: Any, now: datetime) -> str:
    """What comes next, in a sentence."""
    if application.stage == Stage.REJECTED and not application.interrupted_stage:
        return str(_("未通过，申诉已办结。"))
    closes = application.due_shown if application.stage == Stage.DRAFT else None
    if closes is not None and closes <= now:
        return str(_("申报批次已截止，不能再提交。"))
    if application.stage == Stage.REJECTED and is_past(application.due_at, now):
        return str(_("未通过，申诉期限已过。"))
    return str(NEXT[application.stage])


def path_words(application: Any) -> list[tuple[str, str]]:
    """(stage, done | now | ahead) along the way of this application."""
    stages = [Stage.DRAFT, *application.path, Stage.LISTED]
    here = Stage.DRAFT if application.stage == Stage.RETURNED else application.stage
    if here not in stages:
        return []
    at = stages.index(Stage(here))
    state = ["done" if n < at else "now" if n == at else "ahead" for n in range(99)]
    return [(str(stage.label), state[n]) for n, stage in enumerate(stages)]


def messages_of(user: Any) -> list[Any]:
    """The newest messages."""
    rows = Notification.objects.visible_to(user).select_related("application")
    return list(rows[:MOST_LINES])


def open_rounds(user: Any, now: datetime) -> list[Any]:
    """Rounds in which something can be handed in now: national ones and the unit's."""
    units = {
        post.organisation.managing_unit_id
        for post in user.posts_now
        if post.organisation.managing_unit_id
    }
    rows = Round.objects.taking_from(standing_of(user).applicant_ids, now)
    rows = rows.select_related("managing_unit")
    mine = [
        a_round
        for a_round in rows.order_by("closes_at")
        if a_round.managing_unit_id is None or a_round.managing_unit_id in units
    ]
    return mine[:MOST_LINES]


def running_notices(now: datetime) -> list[Any]:
    """Public notices that run today."""
    rows = Notice.objects.running(local_day(now)).order_by("ends_on", "pk")
    return list(rows[:MOST_LINES])


def notices_of_cities(user: Any, now: datetime) -> list[Any]:
    """Running notices on which a case of the office's own city stands."""
    cities = standing_of(user).city_codes
    rows = Notice.objects.running(local_day(now))
    mine = rows.filter(entries__application__division_id__in=cities).distinct()
    return list(mine.order_by("ends_on", "pk")[:MOST_LINES])


def awaiting_of(user: Any) -> tuple[int, list[Any]]:
    """(how many wait for this person, the most urgent of them)."""
    rows = Application.objects.visible_to(user).awaiting(user)
    found = list(rows.order_by("due_at", "pk")[: MOST_LINES + 1])
    # One more than is shown: only then is there anything left to count.
    number = rows.count() if len(found) > MOST_LINES else len(found)
    return number, found[:MOST_LINES]
