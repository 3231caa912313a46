"""Which name an enterprise bore on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from enterprises.models import Enterprise, EnterpriseName


def name_on(enterprise: Enterprise, day: date) -> str:
    """The name valid on a day, the days of a name included; "" where none is known.

    One whose names were never written down bore the present one as far as is known.
    """
    names: list[EnterpriseName] = list(enterprise.names.all())
    if not names:
        return enterprise.name
    return next((row.name for row in names if _held_on(row, day)), "")


def former_names(enterprise: Enterprise) -> list[EnterpriseName]:
    """The names it bears no longer, the earliest first."""
    return _ended(enterprise.names.all())


def _ended(names: Iterable[EnterpriseName]) -> list[EnterpriseName]:
    return [row for row in names if row.until is not None]


def _held_on(row: EnterpriseName, day: date) -> bool:
    begun = row.since is None or row.since <= day
    return begun and (row.until is None or day <= row.until)
