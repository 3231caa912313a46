"""A public notice on paper, in the look of GB/T 9704-2012."""

from __future__ import annotations

from datetime import datetime

from documents.pdf import render_pdf
from workflow.announcing import Announcement

TEMPLATE = "print/workflow/notice.html"


def notice_pdf(words: Announcement, *, moment: datetime) -> bytes:
    """The notice as PDF; the same words give the same file."""
    data: bytes = render_pdf(
        TEMPLATE, {"notice": words}, title=words.title, moment=moment
    )
    return data
