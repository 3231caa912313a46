"""A scheme's figures taken and ranked: a plain value, ready to be frozen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from incentives.choices.rewards import RewardBy, RewardLevel
from incentives.indicators import (
    Asked,
    Figure,
    Place,
    figures_of,
    indicator_named,
    places_of,
)
from incentives.models import RewardScheme, Simulation
from incentives.rewarding.definition import Definition, IndicatorLine, definition_of
from incentives.scoring import (
    METHOD_VERSION,
    Factor,
    Figures,
    Ranking,
    Scored,
    number_of_share,
    rank_places,
    rewarded_places,
    rounded,
    split,
)

ENDED = {
    RewardLevel.CITY: "已退出试点",
    RewardLevel.PROJECT: "项目已终止",
}
LACKING = "缺少数据，按方案不参加排序"
Values = dict[str, Any]
# What figures are rounded to before they are scored: the snapshot holds all of it.
PLACES = 4


def reckon(scheme: RewardScheme) -> Values:
    """Take all figures now, rank, and say how; nothing is stored."""
    definition = definition_of(scheme)
    places, left = taking_part(scheme, definition)
    asked = Asked(scheme.level, scheme.year, places, city_scores(scheme))
    figures = {
        line.indicator: figures_of(line.indicator, asked) for line in definition.lines
    }
    values = {
        place.code: {
            key: _value(found.get(place.code)) for key, found in figures.items()
        }
        for place in places
    }
    said = {
        "method_version": METHOD_VERSION,
        "definition": _said(scheme, definition),
        "left_out": [{**_named(p), "reason": reason} for p, reason in left],
    }
    return said | _ranked(said["definition"], values, _origins(places, figures))


def _ranked(definition: Values, values: Figures, origins: Mapping[str, Any]) -> Values:
    factors = factors_of(definition)
    ranking = rank_places(values, factors, definition["missing"])
    rewarded, money = rewards_of(ranking, definition)
    rows = [
        {
            **origins[row.place]["named"],
            **_scored(row, origins[row.place]["parts"]),
            "rewarded": row.place in rewarded,
            "amount": str(money.get(row.place, Decimal("0.00"))),
        }
        for row in ranking.rows
    ]
    lacking = [
        {**origins[code]["named"], "reason": LACKING} for code in ranking.left_out
    ]
    return {"rows": rows, "lacking": lacking}


def _scored(row: Scored, origins: Mapping[str, Values]) -> Values:
    parts = [
        {
            "key": part.key,
            "value": None if part.value is None else str(part.value),
            **origins[part.key],
            "normal": str(part.normal),
            "points": str(part.points),
        }
        for part in row.parts
    ]
    return {
        "rank": row.rank,
        "tied": row.tied,
        "score": str(row.score),
        "parts": parts,
    }


def rewards_of(
    ranking: Ranking, definition: Values
) -> tuple[tuple[str, ...], dict[str, Decimal]]:
    """Who is rewarded, and the money of each in yuan."""
    size = Decimal(definition["reward_size"])
    number = int(size)
    if definition["reward_by"] == RewardBy.SHARE:
        number = number_of_share(len(ranking.rows), size)
    rewarded = rewarded_places(ranking, number=number)
    scores = {row.place: row.score for row in ranking.rows if row.place in rewarded}
    amount = Decimal(definition["amount"])
    return rewarded, split(amount, scores) if amount else {}


def factors_of(definition: Values) -> list[Factor]:
    """The factors of a frozen definition."""
    return [
        Factor(
            line["key"],
            Decimal(line["weight"]),
            line["method"],
            line["higher_is_better"],
            None if line["target"] is None else Decimal(line["target"]),
        )
        for line in definition["indicators"]
    ]


def score_again(data: Values) -> Values:
    """The rows anew from a snapshot's own figures; equal unless something is off."""
    rows = data["rows"]
    values = {
        row["place"]: {part["key"]: _decimal(part["value"]) for part in row["parts"]}
        for row in rows
    }
    names = ("numerator", "denominator", "source", "entry")
    origins = {
        row["place"]: {
            "named": {name: row[name] for name in ("place", "name", "unit")},
            "parts": {
                part["key"]: {name: part[name] for name in names}
                for part in row["parts"]
            },
        }
        for row in rows
    }
    return _ranked(data["definition"], values, origins)


def with_figures_of_today(simulation: Simulation) -> Values:
    """What the fixed definition would give with the figures as they are now."""
    return reckon(simulation.scheme)


def taking_part(
    scheme: RewardScheme, definition: Definition
) -> tuple[list[Place], list[tuple[Place, str]]]:
    """Who is ranked, and who is not and why."""
    excluded = {row.place: row.reason for row in definition.left}
    places: list[Place] = []
    left: list[tuple[Place, str]] = []
    for place in places_of(scheme.level, scheme.managing_unit_id):
        reason = excluded.get(place.code, "")
        if not reason and place.ended and definition.leave_out_ended:
            reason = ENDED[RewardLevel(scheme.level)]
        if reason:
            left.append((place, reason))
        else:
            places.append(place)
    return places, left


def city_scores(scheme: RewardScheme) -> dict[str, Decimal]:
    """Scores of the city result that projects are ranked by."""
    chosen = scheme.city_result
    if chosen is None or chosen.fixed is None:
        return {}
    return {row["place"]: Decimal(row["score"]) for row in chosen.fixed.data["rows"]}


def _said(scheme: RewardScheme, definition: Definition) -> Values:
    chosen = scheme.city_result
    return {
        "level": scheme.level,
        "scope": scheme.managing_unit_id,
        "name": definition.name,
        "year": definition.year,
        "basis": definition.basis,
        "missing": definition.missing,
        "leave_out_ended": definition.leave_out_ended,
        "reward_by": definition.reward_by,
        "reward_size": f"{definition.reward_size:.2f}",
        "reward": definition.reward,
        "amount": f"{definition.amount:.2f}",
        "city_result": chosen
        and {"scheme": chosen.pk, "name": chosen.name, "digest": chosen.fixed.digest},
        "indicators": [_said_line(line) for line in definition.lines],
        "excluded": [
            {"place": row.place, "reason": row.reason} for row in definition.left
        ],
    }


def _said_line(line: IndicatorLine) -> Values:
    known = indicator_named(line.indicator)
    assert known is not None  # only known ones can be saved
    target = line.target
    return {
        "key": known.key,
        "code": known.code,
        "name": known.name,
        "unit": known.unit,
        "meaning": known.meaning,
        "weight": f"{line.weight:.2f}",
        "method": line.method,
        "higher_is_better": line.higher_is_better,
        "target": None if target is None else f"{target:.4f}",
    }


def definition_said(scheme: RewardScheme) -> Values:
    """The present definition in the spelling of a snapshot."""
    return _said(scheme, definition_of(scheme))


def _origins(
    places: Sequence[Place], figures: Mapping[str, Mapping[str, Figure]]
) -> Values:
    return {
        place.code: {
            "named": _named(place),
            "parts": {
                key: _origin(found.get(place.code)) for key, found in figures.items()
            },
        }
        for place in places
    }


def _named(place: Place) -> Values:
    return {"place": place.code, "name": place.name, "unit": place.unit}


def _origin(figure: Figure | None) -> Values:
    if figure is None:
        return {"numerator": None, "denominator": None, "source": "", "entry": None}
    return {
        "numerator": _text(figure.numerator),
        "denominator": _text(figure.denominator),
        "source": figure.source,
        "entry": figure.entry,
    }


def _value(figure: Figure | None) -> Decimal | None:
    return None if figure is None else rounded(Fraction(figure.value), PLACES)


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:.2f}"


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
