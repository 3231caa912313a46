"""How figures and days are written on every page and in every file."""

import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils import timezone


def cn_date(value: datetime.date | datetime.datetime | None) -> str:
    """2026年6月30日, in Beijing time; "" for nothing."""
    if not value:
        return ""
    if isinstance(value, datetime.datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return f"{value.year}年{value.month}月{value.day}日"


def cn_datetime(value: datetime.datetime | datetime.date | None) -> str:
    """2026年6月30日 14:03, in Beijing time; "" for nothing."""
    if not isinstance(value, datetime.datetime):
        return cn_date(value)
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{cn_date(local)} {local:%H:%M}"


def number(value: Any, places: int | None = None) -> str:
    """Thousands parted; `places` decimals, or as many as the value has."""
    if value is None or value == "":
        return "—"
    exact = Decimal(str(value))
    if places is None:
        return f"{int(exact):,}" if exact == exact.to_integral() else f"{exact:,}"
    return f"{_rounded(exact, int(places)):,}"


def wan(yuan: Any, places: int = 2) -> str:
    """Yuan written in 万元 (without the unit)."""
    if yuan is None or yuan == "":
        return "—"
    return number(Decimal(str(yuan)) / 10_000, places)


def money(yuan: Decimal | int) -> str:
    """99.99万元; in yuan to the fen where 万元 would hide a part."""
    amount = Decimal(yuan)
    if amount % 100 == 0:
        return f"{number((amount / 10_000).normalize())}万元"
    return f"{number(amount, 2)}元"


def percent(value: Any, places: int = 1) -> str:
    """A percentage already times 100, as 43.6%."""
    return "—" if value is None or value == "" else f"{number(value, places)}%"


def file_size(size: int) -> str:
    """Bytes as 1.2 MB."""
    if size < 1024:
        return f"{size} B"
    if size < 1024**2:
        return f"{size / 1024:.0f} KB"
    return f"{size / 1024**2:.1f} MB"


def _rounded(value: Decimal, places: int) -> Decimal:
    # Half up, as offices count; Python's own rounding goes to the even digit.
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
