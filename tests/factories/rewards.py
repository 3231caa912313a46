"""Pilot cities and reward schemes as the tests need them.

listed("330100")                       # Hangzhou on the list
scheme = a_scheme(by="ndrc")           # cities, by firms in the pool and a hand figure
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from cities.choices import Provenance
from cities.models import PilotCity
from incentives.choices.rewards import Method, MissingRule, RewardBy, RewardLevel
from incentives.models import IndicatorEntry, RewardScheme
from incentives.rewarding import Definition, IndicatorLine
from incentives.services.indicator_entries import Entered, decide_figure, enter_figure
from incentives.services.rewards import create_scheme, fix, propose, publish, simulate
from regions.models import Division
from tests.factories.reading import user

YEAR = 2025


def listed(*codes: str) -> list[PilotCity]:
    """Cities on the national list."""
    places = Division.objects.select_related("managing_unit").in_bulk(codes)
    return [
        PilotCity.objects.create(
            code=code,
            name=places[code].name,
            division=places[code],
            managing_unit=places[code].managing_unit,
            economic_region=places[code].economic_region,
            listed_on=date(2021, 7, 1),
            provenance=Provenance.IMPORT,
            source="测试名单",
        )
        for code in codes
    ]


def line(
    indicator: str = "pool_enterprises",
    weight: str = "100",
    method: str = Method.MIN_MAX,
    **facts: Any,
) -> IndicatorLine:
    """An indicator of a scheme."""
    return IndicatorLine(
        indicator,
        Decimal(weight),
        method,
        facts.get("higher_is_better", True),
        facts.get("target"),
    )


def definition(*lines: IndicatorLine, **facts: Any) -> Definition:
    """What a scheme says; by firms in the pool alone unless told otherwise."""
    given = {
        "name": "2025年试点城市动态奖励",
        "year": YEAR,
        "basis": "国家产教融合建设试点实施方案",
        "missing": MissingRule.ZERO,
        "leave_out_ended": True,
        "reward_by": RewardBy.NUMBER,
        "reward_size": Decimal("1.00"),
        "reward": "优先安排中央预算内投资",
        "amount": Decimal("0.00"),
    }
    return Definition(**given | {"lines": lines or (line(),)} | facts)


def a_scheme(
    *lines: IndicatorLine, by: str = "ndrc", level: str = RewardLevel.CITY, **facts: Any
) -> RewardScheme:
    """A draft."""
    said = definition(*lines, **facts)
    return create_scheme(level=level, definition=said, by=user(by))


def proposed(scheme: RewardScheme, by: str = "ndrc") -> RewardScheme:
    """Reckoned once and proposed."""
    made = simulate(scheme, by=user(by))
    return propose(scheme, number=made.number, by=user(by))


def fixed(scheme: RewardScheme, by: str = "ndrc", lead: str = "") -> RewardScheme:
    """Reckoned, proposed and fixed."""
    proposed(scheme, by)
    return fix(scheme, by=user(lead or f"{by}_lead"))


def published(scheme: RewardScheme, by: str = "ndrc") -> RewardScheme:
    """Public."""
    fixed(scheme, by)
    return publish(scheme, by=user(f"{by}_lead"))


def entered(
    place: str, indicator: str = "parks", by: str = "ndrc", **facts: Any
) -> IndicatorEntry:
    """A figure by hand, not yet confirmed."""
    given = {"value": Decimal(3), "source": "市统计公报", "year": YEAR} | facts
    said = Entered(
        **{"indicator": indicator, "level": RewardLevel.CITY, "place": place} | given
    )
    return enter_figure(said, by=user(by))


def confirmed(place: str, indicator: str = "parks", **facts: Any) -> IndicatorEntry:
    """A figure by hand that counts."""
    entry = entered(place, indicator, **facts)
    return decide_figure(entry, accept=True, by=user("ndrc_lead"))
