"""Who gets into the pages and resources of the life cycle."""

from tests.access.routes import (
    EVERYONE,
    NATIONAL,
    SIGNED_IN,
    ZHEJIANG,
    ZHEJIANG_LEADING,
    Route,
    World,
    api,
)
from tests.factories.workflow import an_open_round, application_at
from workflow.choices import Stage
from workflow.models import Application, Notice, Notification
from workflow.services import advance

# One enterprise's case at its province: itself, its city, its province, the nation.
SEEN = NATIONAL | ZHEJIANG | {"enterprise", "hangzhou"}
LEADS = frozenset({"ndrc_lead", "moe_lead"})
UNIT_LEADS = frozenset(
    {"zhejiang_lead", "sichuan_lead", "ningbo_lead", "shanghai_lead"}
)
SEEN_BY_ZHEJIANG = frozenset({"zhejiang"})


def a_case(world: World) -> Application:
    """At the province, with nothing proposed yet."""
    return world.made("case", lambda _: application_at(Stage.PROVINCIAL_REVIEW))


def case(world: World) -> dict[str, object]:
    return {"pk": a_case(world).pk}


def proposed(world: World) -> dict[str, object]:
    """With an open proposal of the province's handler."""

    def make(world: World) -> Application:
        from_factory = application_at(Stage.PROVINCIAL_REVIEW)
        return advance(from_factory, "approve", by=world.user("zhejiang"))

    return {"pk": world.made("proposed", make).pk}


def submission(world: World) -> dict[str, object]:
    return {"pk": a_case(world).pk, "number": 1}


def open_round(world: World) -> dict[str, object]:
    return {"pk": world.made("round", lambda _: an_open_round()).pk}


def notice(world: World) -> dict[str, object]:
    world.made("noticed", lambda _: application_at(Stage.PUBLIC_NOTICE))
    return {"number": Notice.objects.get().number}


def message(world: World) -> dict[str, object]:
    a_case(world)
    return {"pk": Notification.objects.get(user__username="zhejiang").pk}


MOVE = {"move": "approve"}
REDIRECT = frozenset({302})

ROUTES = {
    "workflow:desk": Route(allow=SIGNED_IN),
    "workflow:desk-export": Route(allow=SIGNED_IN),
    "workflow:application": Route(allow=SEEN, refused=404, kwargs=case),
    "workflow:submission": Route(allow=SEEN, refused=404, kwargs=submission),
    "workflow:move": [
        Route(allow=SEEN, refused=404, kwargs=case, ok=REDIRECT),
        Route(
            allow=SEEN_BY_ZHEJIANG,
            refused=404,
            kwargs=case,
            method="post",
            data=lambda world: MOVE,
            ok=REDIRECT,
            also=dict.fromkeys(SEEN - SEEN_BY_ZHEJIANG, 403),
        ),
    ],
    "workflow:decline": [
        Route(allow=SEEN, refused=404, kwargs=case, ok=REDIRECT),
        Route(
            allow=ZHEJIANG_LEADING,
            refused=404,
            kwargs=proposed,
            method="post",
            data=lambda world: {"note": "请再核实"},
            ok=REDIRECT,
            also=dict.fromkeys(SEEN - ZHEJIANG_LEADING, 403),
        ),
    ],
    "workflow:rounds": Route(allow=EVERYONE),
    "workflow:round": Route(allow=EVERYONE, kwargs=open_round),
    "workflow:round-create": Route(allow=LEADS | UNIT_LEADS),
    "workflow:round-edit": Route(allow=LEADS, kwargs=open_round),
    "workflow:round-publish": Route(allow=LEADS, kwargs=open_round),
    "workflow:round-close": [
        Route(allow=LEADS, kwargs=open_round),
        Route(allow=LEADS, kwargs=open_round, method="post", ok=REDIRECT),
    ],
    "workflow:round-rules": Route(allow=LEADS, kwargs=open_round),
    "workflow:round-override": Route(allow=UNIT_LEADS, kwargs=open_round),
    "workflow:notices": Route(allow=EVERYONE),
    "workflow:notice": Route(allow=EVERYONE, kwargs=notice),
    "workflow:notifications": Route(allow=SIGNED_IN),
    "workflow:notifications-read": [
        Route(allow=SIGNED_IN, ok=REDIRECT),
        Route(allow=SIGNED_IN, method="post", ok=REDIRECT),
    ],
    "workflow:notification-read": [
        Route(allow=SIGNED_IN, kwargs=message, ok=REDIRECT),
        Route(
            allow=SEEN_BY_ZHEJIANG,
            refused=404,
            kwargs=message,
            method="post",
            ok=REDIRECT,
        ),
    ],
    "workflow:mails": Route(allow=frozenset({"sysadmin"})),
    "api:application-list": api(),
    "api:application-waiting": api(),
    "api:application-detail": api(SEEN, refused=404, kwargs=case),
    "api:application-moves": [
        api(SEEN, refused=404, kwargs=case),
        api(
            SEEN_BY_ZHEJIANG,
            refused=404,
            kwargs=case,
            method="post",
            data=lambda world: MOVE,
            ok=frozenset({200}),
            also=dict.fromkeys(SEEN - SEEN_BY_ZHEJIANG, 403),
        ),
    ],
    "api:application-decline": api(
        ZHEJIANG_LEADING,
        refused=404,
        kwargs=proposed,
        method="post",
        data=lambda world: {"note": "请再核实"},
        ok=frozenset({200}),
        also=dict.fromkeys(SEEN - ZHEJIANG_LEADING, 403),
    ),
    "api:application-steps": api(SEEN, refused=404, kwargs=case),
    "api:application-submissions": api(SEEN, refused=404, kwargs=case),
    "api:round-list": [
        Route(allow=EVERYONE),
        api(LEADS, method="post", data=lambda world: ROUND),
    ],
    "api:round-detail": [
        Route(allow=EVERYONE, kwargs=open_round),
        api(
            LEADS,
            kwargs=open_round,
            method="patch",
            data=lambda world: {"basis": "新依据"},
            ok=frozenset({200}),
        ),
    ],
    "api:round-publish": api(LEADS, kwargs=open_round, method="post"),
    "api:round-close": api(LEADS, kwargs=open_round, method="post"),
    "api:round-rules": [
        Route(allow=EVERYONE, kwargs=open_round),
        api(
            LEADS,
            kwargs=open_round,
            method="post",
            data=lambda world: {"changes": {}, "note": "无改动"},
        ),
    ],
    "api:notice-list": Route(allow=EVERYONE),
    "api:notice-detail": Route(allow=EVERYONE, kwargs=notice),
    "api:notification-list": api(),
    "api:notification-detail": api(SEEN_BY_ZHEJIANG, refused=404, kwargs=message),
    "api:notification-read": api(
        SEEN_BY_ZHEJIANG, refused=404, kwargs=message, method="post"
    ),
    "api:notification-read-all": api(method="post"),
}
ROUND = {
    "kind": "test_kind",
    "name": "第二批",
    "year": 2027,
    "batch": 1,
    "opens_at": "2027-01-04T00:00:00+08:00",
    "closes_at": "2027-02-01T00:00:00+08:00",
}
