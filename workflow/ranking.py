"""Places in a round by mean: equal means share a place, the next ones are skipped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any


@dataclass(frozen=True)
class Place:
    """A place and how many stand on it."""

    number: int
    shared: int

    @property
    def words(self) -> str:
        """第3名; where others have the same mean, 并列第3名."""
        return f"{'并列' if self.shared > 1 else ''}第{self.number}名"


def places_of(counts: Iterable[tuple[Decimal, int]]) -> dict[Decimal, Place]:
    """By mean, from (mean, how many), the highest first: 1, 2, 2, 4."""
    found: dict[Decimal, Place] = {}
    before = 0
    for mean, count in counts:
        found[mean] = Place(before + 1, count)
        before += count
    return found


def means_of(panel: Any) -> Mapping[str, str]:
    """The means of a closed panel by criterion."""
    return {line["key"]: line["mean"] for line in panel.summary.get("criteria", [])}
