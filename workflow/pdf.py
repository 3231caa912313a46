"""Papers of the life cycle, in the look of GB/T 9704-2012."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from documents.pdf import render_pdf
from workflow.announcing import Announcement
from workflow.describing import described
from workflow.models import Submission
from workflow.paper import Paper

NOTICE = "print/workflow/notice.html"


def notice_pdf(words: Announcement, *, moment: datetime) -> bytes:
    """The notice as PDF; the same words give the same file."""
    data: bytes = render_pdf(
        NOTICE, {"notice": words}, title=words.title, moment=moment
    )
    return data


def paper_for(
    application: Any, data: Mapping[str, Any], submission: Submission | None
) -> Paper:
    """An application as its kind puts it on paper, else in words under its title."""
    kind = application.kind_of
    if kind.paper is not None:
        made: Paper = kind.paper(application, data, submission)
        return made
    return Paper(
        application=application,
        data=data,
        parts=described(kind, data),
        title=application.title,
        submission=submission,
    )
