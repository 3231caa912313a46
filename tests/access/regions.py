"""Who gets where in regions: reading is for all, corrections for very few."""

from datetime import date
from typing import Any

from regions.models import CalendarDay, CalendarYear, NewArea
from tests.access.routes import EVERYONE, SIGNED_IN, Route, World

CORRECTORS = frozenset({"sysadmin", "ndrc_lead", "moe_lead"})
BASIS = "国务院办公厅通知"


def in_2027(world: World) -> dict[str, int]:
    """A year that is not arranged yet."""
    return {"year": 2027}


def confirmed(world: World) -> dict[str, int]:
    """A year that was confirmed."""
    row = world.made(
        "confirmed-year",
        lambda _world: CalendarYear.objects.create(
            year=2028, note=BASIS, confirmed_by="系统管理员"
        ),
    )
    return {"year": row.year}


def a_day(world: World) -> dict[str, date]:
    """A Wednesday."""
    return {"day": date(2026, 6, 3)}


def corrected(world: World) -> dict[str, Any]:
    """A day that was corrected."""
    row = world.made(
        "corrected-day",
        lambda _world: CalendarDay.objects.create(
            date=date(2026, 6, 4),
            is_working=False,
            note=BASIS,
            corrected_by="系统管理员",
        ),
    )
    return {"day": row.date}


def hangzhou(world: World) -> dict[str, str]:
    """A division."""
    return {"pk": "330100"}


def zhejiang(world: World) -> dict[str, str]:
    """A managing unit."""
    return {"pk": "330000"}


def pudong(world: World) -> dict[str, int]:
    """A new area."""
    return {"pk": NewArea.objects.get(name="浦东新区").pk}


ROUTES = {
    "regions:calendar": Route(allow=SIGNED_IN),
    "regions:calendar-year": Route(allow=SIGNED_IN, kwargs=in_2027),
    "regions:calendar-year-confirm": [
        Route(allow=CORRECTORS, kwargs=in_2027),
        Route(
            allow=CORRECTORS,
            kwargs=in_2027,
            method="post",
            data=lambda world: {"note": BASIS},
        ),
    ],
    "regions:calendar-year-reopen": [
        Route(allow=CORRECTORS, kwargs=confirmed),
        Route(allow=CORRECTORS, kwargs=confirmed, method="post"),
    ],
    "regions:calendar-day": [
        Route(allow=CORRECTORS, kwargs=a_day),
        Route(
            allow=CORRECTORS,
            kwargs=a_day,
            method="post",
            data=lambda world: {"is_working": "no", "note": BASIS},
        ),
    ],
    "regions:calendar-day-remove": [
        Route(allow=CORRECTORS, kwargs=corrected),
        Route(allow=CORRECTORS, kwargs=corrected, method="post"),
    ],
    "regions:divisions": Route(allow=SIGNED_IN),
    "regions:division": Route(allow=SIGNED_IN, kwargs=hangzhou),
    "regions:division-less-developed": [
        Route(allow=CORRECTORS, kwargs=hangzhou),
        Route(
            allow=CORRECTORS,
            kwargs=hangzhou,
            method="post",
            data=lambda world: {"is_less_developed": "yes", "basis": BASIS},
        ),
    ],
    "api:managing-unit-list": Route(allow=EVERYONE),
    "api:managing-unit-detail": Route(allow=EVERYONE, kwargs=zhejiang),
    "api:division-list": Route(allow=EVERYONE),
    "api:division-detail": Route(allow=EVERYONE, kwargs=hangzhou),
    "api:new-area-list": Route(allow=EVERYONE),
    "api:new-area-detail": Route(allow=EVERYONE, kwargs=pudong),
    "api:working-day-list": Route(
        allow=EVERYONE, query="?from=2026-02-01&to=2026-02-28"
    ),
}
