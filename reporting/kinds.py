"""The progress report as a kind of application: its path and what it lacks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from reporting.checks import file_issues, snapshot_issues
from reporting.choices import REPORT_KIND, ReportFormat
from reporting.models import FINAL_WORDS, ProgressReport, Rendition
from reporting.periods import period_words
from ui.refusals import Issue
from ui.words import cn_datetime
from workflow.choices import Move, Stage
from workflow.content import Part
from workflow.kinds import Kind, register
from workflow.models import Submission


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


def describe(data: Mapping[str, Any]) -> list[Part]:
    """Which figures were submitted."""
    facts = [
        ("报告期", period_words(data["period"])),
        ("数据快照", f"第{data['snapshot']}次取数"),
        ("数据截至", cn_datetime(datetime.fromisoformat(data["as_of"]))),
        ("口径版本", str(data["definitions"])),
        ("数据摘要（SHA-256）", str(data["digest"])),
    ]
    return [Part("report", "提交内容", facts)]


def document(report: ProgressReport, submission: Submission) -> bytes | None:
    """The report as PDF, where one was made of the figures submitted."""
    made = Rendition.objects.finished().filter(
        snapshot__report=report,
        snapshot__number=submission.data["snapshot"],
        format=ReportFormat.PDF,
    )
    rendition = made.select_related("attachment").first()
    if rendition is None:
        return None
    with rendition.attachment.file.open("rb") as stored:
        content: bytes = stored.read()
    return content


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
        describe=describe,
        pdf=document,
        blockers=blockers,
        listed_words=str(FINAL_WORDS),
        listed_label=str(FINAL_WORDS),
        submit_needs_lead=is_the_nations,
    )
)
