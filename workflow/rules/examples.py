"""Rules that a unit has published elsewhere, offered to who writes its rules here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from workflow.rules.data import Rules


@dataclass(frozen=True)
class RuleExample:
    """What one managing unit asked in a notice of its own; it binds nobody here."""

    unit: str  # code of the managing unit
    name: str
    summary: str
    extra: Mapping[str, Any]  # of the kind's settings, what differs
    source: str
    source_url: str = ""
    # What could not be read in the source with certainty.
    unverified: tuple[str, ...] = ()
    # What the notice asks and no check counts: reviewers look at it.
    by_hand: tuple[str, ...] = ()

    @property
    def note(self) -> str:
        """For the note of a version of rules, with the source."""
        return f"套用示例：{self.summary}。来源：{self.source}"

    def over(self, rules: Rules) -> Rules:
        """Rules with the example's settings in place of their own."""
        return replace(rules, extra={**rules.extra, **self.extra})


def example_of(
    examples: Sequence[RuleExample], unit_code: str | None
) -> RuleExample | None:
    """The example of a managing unit, if there is one."""
    return next((one for one in examples if one.unit == unit_code), None)
