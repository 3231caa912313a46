"""What a scheme says, as plain values: the same for form, API, check and snapshot."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from incentives.models import RewardScheme

Values = dict[str, Any]


@dataclass(frozen=True)
class IndicatorLine:
    """An indicator with weight, method and direction."""

    indicator: str
    weight: Decimal
    method: str
    higher_is_better: bool
    target: Decimal | None = None


@dataclass(frozen=True)
class Left:
    """A place that does not take part, and why."""

    place: str
    reason: str


@dataclass(frozen=True)
class Definition:
    """All that a scheme decides beforehand."""

    name: str
    year: int
    basis: str
    missing: str
    leave_out_ended: bool
    reward_by: str
    reward_size: Decimal
    reward: str
    amount: Decimal
    lines: tuple[IndicatorLine, ...]
    left: tuple[Left, ...] = ()
    city_result: int | None = None

    @property
    def columns(self) -> Values:
        """What stands in the scheme's own row."""
        names = (
            *("name", "year", "basis", "missing", "leave_out_ended"),
            *("reward_by", "reward_size", "reward", "amount"),
        )
        return {name: getattr(self, name) for name in names} | {
            "city_result_id": self.city_result
        }

    @property
    def weights(self) -> Decimal:
        """The sum of all weights."""
        return sum((line.weight for line in self.lines), Decimal(0))


def definition_of(scheme: RewardScheme) -> Definition:
    """As the scheme stands."""
    return Definition(
        name=scheme.name,
        year=scheme.year,
        basis=scheme.basis,
        missing=scheme.missing,
        leave_out_ended=scheme.leave_out_ended,
        reward_by=scheme.reward_by,
        reward_size=scheme.reward_size,
        reward=scheme.reward,
        amount=scheme.amount,
        lines=tuple(
            IndicatorLine(
                row.indicator,
                row.weight,
                row.method,
                row.higher_is_better,
                row.target,
            )
            for row in scheme.scheme_indicators.all()
        ),
        left=tuple(
            Left(row.place, row.reason) for row in scheme.scheme_exclusions.all()
        ),
        city_result=scheme.city_result_id,
    )
