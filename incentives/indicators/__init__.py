"""Indicators of the pilot as data: what they mean, and figures for all places at once.

    figures_of("pool_enterprises", Asked(RewardLevel.CITY, 2026, places))

An app above may `register` further ones. Codes are those of the indicator list of the
pilot (A1 … E10) where an indicator is one of it.
"""

from incentives.indicators.measures import Asked, Figure
from incentives.indicators.places import Place, places_of
from incentives.indicators.registry import (
    Indicator,
    by_hand,
    figures_of,
    indicator_named,
    indicators_for,
    register,
)

__all__ = [
    "Asked",
    "Figure",
    "Indicator",
    "Place",
    "by_hand",
    "figures_of",
    "indicator_named",
    "indicators_for",
    "places_of",
    "register",
]
