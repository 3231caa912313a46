"""The indicators by key: those reckoned from rows, and those entered by hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from incentives.choices.rewards import RewardLevel
from incentives.indicators.measures import Asked, Figure, Measure
from incentives.models import IndicatorEntry

PLACES = frozenset({RewardLevel.PROVINCE, RewardLevel.CITY})


@dataclass(frozen=True)
class Indicator:
    """What it is called, in which unit, which way is better, and where it comes from.

    With a `measure` it is reckoned from rows; `from_result` is the score of a project's
    city in the scheme named; else it is entered by hand with its source.
    """

    key: str
    name: str
    unit: str
    meaning: str
    code: str = ""
    higher_is_better: bool = True
    levels: frozenset[str] = PLACES
    measure: Measure | None = None
    from_result: bool = False
    is_share: bool = False

    @property
    def is_by_hand(self) -> bool:
        return self.measure is None and not self.from_result

    @property
    def label(self) -> str:
        """B2 建设培育企业数（家）."""
        return f"{self.code} {self.name}（{self.unit}）".strip()


_registered: dict[str, Indicator] = {}


def register(indicator: Indicator) -> None:
    """Once a key; the same again is no mistake."""
    known = _registered.setdefault(indicator.key, indicator)
    if known is not indicator:
        raise ValueError(f"Indicator {indicator.key!r} is registered twice.")


def register_all(found: Iterable[Indicator]) -> None:
    """Several at once."""
    for indicator in found:
        register(indicator)


def indicator_named(key: str) -> Indicator | None:
    """None where there is none of that key."""
    return _registered.get(key)


def indicators_for(level: str = "") -> list[Indicator]:
    """Those of a level, or all, by code and then name."""
    found = [row for row in _registered.values() if not level or level in row.levels]
    return sorted(found, key=lambda row: (row.is_by_hand, _order(row.code), row.name))


def by_hand() -> list[Indicator]:
    """Those that are entered with their source."""
    return [row for row in indicators_for() if row.is_by_hand]


def _order(code: str) -> tuple[str, int]:
    number = "".join(filter(str.isdigit, code))
    return (code[:1] or "Z", int(number or 0))


def figures_of(key: str, asked: Asked) -> dict[str, Figure]:
    """Figures of an indicator for all places asked; what is missing is left out."""
    indicator = _registered[key]
    if indicator.from_result:
        return _scores(asked)
    if indicator.measure is not None:
        return indicator.measure.figures(asked)
    wanted = {place.code for place in asked.places}
    rows = IndicatorEntry.objects.counting(
        indicator=key, level=asked.level, year=asked.year
    )
    return {row.place: _entered(row) for row in rows if row.place in wanted}


def _scores(asked: Asked) -> dict[str, Figure]:
    return {
        place.code: Figure(asked.city_scores[place.city])
        for place in asked.places
        if place.city in asked.city_scores
    }


def _entered(row: Any) -> Figure:
    return Figure(row.value, row.numerator, row.denominator, row.source, row.pk)
