"""The sheet on paper: each annex one page, A4 across."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from documents.pdf import render_pdf
from incentives.sheets.annexes import annexes
from incentives.sheets.facts import ReturnSheet

TEMPLATE = "print/incentives/tax_return.html"
TITLE = "附加税费申报参考表"


def return_pdf(sheet: ReturnSheet, *, moment: datetime) -> bytes:
    """PDF; the same sheet and moment give the same bytes.

    Raises `documents.pdf.NoEngine` where Pango is missing.
    """
    return render_pdf(
        TEMPLATE, _context(sheet), title=TITLE, moment=moment, style="tax_return"
    )


def _context(sheet: ReturnSheet) -> dict[str, Any]:
    return {"grids": annexes(sheet), "document_title": TITLE}
