"""What the rules of warning say of a project as it is kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from incentives.checks.funds import (
    Account,
    ProjectState,
    idle_since,
    warned_from,
    warnings_of,
)
from incentives.models import FundTerms, Obstacle, Project, ProjectSource
from ui.refusals import Invalid, Issue, Severity
from ui.text import clean_text

MOST_REASON = 500
ASK = "有{n}项提醒需要核对；确认无误的，请逐项勾选并写明理由后再次提交。"
TICK = "还有{n}项提醒没有勾选；请逐项核对，确认无误的逐项勾选。"
NO_REASON = "请写明核对情况和理由。"


def account_of(row: ProjectSource) -> Account:
    """The money of a source as the rules read it."""
    return Account(
        source=row.source,
        planned=row.planned,
        allocated=row.allocated,
        scheduled=row.scheduled,
        paid=row.paid,
        used=row.used,
        waits_since=row.waits_since,
    )


def state_of(project: Project) -> ProjectState:
    """A project as the rules read it; best of `Project.objects.for_warnings()`."""
    if hasattr(project, "obstacle_due"):
        due = project.obstacle_due
    else:
        rows = Obstacle.objects.open().filter(project=project).order_by("due_on")
        due = rows.values_list("due_on", flat=True).first()
    return ProjectState(
        total=project.total,
        phase=project.phase,
        finishes_on=project.finishes_on,
        accounts=tuple(account_of(row) for row in project.sources.all()),
        obstacle_due=due,
    )


def keep_warned(project_id: int) -> None:
    """Keep from which day a project is warned of, after its rows were written.

    Whoever writes about the same project waits, so that the last one reads it all.
    """
    rows = Project.objects.select_for_update(of=("self",), no_key=True)
    state = state_of(rows.get(pk=project_id))
    Project.objects.filter(pk=project_id).update(
        warned_from=warned_from(state), idle_since=idle_since(state)
    )


def warnings_on(
    project: Project, day: date, terms: FundTerms | None = None
) -> list[Issue]:
    """What an authority should look into on a day."""
    idle_months = (terms or FundTerms.on(day)).idle_months
    return warnings_of(state_of(project), day, idle_months)


@dataclass(frozen=True)
class Answer:
    """What a person says of the warnings he was shown: which he ticked, and why."""

    acknowledged: frozenset[str] = frozenset()
    reason: str = ""

    @classmethod
    def of(cls, acknowledged: Iterable[str], reason: str) -> Answer:
        """As it was typed."""
        return cls(frozenset(acknowledged), clean_text(reason)[:MOST_REASON])


def ask_of(issues: list[Issue], answer: Answer) -> list[str]:
    """Each warning is passed over by itself, with a reason; the sentences passed over.

    A sentence names its sums: where they have changed since, it is another warning.
    Raises `Invalid` at each field that is warned of, at `acknowledged` and `reason`.
    """
    sentences = [issue.sentence for issue in issues]
    open_ones = [one for one in sentences if one not in answer.acknowledged]
    missing = []
    if open_ones:
        missing.append(Issue("acknowledged", TICK.format(n=len(open_ones))))
    if issues and not answer.reason:
        missing.append(Issue("reason", NO_REASON))
    if missing:
        asked = [replace(issue, severity=Severity.WARNING) for issue in issues]
        raise Invalid(ASK.format(n=len(issues)), issues=[*asked, *missing])
    return sentences
