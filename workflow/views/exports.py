"""Rows as a CSV file that office programs open as it is meant."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence

from django.http import HttpResponse
from django.utils import timezone

# One file of this size opens at once in any office program.
EXPORT_ROWS = 5000


def as_csv(
    stem: str, columns: Sequence[str], rows: Iterable[Sequence[str]]
) -> HttpResponse:
    """The file as a download, named by its day."""
    # The mark at the front lets office programs read the file as UTF-8.
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    name = f"{stem}-{timezone.localdate():%Y%m%d}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    writer = csv.writer(answer)
    writer.writerow(columns)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return answer


def harmless(cell: str) -> str:
    """An office program would run a cell that begins like a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t")) else cell
