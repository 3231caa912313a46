"""A nomination on paper: one look for preview and PDF (GB/T 9704-2012)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from cities.models import CityNomination
from cities.models.showing import present
from documents.pdf import render_pdf
from workflow.content import Part
from workflow.models import Submission

TEMPLATE = "print/cities/nomination.html"
NUMERALS = "一二三四五六七八九十"
# A table with more columns than this goes on a landscape page.
WIDE = 8


# Longest number or day, and longest words, that a narrow column keeps on one line.
TIGHT_FIGURE, TIGHT_WORDS = 11, 5


def is_tight(cell: str) -> bool:
    """Whether a cell is short enough to read badly when broken."""
    return len(cell) <= (TIGHT_FIGURE if cell[:1].isdigit() else TIGHT_WORDS)


def numeral(number: int) -> str:
    """Chinese numeral of 1 to 19, for headings."""
    if number <= 10:
        return NUMERALS[number - 1]
    return "十" + NUMERALS[number - 11]


def print_context(
    nomination: CityNomination, data: dict[str, Any], submission: Submission | None
) -> dict[str, Any]:
    """What the print template shows."""
    parts: list[tuple[str, Part, list[list[tuple[str, bool]]]]] = [
        (
            numeral(place),
            part,
            [[(cell, is_tight(cell)) for cell in row] for row in part.rows],
        )
        for place, part in enumerate(present(data), start=1)
    ]
    return {
        "nomination": nomination,
        "data": data,
        "parts": parts,
        "submission": submission,
        "document_title": f"{data['division']['name']}国家产教融合试点城市申报书",
        "day": submission.at if submission else None,
        "wide": WIDE,
    }


def submission_pdf(nomination: CityNomination, submission: Submission) -> bytes:
    """What was handed in, for the archive of the case."""
    return nomination_pdf(nomination, submission.data, submission)


def nomination_pdf(
    nomination: CityNomination,
    data: dict[str, Any],
    submission: Submission | None,
    *,
    now: datetime | None = None,
) -> bytes:
    """The whole nomination as PDF; the same submission gives the same file."""
    context = print_context(nomination, data, submission)
    moment = submission.at if submission else now or timezone.now()
    pdf: bytes = render_pdf(
        TEMPLATE, context, title=context["document_title"], moment=moment
    )
    return pdf
