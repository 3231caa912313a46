"""Enterprises in bulk, deterministic, for trials at national scale.

They stand in all prefectures and in what lies directly under a province. Rows go in
chunk by chunk, so that memory does not grow with their number.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from typing import Any

from django.db import reset_queries, transaction
from django.db.models import Q

from enterprises.choices import Ownership, Provenance, Size, Standing
from enterprises.models import Certificate, Enterprise, EnterpriseName
from enterprises.seed_names import Invented, invented
from enterprises.terms import valid_until
from regions.choices import Level
from regions.models import Division

CHUNK = 2_000
FIRST_DAY = date(2020, 3, 2)
SOURCE = "规模测试数据，企业为虚构"
VALID_YEARS = 3
# Of a hundred: mostly in the pool, some certified, some gone, some never in.
STANDINGS = (
    *(Standing.POOLED,) * 74,
    *(Standing.CERTIFIED,) * 16,
    *(Standing.REMOVED,) * 3,
    *(Standing.LEFT,) * 3,
    *(Standing.NONE,) * 4,
)
SIZES = (Size.SMALL, Size.MEDIUM, Size.LARGE, Size.SMALL, Size.MICRO)
OWNERSHIPS = (Ownership.PRIVATE, Ownership.STATE, Ownership.PRIVATE, Ownership.FOREIGN)
RENAMED_EVERY = 25


def seed_enterprises(n: int) -> int:
    """Add `n` invented enterprises; needs the reference data. Gives the number.

    Numbers go on where an earlier run ended, so that runs may follow one another.
    """
    begun = Enterprise.objects.filter(source=SOURCE).count()
    rows = islice(invented(begun + n, _places()), begun, None)
    made = 0
    while chunk := list(islice(rows, CHUNK)):
        _insert(chunk)
        made += len(chunk)
        # With DEBUG on, Django keeps the text of every statement.
        reset_queries()
    return made


def _places() -> list[Division]:
    """Prefectures, and what stands directly under a province, in order of code."""
    counties = Q(level=Level.COUNTY, parent__level=Level.PROVINCE)
    places = Division.objects.managed().filter(Q(level=Level.PREFECTURE) | counties)
    return list(places.order_by("code").select_related("managing_unit"))


@transaction.atomic
def _insert(chunk: list[Invented]) -> None:
    rows = Enterprise.objects.bulk_create([_enterprise(one) for one in chunk])
    pairs = list(zip(chunk, rows, strict=True))
    EnterpriseName.objects.bulk_create(
        name for one, row in pairs for name in _names(one, row)
    )
    Certificate.objects.bulk_create(
        _certificate(one, row)
        for one, row in pairs
        if row.standing == Standing.CERTIFIED
    )


def _enterprise(one: Invented) -> Enterprise:
    standing = STANDINGS[one.number * 37 % len(STANDINGS)]
    day = FIRST_DAY + timedelta(days=one.number % 2000)
    was_in = standing != Standing.NONE
    row = Enterprise(
        name=one.name,
        credit_code=one.credit_code,
        managing_unit_id=one.place.managing_unit_id,
        division=one.place,
        standing=standing,
        provenance=Provenance.IMPORT if was_in else "",
        pool_number=f"CS{one.number:08}" if was_in else None,
        pooled_on=day if was_in else None,
        left_pool_on=_left(standing, day),
        source=SOURCE,
        industry_id=one.industry,
        tags=[one.tag] if one.tag else [],
        ownership=OWNERSHIPS[one.number % len(OWNERSHIPS)],
        size=SIZES[one.number % len(SIZES)],
        is_above_scale=one.number % 5 != 4,
        registered_on=day - timedelta(days=2500 + one.number % 3000),
        staff=20 + one.number % 4000,
    )
    row.set_search_keys()
    return row


def _left(standing: Standing, day: date) -> date | None:
    gone = standing in (Standing.REMOVED, Standing.LEFT)
    return day + timedelta(days=400) if gone else None


def _names(one: Invented, row: Enterprise) -> Iterator[EnterpriseName]:
    """Every twenty-fifth bore another name before."""
    if one.number % RENAMED_EVERY:
        yield _name(enterprise=row, name=one.name)
        return
    changed = FIRST_DAY + timedelta(days=one.number % 1500)
    former = one.name.replace("有限", "实业有限", 1)
    before = changed - timedelta(days=1)
    yield _name(enterprise=row, name=former, until=before)
    yield _name(enterprise=row, name=one.name, since=changed, reason="更名")


def _name(**fields: Any) -> EnterpriseName:
    row = EnterpriseName(**fields)
    row.set_search_keys()
    return row


def _certificate(one: Invented, row: Enterprise) -> Certificate:
    assert row.pooled_on is not None
    first = row.pooled_on + timedelta(days=400)
    return Certificate(
        enterprise=row,
        number=f"CSRZ{one.number:08}",
        name=row.name,
        credit_code=row.credit_code or "",
        valid_from=first,
        valid_until=valid_until(first, VALID_YEARS),
    )
