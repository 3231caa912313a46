"""What a file of rows holds: heads, and a line of cells for each row."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

# Up to here a file is made while the browser waits; beyond, in the background.
EXPORT_ROWS = 5_000
# Rows that are in memory at a time.
CHUNK = 1_000

# Text is never read as a formula; numbers, days and moments stay what they are.
Cell = str | int | float | Decimal | bool | datetime.date | datetime.datetime | None


@dataclass(frozen=True)
class Sheet:
    """Rows that become a file; a query is read from the server chunk by chunk."""

    title: str
    heads: Sequence[str]
    rows: QuerySet[Any] | Sequence[Any]
    cells: Callable[[Any], Sequence[Cell]]

    @cached_property
    def total(self) -> int:
        """How many rows there are."""
        rows = self.rows
        return rows.count() if isinstance(rows, QuerySet) else len(rows)

    def lines(self) -> Iterator[Sequence[Cell]]:
        """The cells of each row, in order."""
        rows: Iterable[Any] = self.rows
        if isinstance(self.rows, QuerySet):
            rows = self.rows.iterator(chunk_size=CHUNK)
        return map(self.cells, rows)
