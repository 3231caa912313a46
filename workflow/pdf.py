"""Papers of the life cycle, in the look of GB/T 9704-2012."""

from __future__ import annotations

from datetime import datetime

from documents.pdf import render_pdf
from workflow.announcing import Announcement
from workflow.describing import described
from workflow.models import Application, Submission
from workflow.paper import Paper

NOTICE = "print/workflow/notice.html"


def notice_pdf(words: Announcement, *, moment: datetime) -> bytes:
    """The notice as PDF; the same words give the same file."""
    data: bytes = render_pdf(
        NOTICE, {"notice": words}, title=words.title, moment=moment
    )
    return data


def submission_pdf(application: Application, submission: Submission) -> bytes:
    """A submission in words, for kinds that have no document of their own."""
    paper = Paper(
        application=application,
        data=submission.data,
        parts=described(application.kind_of, submission.data),
        title=application.title,
        submission=submission,
    )
    return paper.pdf()
