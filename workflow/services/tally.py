"""What a submission adds up to, kept beside the case so that long lists stay cheap."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from workflow.checks import section_of_issue
from workflow.content import Tally, files_in
from workflow.models import Application
from workflow.services.drafting import content_issues


def tally_of(application: Application, data: Mapping[str, Any], today: date) -> Tally:
    """By the kind; else its sections without an issue, and the files it names."""
    kind = application.kind_of
    if kind.tally is not None:
        return kind.tally(application, data, today)
    files = len(files_in(data))
    if kind.outline is None:
        return Tally(None, None, files)
    sections = {str(section.key) for section in kind.outline.within(data)}
    wrong = {section_of_issue(i) for i in content_issues(application, data, today)}
    return Tally(len(sections - wrong), len(sections), files)


def keep_tally(application: Application, tally: Tally) -> None:
    """On the row of the case; the caller saves it."""
    application.checks_passed = tally.passed
    application.checks_total = tally.total
    application.evidence_count = tally.files
