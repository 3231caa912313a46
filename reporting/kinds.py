"""The progress report as a kind of application: its path and what it lacks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from reporting.checks import file_issues, snapshot_issues
from reporting.choices import REPORT_KIND
from reporting.models import FINAL_WORDS, ProgressReport, Rendition
from ui.refusals import Issue
from workflow.choices import Move, Stage
from workflow.kinds import Kind, register


def path_of(report: Any) -> tuple[Stage, ...]:
    """A unit's report is read by the nation; the nation finalises its own.

    Asked of the parent row too, hence by managing unit and not by scope.
    """
    return (Stage.NATIONAL_REVIEW,) if report.managing_unit_id else ()


def is_the_nations(report: Any) -> bool:
    """Nobody reads the nation's own report after its submit: it is final."""
    return report.managing_unit_id is None


def blockers(report: ProgressReport, move: Move) -> Sequence[Issue]:
    """Submitted is a finished file with figures of the whole period."""
    if move != Move.SUBMIT:
        return ()
    snapshot = report.latest_snapshot()
    found = snapshot_issues(report.period, snapshot.taken_at if snapshot else None)
    if found or snapshot is None:
        return found
    finished = Rendition.objects.finished().filter(snapshot=snapshot)
    return file_issues(finished.exists())


def frozen(report: ProgressReport) -> dict[str, Any]:
    """A submission names the snapshot that was submitted; the snapshot is frozen."""
    snapshot = report.latest_snapshot()
    assert snapshot is not None  # blockers refused otherwise
    return {
        "scope": report.scope,
        "period": report.period_code,
        "snapshot": snapshot.number,
        "digest": snapshot.digest,
        "definitions": snapshot.definitions,
        "as_of": snapshot.as_of.isoformat(),
    }


PROGRESS_REPORT = register(
    Kind(
        key=REPORT_KIND,
        name=str(_("进展报告")),
        prefix="BG",
        order=90,
        model="reporting.ProgressReport",
        detail_url="reporting:report",
        path=path_of,
        snapshot=frozen,
        blockers=blockers,
        listed_words=str(FINAL_WORDS),
        listed_label=str(FINAL_WORDS),
        submit_needs_lead=is_the_nations,
    )
)
