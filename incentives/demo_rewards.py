"""Reward schemes for the demonstration: cities reckoned once, units twice.

They rank what the demonstration holds; nothing is fixed, so that the personas may.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from accounts.models import User
from cities.models import PilotCity
from incentives.choices.rewards import Method, MissingRule, RewardBy, RewardLevel
from incentives.models import RewardScheme
from incentives.rewarding import Definition, IndicatorLine
from incentives.services.rewards import create_scheme, simulate, update_scheme

MARK = "（演示）"
BASIS = "国家产教融合建设试点实施方案（发改社会〔2019〕1558号附件1）第五部分"
WEIGHTS = (
    ("pool_enterprises", 30, Method.MIN_MAX),
    ("certified_enterprises", 20, Method.MIN_MAX),
    ("reports_on_time", 20, Method.BEST_SHARE),
    ("base_investment", 20, Method.MIN_MAX),
    ("central_execution", 10, Method.BEST_SHARE),
)
OTHERWISE = {"pool_enterprises": 15, "base_investment": 35}


def demo_rewards(now: datetime, people: Mapping[str, User]) -> int:
    """How many schemes were made now (none the second time)."""
    if RewardScheme.objects.exists():
        return 0
    year = timezone.localdate(now).year
    by, hour = people["ndrc"], timedelta(hours=1)
    units = _definition(f"{year}年管理单位动态奖励{MARK}", year, WEIGHTS)
    scheme = create_scheme(level=RewardLevel.PROVINCE, definition=units, by=by, now=now)
    simulate(scheme, by=by, note="初次测算", now=now - 2 * hour)
    changed = [(key, OTHERWISE.get(key, w), method) for key, w, method in WEIGHTS]
    other = _definition(units.name, year, changed)
    update_scheme(scheme, definition=other, by=by, version=None)
    simulate(scheme, by=by, note="提高实训基地投资权重", now=now - hour)
    if not PilotCity.objects.listed().exists():
        return 1
    cities = _definition(f"{year}年试点城市动态奖励{MARK}", year, WEIGHTS)
    of_cities = create_scheme(level=RewardLevel.CITY, definition=cities, by=by, now=now)
    simulate(of_cities, by=by, note="初次测算", now=now)
    return 2


def _definition(
    name: str, year: int, weights: Sequence[tuple[str, int, str]]
) -> Definition:
    lines = tuple(
        IndicatorLine(key, Decimal(weight), method, True)
        for key, weight, method in weights
    )
    return Definition(
        name=name,
        year=year,
        basis=BASIS,
        missing=MissingRule.ZERO,
        leave_out_ended=True,
        reward_by=RewardBy.NUMBER,
        reward_size=Decimal("5.00"),
        reward="在安排中央预算内投资时予以倾斜（演示）",
        amount=Decimal("0.00"),
        lines=lines,
    )
