"""A declaration on paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from incentives.declaring.words import describe
from incentives.models import CreditDeclaration
from incentives.words import DISCLAIMER
from workflow.models import Submission
from workflow.paper import Paper

TITLE = "产教融合型企业抵免信息申报表"
TEMPLATE = "print/incentives/declaration.html"


class DeclarationPaper(Paper):
    """Says, too, that the tax office decides."""

    def context(self) -> dict[str, Any]:
        """With the sentence that stands on every paper of the credit."""
        return super().context() | {"disclaimer": DISCLAIMER}


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
