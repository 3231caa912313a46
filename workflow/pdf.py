"""Papers of the life cycle, in the look of GB/T 9704-2012."""

from __future__ import annotations

from datetime import datetime

from documents.pdf import render_pdf
from workflow.announcing import Announcement
from workflow.describing import described
from workflow.models import Application, Submission

NOTICE = "print/workflow/notice.html"
SUBMISSION = "print/workflow/submission.html"


def notice_pdf(words: Announcement, *, moment: datetime) -> bytes:
    """The notice as PDF; the same words give the same file."""
    data: bytes = render_pdf(
        NOTICE, {"notice": words}, title=words.title, moment=moment
    )
    return data


def submission_pdf(application: Application, submission: Submission) -> bytes:
    """A submission in words, for kinds that have no document of their own."""
    context = {
        "application": application,
        "submission": submission,
        "parts": described(application.kind_of, submission.data),
    }
    data: bytes = render_pdf(
        SUBMISSION, context, title=application.title, moment=submission.at
    )
    return data
