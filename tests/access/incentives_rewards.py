"""Who gets where in the dynamic reward, the project ranking and their indicators."""

from typing import Any

from incentives.models import IndicatorEntry, RewardScheme
from tests.access.routes import (
    AUTHORITIES,
    EVERYONE,
    NATIONAL,
    UNITS,
    ZHEJIANG,
    Route,
    World,
    api,
)
from tests.factories.rewards import a_scheme, entered, fixed, listed, published

OFFICE = frozenset({"ndrc", "ndrc_lead"})
NATION_LEADING = frozenset({"ndrc", "ndrc_lead", "moe", "moe_lead"})
UNITS_LEADING = UNITS - {"zhejiang_finance", "zhejiang_finance_lead"}
MAKING = NATION_LEADING | UNITS_LEADING
INSIDE = NATIONAL | UNITS
HANGZHOU = "330100"


def the_city(world: World) -> None:
    """Hangzhou on the list."""
    world.made("pilot-hangzhou", lambda _w: listed(HANGZHOU))


def draft_of(world: World) -> RewardScheme:
    """Of the NDRC."""
    the_city(world)
    found: RewardScheme = world.made("reward-draft", lambda _w: a_scheme())
    return found


def fixed_of(world: World) -> RewardScheme:
    """Fixed, not published."""
    the_city(world)
    found: RewardScheme = world.made("reward-fixed", lambda _w: fixed(a_scheme()))
    return found


def public_of(world: World) -> RewardScheme:
    """Published."""
    the_city(world)
    return world.made(  # type: ignore[no-any-return]
        "reward-published", lambda _w: published(a_scheme())
    )


def draft(world: World) -> dict[str, Any]:
    return {"pk": draft_of(world).pk}


def fixed_one(world: World) -> dict[str, Any]:
    return {"pk": fixed_of(world).pk}


def public_one(world: World) -> dict[str, Any]:
    return {"pk": public_of(world).pk}


def numbered(make: Any, **more: Any) -> Any:
    """The first reckoning of a scheme."""
    return lambda world: make(world) | {"number": 1} | more


def simulation(make: Any) -> Any:
    """The same by its own id."""
    return lambda world: {"pk": make(world).fixed_id}


def entry(world: World) -> dict[str, Any]:
    """Of Hangzhou, entered by the NDRC."""
    the_city(world)
    row: IndicatorEntry = world.made("reward-entry", lambda _w: entered(HANGZHOU))
    return {"pk": row.pk}


def rows_key(world: World) -> dict[str, Any]:
    the_city(world)
    return {"key": "pool_enterprises"}


DRAFT = {"refused": 404, "kwargs": draft}
FIXED = {"allow": AUTHORITIES, "refused": 404}
ASKED = "?level=city&place=330100&year=2025"
BODY = {"data": lambda world: {}}


def acting(allow: frozenset[str], state: Any, seen: frozenset[str]) -> list[Route]:
    """A page of an act: closed to who may see the scheme, unseen by the rest."""
    row = {
        "allow": allow,
        "refused": 404,
        "also": dict.fromkeys(seen - allow, 403),
        "kwargs": state,
    }
    return [Route(**row), Route(**row, method="post", **BODY)]


def results(name: str, **more: Any) -> list[Route]:
    """A page of the fixed figures, and of the published ones."""
    return [
        Route(**FIXED, visitor=404, kwargs=numbered(fixed_one, **more)),
        Route(allow=EVERYONE, kwargs=numbered(public_one, **more)),
    ]


def api_act() -> list[Route]:
    """An act by the API on a draft that none but its office sees."""
    return [api(OFFICE, **DRAFT, method="post", **BODY)]


