"""From a scheme to its frozen reckoning, and from that to what pages show."""

from incentives.rewarding.definition import (
    Definition,
    IndicatorLine,
    Left,
    definition_of,
)
from incentives.rewarding.reckoning import reckon, with_figures_of_today

__all__ = [
    "Definition",
    "IndicatorLine",
    "Left",
    "definition_of",
    "reckon",
    "with_figures_of_today",
]
