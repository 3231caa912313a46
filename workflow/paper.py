"""An application on paper: one look for preview and PDF (GB/T 9704-2012)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from documents.pdf import render_pdf
from ui.text import is_figure
from workflow.content import Part
from workflow.models import Submission

NUMERALS = "一二三四五六七八九十"
# A table with more columns than this goes on a landscape page.
WIDE = 8
# Longest day, and longest words, that a narrow column keeps on one line.
TIGHT_FIGURE, TIGHT_WORDS = 11, 5
# How wide the lines of a page are, and what a cell's edges take (css/print), in points.
UPRIGHT, ACROSS = 442, 638
TEXT, EDGES = 11, 11
DENSE_TEXT, DENSE_EDGES = 9, 7
# A Latin letter or digit against a Chinese character; what words need at least.
NARROW, FEWEST = 0.56, 3.2


def is_tight(cell: str) -> bool:
    """Whether a cell reads badly when broken: a figure, a day, a few words."""
    short = TIGHT_FIGURE if cell[:1].isdigit() else TIGHT_WORDS
    return is_figure(cell) or len(cell) <= short


def kind_of(cell: str) -> str:
    """The class of a cell: a figure stands at the right and is never broken."""
    return "num" if is_figure(cell) else "tight" if is_tight(cell) else ""


def numeral(number: int) -> str:
    """Chinese numeral of 1 to 19, for headings."""
    if number <= 10:
        return NUMERALS[number - 1]
    return "十" + NUMERALS[number - 11]


@dataclass(frozen=True)
class PaperTable:
    """A part's rows as they go to paper: cells, each with its class."""

    heads: list[str]
    rows: list[list[tuple[str, str]]]

    @property
    def is_wide(self) -> bool:
        """Whether it lies across the page."""
        return len(self.heads) > WIDE or self._least(DENSE_TEXT, DENSE_EDGES) > UPRIGHT

    @property
    def is_dense(self) -> bool:
        """Whether its letters are small, so that no figure leaves the page."""
        return self._least(TEXT, EDGES) > (ACROSS if self.is_wide else UPRIGHT)

    def _least(self, points: int, edges: int) -> float:
        """The least width in points at which no figure and no day is broken."""
        columns = zip(*self.rows, strict=True)
        return sum(points * max(map(_ems, column)) + edges for column in columns)


def _ems(cell: tuple[str, str]) -> float:
    words, kind = cell
    if not kind:
        return FEWEST
    return max(FEWEST, sum(1 if char > "\u2e7f" else NARROW for char in words))


@dataclass(frozen=True)
class Paper:
    """What one application says, ready for its print template."""

    application: Any
    data: Mapping[str, Any]
    parts: Sequence[Part]
    title: str
    submission: Submission | None = None
    template: str = "print/workflow/application.html"

    def context(self) -> dict[str, Any]:
        """What the print template shows."""
        return {
            "application": self.application,
            "data": self.data,
            "parts": [
                (numeral(place), part, table_of(part))
                for place, part in enumerate(self.parts, start=1)
            ],
            "submission": self.submission,
            "document_title": self.title,
            "day": self.submission.at if self.submission else None,
        }

    def pdf(self, *, now: datetime | None = None) -> bytes:
        """The whole as PDF; the same submission gives the same file."""
        moment = self.submission.at if self.submission else now or timezone.now()
        return render_pdf(
            self.template, self.context(), title=self.title, moment=moment
        )


def table_of(part: Part) -> PaperTable:
    """The rows of a part, with the names of their files in a last column."""
    if not part.row_files_head:
        return PaperTable(part.heads, [_cells(row) for row in part.rows])
    rows = [
        _cells([*row, "、".join(file.name for file in files)])
        for row, files in part.rows_with_files
    ]
    return PaperTable([*part.heads, part.row_files_head], rows)


def _cells(row: Sequence[str]) -> list[tuple[str, str]]:
    return [(cell, kind_of(cell)) for cell in row]
