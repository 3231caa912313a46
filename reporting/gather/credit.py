"""What is confirmed of the 30% credit, as it stood at the cut-off."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Sum

from incentives.models import CreditDeclaration
from reporting.gather.places import Names
from reporting.scopes import Scope

MONEY = ("confirmed_investment", "used", "carried_forward", "to_repay")


def credit(scope: Scope, names: Names, moment: datetime) -> dict[str, Any]:
    """The newest year of which a declaration is confirmed, a row a managing unit."""
    rows = CreditDeclaration.objects.filter(confirmed_at__lte=moment).exclude(
        replaced_by__confirmed_at__lte=moment
    )
    if scope.unit is not None:
        rows = rows.filter(managing_unit=scope.unit)
    year = rows.order_by("-year").values_list("year", flat=True).first()
    found = (
        rows.filter(year=year)
        .order_by()
        .values("managing_unit")
        .annotate(firms=Count("pk"), **{name: Sum(name) for name in MONEY})
    )
    by_unit = {row["managing_unit"]: row for row in found}
    codes = [code for code in [*names.units, None] if code in by_unit]
    return {
        "year": year,
        "rows": [_row(names.unit(code), by_unit[code]) for code in codes],
        "total": {
            "firms": sum(row["firms"] for row in by_unit.values()),
            **{name: _sum(by_unit.values(), name) for name in MONEY},
        },
    }


def _row(name: str, row: dict[str, Any]) -> dict[str, Any]:
    money = {key: f"{row[key]:.2f}" for key in MONEY}
    return {"name": name, "firms": row["firms"], **money}


def _sum(rows: Any, name: str) -> str:
    return f"{sum((row[name] for row in rows), Decimal(0)):.2f}"
