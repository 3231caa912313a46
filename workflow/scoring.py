"""The figures of a panel out of its sheets: mean, spread, criteria, outliers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from workflow.rules import Criterion

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Sheet:
    """A sheet handed in: whose seat, the total, the score of each criterion."""

    seat_id: int
    total: Decimal
    scores: Mapping[str, Decimal]


@dataclass(frozen=True)
class Figures:
    """What a closed panel says; the spread is that of a sample, of one sheet none."""

    sheets: int
    mean: Decimal
    spread: Decimal | None
    lowest: Decimal
    highest: Decimal
    summary: dict[str, Any]


def figures_of(
    sheets: Sequence[Sheet], criteria: Sequence[Criterion], outlier_points: int
) -> Figures:
    """The figures, to a hundredth of a point; there is at least one sheet."""
    totals = [sheet.total for sheet in sheets]
    mean = _mean(totals)
    outliers = [
        {
            "seat": sheet.seat_id,
            "total": str(sheet.total),
            "distance": str(_round(sheet.total - mean)),
        }
        for sheet in sheets
        if abs(sheet.total - mean) > outlier_points
    ]
    by_criterion = [
        {
            "key": c.key,
            "label": c.label,
            "points": c.points,
            "mean": str(_round(_mean([s.scores[c.key] for s in sheets]))),
        }
        for c in criteria
    ]
    return Figures(
        sheets=len(sheets),
        mean=_round(mean),
        spread=_spread(totals, mean),
        lowest=_round(min(totals)),
        highest=_round(max(totals)),
        summary={"criteria": by_criterion, "outliers": outliers},
    )


def _mean(values: Sequence[Decimal]) -> Decimal:
    return sum(values, Decimal(0)) / len(values)


def _spread(values: Sequence[Decimal], mean: Decimal) -> Decimal | None:
    if len(values) < 2:
        return None
    squares = sum(((value - mean) ** 2 for value in values), Decimal(0))
    return _round((squares / (len(values) - 1)).sqrt())


def _round(value: Decimal) -> Decimal:
    return value.quantize(CENT, rounding=ROUND_HALF_UP)