ROUTES = {
    "incentives:rewards": Route(allow=EVERYONE),
    "incentives:reward-new": [
        Route(allow=MAKING, kwargs=lambda world: {"level": "city"}),
        Route(allow=NATION_LEADING, kwargs=lambda world: {"level": "province"}),
        Route(
            allow=MAKING,
            kwargs=lambda world: {"level": "project"},
            method="post",
            data=lambda world: {"name": "甲"},
        ),
    ],
    "incentives:reward": [
        Route(allow=OFFICE, visitor=404, **DRAFT),
        Route(**FIXED, visitor=404, kwargs=fixed_one),
        Route(allow=EVERYONE, kwargs=public_one),
    ],
    "incentives:reward-edit": acting(OFFICE, draft, OFFICE),
    "incentives:reward-simulate": acting(OFFICE, draft, OFFICE),
    "incentives:reward-propose": acting(frozenset(), draft, OFFICE),
    "incentives:reward-send-back": acting(frozenset(), draft, OFFICE),
    "incentives:reward-fix": acting(frozenset(), draft, OFFICE),
    "incentives:reward-publish": acting(
        frozenset({"ndrc_lead"}), fixed_one, AUTHORITIES
    ),
    "incentives:reward-compare": [
        Route(allow=OFFICE, **DRAFT),
        Route(
            allow=OFFICE,
            refused=404,
            also=dict.fromkeys(AUTHORITIES - OFFICE, 403),
            kwargs=fixed_one,
        ),
    ],
    "incentives:reward-simulation": results("simulation"),
    "incentives:reward-export": results("export"),
    "incentives:reward-pdf": results("pdf"),
    "incentives:reward-place": results("place", place=HANGZHOU),
    "incentives:reward-today": Route(allow=INSIDE, kwargs=numbered(public_one)),
    "incentives:indicators": Route(allow=INSIDE),
    "incentives:indicator-rows": [
        Route(
            allow=NATIONAL | ZHEJIANG,
            kwargs=rows_key,
            query=ASKED,
            also=dict.fromkeys(UNITS - ZHEJIANG, 404),
        ),
    ],
    "incentives:indicator-entries": Route(allow=INSIDE),
    "incentives:indicator-entry-new": [
        Route(allow=MAKING),
        Route(
            allow=MAKING,
            method="post",
            data=lambda world: {"indicator": "parks"},
        ),
    ],
    "incentives:indicator-entry": Route(
        allow=NATIONAL | ZHEJIANG, refused=404, kwargs=entry
    ),
    "incentives:indicator-entry-decide": [
        Route(
            allow=frozenset({"ndrc_lead"}),
            refused=404,
            also=dict.fromkeys(NATIONAL | ZHEJIANG - {"ndrc_lead"}, 403)
            | {"ndrc_lead": 200},
            kwargs=entry,
        ),
    ],
    "api:reward-scheme-list": [
        Route(allow=EVERYONE),
        api(MAKING, method="post", **BODY),
    ],
    "api:reward-scheme-detail": [
        Route(allow=OFFICE, visitor=404, **DRAFT),
        Route(allow=EVERYONE, kwargs=public_one),
        api(OFFICE, **DRAFT, method="put", **BODY),
    ],
    "api:reward-scheme-simulate": api_act(),
    "api:reward-scheme-propose": api_act(),
    "api:reward-scheme-send-back": api_act(),
    "api:reward-scheme-fix": api_act(),
    "api:reward-scheme-publish": api_act(),
    "api:reward-simulation-list": Route(allow=EVERYONE),
    "api:reward-simulation-detail": [
        Route(**FIXED, visitor=404, kwargs=simulation(fixed_of)),
        Route(allow=EVERYONE, kwargs=simulation(public_of)),
    ],
    "api:reward-indicator-list": api(INSIDE),
    "api:indicator-entry-list": [
        api(),
        api(MAKING, method="post", **BODY),
    ],
    "api:indicator-entry-detail": api(NATIONAL | ZHEJIANG, refused=404, kwargs=entry),
    "api:indicator-entry-decide": api(
        NATIONAL | ZHEJIANG, refused=404, kwargs=entry, method="post", **BODY
    ),
}
