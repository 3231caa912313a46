"""Thresholds of provinces, shipped as data with their sources.

They are offered to a unit's lead who writes rules and bind nobody by themselves.
"""

from __future__ import annotations

import json
from pathlib import Path

from workflow.rules import RuleExample, example_of

FILE = Path(__file__).parent / "data" / "provincial_rules.json"
LISTS = ("unverified", "by_hand")


def _read(path: Path) -> tuple[RuleExample, ...]:
    rows = json.loads(path.read_text(encoding="utf-8"))
    return tuple(
        RuleExample(**row | {name: tuple(row[name]) for name in LISTS}) for row in rows
    )


EXAMPLES = _read(FILE)


def example_for(unit_code: str | None) -> RuleExample | None:
    """The example of a managing unit, if there is one."""
    return example_of(EXAMPLES, unit_code)
