"""Who gets where in the policy list: everybody reads, offices keep their own."""

from typing import Any

from tests.access.routes import (
    APPLICANTS,
    CITY_OFFICES,
    EVERYONE,
    UNIT_ADVISERS,
    UNITS,
    Route,
    World,
    api,
)
from tests.factories import policies as made
from tests.factories import register

KEEPERS = (
    (UNITS - UNIT_ADVISERS) | CITY_OFFICES | {"ndrc", "ndrc_lead", "moe", "moe_lead"}
)
FIRMS = APPLICANTS - {"school"}
OF_ZHEJIANG = frozenset({"zhejiang", "zhejiang_lead"})


def published(world: World) -> dict[str, Any]:
    """A benefit of the nation."""
    row = world.made("policy", lambda _world: made.published())
    return {"public_id": row.public_id}


def of_zhejiang(world: World) -> dict[str, Any]:
    """A published one of Zhejiang."""
    row = world.made(
        "policy-zhejiang",
        lambda _world: made.published(scope="unit", managing_unit_id="330000"),
    )
    return {"public_id": row.public_id}


def draft(world: World) -> dict[str, Any]:
    """A draft of Zhejiang's."""
    version = world.made("policy-draft", lambda w: made.drafted(w.people))
    return {"public_id": version.benefit.public_id}


def proposal(world: World) -> dict[str, Any]:
    """One that waits for Zhejiang's lead."""
    version = world.made("policy-proposed", lambda w: made.proposed(w.people))
    return {"public_id": version.benefit.public_id}


def version_one(world: World) -> dict[str, Any]:
    return published(world) | {"number": 1}


def draft_one(world: World) -> dict[str, Any]:
    return draft(world) | {"number": 1}


def firm(world: World) -> dict[str, Any]:
    """An enterprise in the pool."""
    row = world.made("policy-firm", lambda _w: register.enterprise("测试有限公司"))
    return {"public_id": row.public_id}


def city(world: World) -> dict[str, Any]:
    """A pilot city of an official list."""
    row = world.made("policy-city", lambda _w: made.pilot_city())
    return {"code": row.code}


def no_data(world: World) -> dict[str, Any]:
    return {}


def note(world: World) -> dict[str, Any]:
    return {"note": "请补充依据。"}


def reason(world: World) -> dict[str, Any]:
    return {"reason": "文件废止。"}


def said(world: World) -> dict[str, Any]:
    return {"name": "", "version": 1}


DRAFTING = {"allow": OF_ZHEJIANG, "refused": 404, "kwargs": draft}
LEADING = {
    "allow": frozenset({"zhejiang_lead"}),
    "refused": 404,
    "kwargs": proposal,
    "also": {"zhejiang": 403},
}
ANSWERING = {"allow": OF_ZHEJIANG, "refused": 404, "kwargs": proposal}
WITHDRAWING = {"allow": frozenset({"zhejiang_lead"}), "kwargs": of_zhejiang}
# In the API who keeps nothing is told so before anything is looked for.
STRANGERS = dict.fromkeys(EVERYONE - KEEPERS - {"visitor"}, 403)

ROUTES = {
    "incentives:policies": Route(allow=EVERYONE),
    "incentives:policies-export": Route(allow=EVERYONE),
    "incentives:policies-print": Route(allow=EVERYONE),
    "incentives:policies-own": Route(
        allow=FIRMS | CITY_OFFICES, ok=frozenset({200, 302})
    ),
    "incentives:policies-kept": Route(allow=KEEPERS),
    "incentives:policy-new": [
        Route(allow=KEEPERS),
        Route(allow=KEEPERS, method="post", data=said),
    ],
    "incentives:policy": [
        Route(allow=EVERYONE, kwargs=published),
        Route(allow=OF_ZHEJIANG, refused=404, visitor=404, kwargs=draft),
    ],
    "incentives:policy-version": [
        Route(allow=EVERYONE, kwargs=version_one),
        Route(allow=OF_ZHEJIANG, refused=404, visitor=404, kwargs=draft_one),
    ],
    "incentives:policy-edit": [
        Route(**DRAFTING),
        Route(**DRAFTING, method="post", data=said),
        Route(
            allow=frozenset({"ndrc", "ndrc_lead", "moe", "moe_lead"}), kwargs=published
        ),
    ],
    "incentives:policy-propose": [
        Route(**DRAFTING),
        Route(**DRAFTING, method="post", data=no_data),
    ],
    "incentives:policy-publish": [
        Route(**LEADING),
        Route(**LEADING, method="post", data=no_data),
    ],
    "incentives:policy-send-back": [
        Route(**ANSWERING),
        Route(**ANSWERING, method="post", data=note),
    ],
    "incentives:policy-discard": [
        Route(**DRAFTING),
        Route(**DRAFTING, method="post", data=no_data),
    ],
    "incentives:policy-withdraw": [
        Route(**WITHDRAWING),
        Route(**WITHDRAWING, method="post", data=reason),
    ],
    "incentives:enterprise-policies": Route(allow=EVERYONE, kwargs=firm),
    "incentives:city-policies": Route(allow=EVERYONE, kwargs=city),
    "api:policy-list": [
        Route(allow=EVERYONE),
        api(KEEPERS, method="post", data=said),
    ],
    "api:policy-detail": [
        Route(allow=EVERYONE, kwargs=published),
        Route(allow=OF_ZHEJIANG, refused=404, visitor=404, kwargs=draft),
    ],
    "api:policy-versions": Route(allow=EVERYONE, kwargs=published),
    "api:policy-matching": Route(
        allow=EVERYONE, ok=frozenset({422}), note="neither enterprise nor city named"
    ),
    "api:policy-draft": api(
        KEEPERS, method="put", kwargs=draft, data=said, note="422: a field is empty"
    ),
    "api:policy-propose": api(
        OF_ZHEJIANG,
        refused=404,
        kwargs=draft,
        also=STRANGERS,
        method="post",
        data=no_data,
    ),
    "api:policy-publish": api(
        frozenset({"zhejiang_lead"}),
        refused=404,
        kwargs=proposal,
        also=STRANGERS | {"zhejiang": 403},
        method="post",
        data=no_data,
    ),
    "api:policy-send-back": api(
        OF_ZHEJIANG,
        refused=404,
        kwargs=proposal,
        also=STRANGERS,
        method="post",
        data=note,
    ),
    "api:policy-discard": api(
        OF_ZHEJIANG,
        refused=404,
        kwargs=draft,
        also=STRANGERS,
        method="post",
        data=no_data,
    ),
    "api:policy-withdraw": api(
        frozenset({"zhejiang_lead"}), kwargs=of_zhejiang, method="post", data=reason
    ),
}
