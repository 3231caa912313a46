"""Enterprises for the demonstration, made by the personas through the services."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from cities.demo import day_begins, decide
from enterprises.choices import CULTIVATION, GroupKind
from enterprises.demo_filling import fill
from enterprises.models import CultivationApplication
from enterprises.services.starting import start_cultivation
from regions.models import Division
from workflow.choices import Move
from workflow.models import Application, Round
from workflow.schedule import close_notices_at
from workflow.services import advance, create_round, publish_round

People = Mapping[str, User]
AGREED = "材料齐全，符合建设培育条件。"


def demo_round(people: People, now: datetime) -> Round:
    """A published national round of cultivation, open from a month ago."""
    year = timezone.localdate(now).year
    held = Round.objects.filter(kind=CULTIVATION, year=year, batch=1).first()
    if held is not None:
        return held
    made = create_round(
        by=people["ndrc_lead"],
        kind=CULTIVATION,
        name=f"{year}年产教融合型企业建设培育申报（演示数据）",
        year=year,
        batch=1,
        opens_at=day_begins(now - timedelta(days=30)),
        closes_at=day_begins(now + timedelta(days=60)),
        basis="建设产教融合型企业实施办法（试行）",
        instructions="演示批次，仅供熟悉系统使用。",
    )
    return publish_round(made, by=people["ndrc_lead"], now=now - timedelta(days=30))


def begin(
    people: People, who: str, place: str, a_round: Round, *, now: datetime
) -> CultivationApplication:
    """A draft with all its sections, handed in."""
    central = who == "enterprise_central"
    draft = start_cultivation(
        round=a_round,
        place=Division.objects.select_related("managing_unit", "parent").get(pk=place),
        group_kind=GroupKind.CENTRAL if central else GroupKind.NONE,
        by=people[who],
        now=now,
    )
    fill(draft, by=people[who], now=now)
    fresh = Application.objects.get(pk=draft.pk)
    advance(fresh, Move.SUBMIT, by=people[who], now=now)
    return draft


def _in_hangzhou(people: People, a_round: Round, now: datetime) -> None:
    made = begin(people, "enterprise", "330108", a_round, now=now - timedelta(days=9))
    advance(
        Application.objects.get(pk=made.pk),
        Move.APPROVE,
        by=people["hangzhou"],
        note=AGREED,
        now=now - timedelta(days=6),
    )


def _in_the_pool_of_ningbo(people: People, a_round: Round, now: datetime) -> None:
    start = now - timedelta(days=29)
    made = begin(people, "enterprise_ningbo", "330206", a_round, now=start)
    for day in (1, 2):  # review, then experts
        decide(made, Move.APPROVE, "ningbo", people, start + timedelta(days=day))
    close_notices_at(now)


def _with_the_nation(people: People, a_round: Round, now: datetime) -> None:
    start = now - timedelta(days=5)
    begin(people, "enterprise_central", "110108", a_round, now=start)


STORIES: tuple[tuple[str, Callable[[People, Round, datetime], Any]], ...] = (
    ("91330206MADEM0002M", _in_the_pool_of_ningbo),
    ("91330108MADEM0001A", _in_hangzhou),
    ("91110108MADEM0003T", _with_the_nation),
)


def demo_enterprises(now: datetime, people: People | None = None) -> int:
    """Enterprises at several stages; the number made now (none the second time)."""
    people = people or {user.username: user for user in User.objects.all()}
    a_round = demo_round(people, now)
    told = 0
    for code, story in STORIES:
        if not CultivationApplication.objects.filter(credit_code=code).exists():
            story(people, a_round, now)
            told += 1
    return told
