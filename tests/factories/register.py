"""Enterprises of the register as the tests need them."""

from datetime import date
from itertools import count
from typing import Any

from enterprises.choices import Provenance, Standing
from enterprises.models import Certificate, Enterprise, EnterpriseName

_serials = count(1)
HANGZHOU = {"managing_unit_id": "330000", "division_id": "330100"}
NINGBO = {"managing_unit_id": "330200", "division_id": "330203"}


def enterprise(name: str, standing: str = Standing.POOLED, **facts: Any) -> Enterprise:
    """An enterprise in Hangzhou's pool, with its name in the register of names."""
    serial = next(_serials)
    row = Enterprise.objects.create(
        name=name,
        standing=standing,
        **{
            **HANGZHOU,
            "pool_number": None if standing == Standing.NONE else f"T{serial:06}",
            "pooled_on": None if standing == Standing.NONE else date(2024, 3, 1),
            "provenance": Provenance.APPLICATION,
            "industry_id": "36",
            **facts,
        },
    )
    EnterpriseName.objects.create(enterprise=row, name=name)
    return row


def renamed(row: Enterprise, name: str, day: date) -> Enterprise:
    """The enterprise under another name since a day."""
    last = row.names.get(until=None)
    last.until = date.fromordinal(day.toordinal() - 1)
    last.save()
    EnterpriseName.objects.create(
        enterprise=row, name=name, since=day, reason="登记机关准予变更"
    )
    row.name = name
    row.save()
    return row


def certificate(row: Enterprise, **facts: Any) -> Certificate:
    """A certificate of three years."""
    return Certificate.objects.create(
        enterprise=row,
        **{
            "number": f"RZ{next(_serials):06}",
            "name": row.name,
            "valid_from": date(2025, 4, 1),
            "valid_until": date(2028, 3, 31),
            **facts,
        },
    )
