"""Examples of provinces' own thresholds, shipped as data with their sources.

They are offered to a unit that writes its rules and bind nobody by themselves.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "data" / "provincial_rules.json"


@dataclass(frozen=True)
class Example:
    """What one managing unit asked in a notice of its own."""

    unit: str  # code of the managing unit
    name: str
    summary: str
    extra: Mapping[str, Any]  # thresholds that differ from the national ones
    source: str
    source_url: str
    # What could not be read in the source with certainty.
    unverified: tuple[str, ...]
    # What the notice asks and no check counts: reviewers look at it.
    by_hand: tuple[str, ...]

    @property
    def note(self) -> str:
        """For the note of a version of rules, with the source."""
        return f"套用示例：{self.summary}。来源：{self.source}"


@cache
def examples() -> tuple[Example, ...]:
    """All that are shipped, by code of the unit."""
    rows = json.loads(FILE.read_text(encoding="utf-8"))
    lists = ("unverified", "by_hand")
    return tuple(
        Example(**(row | {name: tuple(row[name]) for name in lists})) for row in rows
    )


def example_for(unit_code: str | None) -> Example | None:
    """The example of a managing unit, if there is one."""
    return next((one for one in examples() if one.unit == unit_code), None)
