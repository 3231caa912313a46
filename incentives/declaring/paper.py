"""A declaration on paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from incentives.declaring.words import describe
from incentives.models import CreditDeclaration
from incentives.words import DISCLAIMER
from workflow.models import Submission
from workflow.paper import Paper, PaperTable

TITLE = "产教融合型企业抵免信息申报表"
# Characters of an amount that is not broken.
LONGEST = 13
TEMPLATE = "print/incentives/declaration.html"


class DeclarationPaper(Paper):
    """Says, too, that the tax office decides."""

    def context(self) -> dict[str, Any]:
        """Amounts up to 99,999,999.99 stay on one line."""
        held = super().context()
        parts = [(no, part, _with_amounts(table)) for no, part, table in held["parts"]]
        return held | {"parts": parts, "disclaimer": DISCLAIMER}


def _with_amounts(table: PaperTable) -> PaperTable:
    rows = [
        [(cell, tight or _is_amount(cell)) for cell, tight in r] for r in table.rows
    ]
    return PaperTable(table.heads, rows)


def _is_amount(cell: str) -> bool:
    return len(cell) <= LONGEST and cell.replace(",", "").replace(".", "").isdigit()


def paper_of(
    declaration: CreditDeclaration,
    data: Mapping[str, Any],
    submission: Submission | None,
) -> Paper:
    """The whole declaration, for preview and PDF."""
    return DeclarationPaper(
        application=declaration,
        data=data,
        parts=describe(data),
        title=TITLE,
        submission=submission,
        template=TEMPLATE,
    )


def submission_pdf(declaration: CreditDeclaration, submission: Submission) -> bytes:
    """What was handed in, for the archive of the case."""
    return paper_of(declaration, submission.data, submission).pdf()
