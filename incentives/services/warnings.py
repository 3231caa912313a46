"""What the rules of warning say of a project as it is kept."""

from __future__ import annotations

from datetime import date

from incentives.checks.funds import Account, ProjectState, warnings_of
from incentives.models import FundTerms, Obstacle, Project, ProjectSource
from ui.refusals import Invalid, Issue, Severity

ASK = "以上提醒请核对；确认无误的，在此写明理由后再次提交。"


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


def warnings_on(
    project: Project, day: date, terms: FundTerms | None = None
) -> list[Issue]:
    """What an authority should look into on a day."""
    idle_months = (terms or FundTerms.on(day)).idle_months
    return warnings_of(state_of(project), day, idle_months)


def ask_of(issues: list[Issue], reason: str) -> list[str]:
    """Warnings are passed over with a reason alone; the sentences passed over.

    Raises `Invalid` at each field that is warned of, and at `reason`.
    """
    if issues and not reason:
        asked = [Issue(i.field, i.sentence, Severity.WARNING) for i in issues]
        raise Invalid(ASK, issues=[*asked, Issue("reason", ASK)])
    return [issue.sentence for issue in issues]
