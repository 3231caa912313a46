"""Figures into points, points into places, and a sum split by points. Pure.

Reckoned in fractions, so that nothing depends on the order of places or on how large
the weights are; rounded half up to two decimals once, at each factor's points. A score
is the sum of those, so that everybody can add it up again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from incentives.choices.rewards import Method, MissingRule

# Written into every snapshot: what the points were reckoned by.
METHOD_VERSION = "reward-2026.1"
FULL = Fraction(100)
CENT = Decimal("0.01")
Figures = Mapping[str, Mapping[str, Decimal | None]]
Normal = dict[str, Fraction]


@dataclass(frozen=True)
class Factor:
    """An indicator with its weight; `target` only where the method asks for one."""

    key: str
    weight: Decimal
    method: str
    higher_is_better: bool = True
    target: Decimal | None = None


@dataclass(frozen=True)
class Part:
    """What one factor gave: the figure, its 0–100 points, and those times weight."""

    key: str
    value: Decimal | None
    normal: Decimal
    points: Decimal


@dataclass(frozen=True)
class Scored:
    """A place with its score and rank; `tied` where others share the rank."""

    place: str
    score: Decimal
    rank: int
    tied: bool
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Ranking:
    """Those ranked, best first, and those left out for want of a figure."""

    rows: tuple[Scored, ...]
    left_out: tuple[str, ...]


def rank_places(
    figures: Figures, factors: Sequence[Factor], missing: str = MissingRule.ZERO
) -> Ranking:
    """Rank places by their figures; `figures[place][key]` is None where missing."""
    left_out = tuple(
        sorted(
            place
            for place, own in figures.items()
            if missing == MissingRule.EXCLUDE
            and any(own.get(factor.key) is None for factor in factors)
        )
    )
    ranked = {place: own for place, own in figures.items() if place not in left_out}
    normals = {f.key: _with_missing(ranked, f, missing) for f in factors}
    whole = sum((Fraction(f.weight) for f in factors), Fraction(0))
    scored = {
        place: tuple(
            _part(f, own.get(f.key), normals[f.key][place], whole) for f in factors
        )
        for place, own in ranked.items()
    }
    return Ranking(_placed(scored), left_out)


def _part(
    factor: Factor, value: Decimal | None, normal: Fraction, whole: Fraction
) -> Part:
    share = Fraction(factor.weight) / whole if whole else Fraction(0)
    return Part(factor.key, value, rounded(normal, 4), rounded(normal * share, 2))


def _placed(scored: Mapping[str, tuple[Part, ...]]) -> tuple[Scored, ...]:
    scores = {
        place: sum((part.points for part in parts), Decimal("0.00"))
        for place, parts in scored.items()
    }
    every = list(scores.values())
    rows = [
        Scored(
            place=place,
            score=scores[place],
            rank=1 + sum(other > scores[place] for other in every),
            tied=every.count(scores[place]) > 1,
            parts=parts,
        )
        for place, parts in scored.items()
    ]
    return tuple(sorted(rows, key=lambda row: (row.rank, row.place)))


def _with_missing(figures: Figures, factor: Factor, missing: str) -> Normal:
    known = {
        place: Fraction(value)
        for place, own in figures.items()
        if (value := own.get(factor.key)) is not None
    }
    found = normalise(known, factor)
    lowest = missing == MissingRule.LOWEST and found
    instead = min(found.values()) if lowest else Fraction(0)
    return {place: found.get(place, instead) for place in figures}


def normalise(values: Mapping[str, Fraction], factor: Factor) -> Normal:
    """0 to 100 for each place of which there is a figure."""
    if not values:
        return {}
    by = {
        Method.MIN_MAX: _min_max,
        Method.BEST_SHARE: _best_share,
        Method.RANK: _rank_points,
        Method.TARGET: _target,
    }
    return by[Method(factor.method)](values, factor)


def _min_max(values: Mapping[str, Fraction], factor: Factor) -> Normal:
    low, high = min(values.values()), max(values.values())
    if low == high:
        return dict.fromkeys(values, FULL)
    if factor.higher_is_better:
        return {p: (v - low) / (high - low) * FULL for p, v in values.items()}
    return {p: (high - v) / (high - low) * FULL for p, v in values.items()}


def _best_share(values: Mapping[str, Fraction], factor: Factor) -> Normal:
    best = max(values.values()) if factor.higher_is_better else min(values.values())
    return {
        place: _share(value, best, higher=factor.higher_is_better)
        for place, value in values.items()
    }


def _target(values: Mapping[str, Fraction], factor: Factor) -> Normal:
    target = Fraction(factor.target or 0)
    return {
        place: _share(value, target, higher=factor.higher_is_better)
        for place, value in values.items()
    }


def _share(value: Fraction, wanted: Fraction, *, higher: bool) -> Fraction:
    """How near a value comes to the wanted one; negative ones count as nothing."""
    if higher:
        share = value / wanted if wanted > 0 else Fraction(0)
    elif value <= max(wanted, Fraction(0)):
        share = Fraction(1)
    else:
        share = wanted / value
    return min(max(share, Fraction(0)), Fraction(1)) * FULL


def _rank_points(values: Mapping[str, Fraction], factor: Factor) -> Normal:
    if len(values) == 1:
        return dict.fromkeys(values, FULL)
    sign = 1 if factor.higher_is_better else -1
    every = [sign * value for value in values.values()]
    last = len(every) - 1
    return {
        place: FULL * (last - sum(other > sign * value for other in every)) / last
        for place, value in values.items()
    }


def rounded(value: Fraction, places: int) -> Decimal:
    """Half up, as offices count; exact before it is rounded."""
    scale = 10**places
    whole = (abs(value) * scale + Fraction(1, 2)).__floor__()
    sign = -1 if value < 0 else 1
    return (Decimal(sign * whole) / scale).quantize(Decimal(1).scaleb(-places))


def rewarded_places(ranking: Ranking, *, number: int) -> tuple[str, ...]:
    """Those up to a place; who shares the last one is rewarded with it."""
    return tuple(row.place for row in ranking.rows if row.rank <= number)


def number_of_share(count: int, share: Decimal) -> int:
    """How many a percentage of all is: rounded half up, at least one."""
    exact = Decimal(count) * share / 100
    return max(1, int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP)))


def split(amount: Decimal, scores: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """An amount in yuan by score to the cent; the parts add up to it exactly.

    Cents left over go to the largest remainders, of equal ones to the first by code.
    Without any points all get the same.
    """
    if not scores:
        return {}
    shares = {place: Fraction(score) for place, score in scores.items()}
    if not sum(shares.values()):
        shares = dict.fromkeys(scores, Fraction(1))
    whole, cents = sum(shares.values()), int(amount / CENT)
    exact = {place: cents * share / whole for place, share in shares.items()}
    given = {place: part.__floor__() for place, part in exact.items()}
    order = sorted(exact, key=lambda place: (given[place] - exact[place], place))
    for place in order[: cents - sum(given.values())]:
        given[place] += 1
    return {place: Decimal(part) * CENT for place, part in given.items()}
