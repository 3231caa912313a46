"""Every application of a scope as it stood at a moment, rebuilt from its steps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from django.db.models import Q

from accounts.choices import Tier
from regions.calendar import BEIJING, WorkingCalendar
from reporting.choices import REPORT_KIND
from reporting.gather.pauses import Pause, due_then, pauses_at
from reporting.scopes import Scope
from workflow.choices import REVIEW_STAGES, Action, Lane, Stage
from workflow.kinds import kind_named, tier_of_stage
from workflow.models import Application, RuleSet, Step

# Somebody owes an act by a day in these.
DUE_STAGES = (*REVIEW_STAGES, Stage.RETURNED, Stage.UNDER_APPEAL)


@dataclass(frozen=True)
class Case:
    """One application at one moment."""

    pk: int
    kind: str
    number: str | None
    title: str
    applicant: str
    unit: str | None
    division: str | None
    stage: str
    since: datetime
    due: datetime | None
    interrupted: str
    submitted_at: datetime
    lane: str = Lane.ORDINARY
    term_days: int | None = None

    @property
    def in_review(self) -> bool:
        return self.stage in REVIEW_STAGES

    def is_late(self, moment: datetime) -> bool:
        return self.stage in DUE_STAGES and self.due is not None and self.due < moment

    @property
    def tier(self) -> Tier | None:
        """Whose turn it was."""
        stage = self.interrupted if self.stage == Stage.UNDER_APPEAL else self.stage
        return tier_of_stage(kind_named(self.kind), stage, self.lane) if stage else None


FIELDS = (
    "pk",
    "kind",
    "number",
    "title",
    "applicant__name",
    "managing_unit_id",
    "division_id",
    "stage",
    "stage_since",
    "due_at",
    "interrupted_stage",
    "submitted_at",
    "lane",
    "term_days",
)


def first_moment(day: date) -> datetime:
    """00:00 of the day in Beijing."""
    return datetime.combine(day, time.min, tzinfo=BEIJING)


def in_scope(scope: Scope, prefix: str = "") -> Q:
    """The condition of a scope; reports themselves are no applications."""
    own = Q() if scope.unit is None else Q(**{f"{prefix}managing_unit": scope.unit})
    return own & ~Q(**{f"{prefix}kind": REPORT_KIND})


def cases_at(scope: Scope, moment: datetime, calendar: WorkingCalendar) -> list[Case]:
    """Applications submitted by then, as they stood then.

    Those that moved on since are set back by their steps, and pauses that began or
    ended since are taken away. Four queries, whatever the number.
    """
    rows = Application.objects.filter(in_scope(scope), submitted_at__lte=moment)
    found = [Case(*row) for row in rows.order_by("pk").values_list(*FIELDS)]
    moved = {case.pk for case in found if case.since > moment}
    earlier = _states_before(scope, moment) if moved else {}
    pauses = pauses_at(in_scope(scope, "application__"), moment)
    then = [replace(case, **earlier.get(case.pk, {})) for case in found]
    return [
        replace(case, due=_due(case, pauses.get(case.pk, []), moment, calendar))
        if case.pk in moved or case.pk in pauses
        else case
        for case in then
    ]


def _states_before(scope: Scope, moment: datetime) -> dict[int, dict[str, Any]]:
    """Stage, since when and how long, by the last move before the moment."""
    steps = (
        Step.objects.filter(
            in_scope(scope, "application__"),
            application__stage_since__gt=moment,
            action=Action.MOVE,
            at__lte=moment,
        )
        .order_by("application_id", "-sequence")
        .distinct("application_id")
        .values_list("application_id", "from_stage", "to_stage", "at", "rule_set_id")
    )
    found = list(steps)
    rules = _rules_of({row[4] for row in found})
    return {
        pk: {
            "stage": stage,
            "since": at,
            "term_days": _days(rules.get(rule_set), stage),
            "interrupted": left if stage == Stage.UNDER_APPEAL else "",
        }
        for pk, left, stage, at, rule_set in found
    }


def _rules_of(ids: Iterable[int | None]) -> dict[int | None, Any]:
    wanted = [pk for pk in ids if pk is not None]
    return {row.pk: row.rules for row in RuleSet.objects.filter(pk__in=wanted)}


def _days(rules: Any, stage: str) -> int | None:
    return rules.days_for(stage) if rules and stage in DUE_STAGES else None


def _due(
    case: Case, pauses: list[Pause], moment: datetime, calendar: WorkingCalendar
) -> datetime | None:
    return due_then(case.term_days, case.since, pauses, moment, calendar)
