"""Who takes, gives and gives back cases, leads workloads, and keeps views."""

from tests.access.routes import (
    NATIONAL_ADVISERS,
    SIGNED_IN,
    UNIT_ADVISERS,
    ZHEJIANG_LEADING,
    Route,
    World,
    api,
)
from tests.access.workflow import LEADS, REDIRECT, SEEN, a_case, case
from workflow.filters.saved import DESK
from workflow.models import SavedView
from workflow.services import save_view, take_case

ZHEJIANG = frozenset({"zhejiang"})
TAKERS = ZHEJIANG
# Whoever leads handlers of a lead authority.
LEADERS = LEADS | {"zhejiang_lead", "sichuan_lead", "ningbo_lead", "shanghai_lead"}
# The case's authorities, asked or deciding: they may meet it and stay off it.
REVIEWERS = (
    ZHEJIANG_LEADING
    | UNIT_ADVISERS
    | NATIONAL_ADVISERS
    | {"hangzhou"}
    | {"ndrc", "ndrc_lead", "moe", "moe_lead"}
)


def taken(world: World) -> dict[str, object]:
    """In the hands of Zhejiang's handler."""

    def make(world: World) -> object:
        return take_case(a_case(world), by=world.user("zhejiang"))

    return {"pk": world.made("taken", make).pk}


def kept(world: World) -> dict[str, object]:
    """Shared by Zhejiang's handler with his office."""

    def make(world: World) -> SavedView:
        by = world.user("zhejiang")
        return save_view(by=by, page=DESK.key, name="全部", query="", shared=True)

    return {"pk": world.made("view", make).pk}


def handling(act: str, allow: frozenset[str], kwargs: object, **data: object) -> Route:
    """One act by page; who sees the case but may not is told so."""
    return Route(
        allow=allow,
        refused=404,
        kwargs=kwargs,  # type: ignore[arg-type]
        method="post",
        data=lambda world: {"act": act, **data},
        ok=REDIRECT,
        also=dict.fromkeys(SEEN - allow, 403),
    )


def by_api(allow: frozenset[str], kwargs: object, **row: object) -> Route:
    """The same by API."""
    return api(
        allow,
        refused=404,
        kwargs=kwargs,
        method="post",
        ok=frozenset({200, 422}),
        also=dict.fromkeys(SEEN - allow, 403),
        **row,
    )


VIEW = {"page": "desk", "name": "待办", "query": "tab=waiting"}
ROUTES = {
    "workflow:handling": [
        Route(allow=REVIEWERS, refused=404, kwargs=case, also={"enterprise": 403}),
        handling("take", TAKERS, case),
        handling("give_back", ZHEJIANG_LEADING, taken),
        handling("conflict", REVIEWERS, case, note="亲属任职。"),
    ],
    "workflow:desk-acts": [
        Route(allow=SIGNED_IN, ok=REDIRECT),
        Route(allow=SIGNED_IN, method="post", ok=REDIRECT),
    ],
    "workflow:workload": Route(allow=LEADERS),
    "workflow:saved-views": [
        Route(allow=SIGNED_IN, ok=REDIRECT),
        Route(allow=SIGNED_IN, method="post", data=lambda world: VIEW, ok=REDIRECT),
    ],
    "workflow:saved-view": Route(
        allow=ZHEJIANG, refused=404, kwargs=kept, also={"zhejiang_lead": 403}
    ),
    "workflow:saved-view-delete": [
        Route(allow=ZHEJIANG, refused=404, kwargs=kept, also={"zhejiang_lead": 403}),
        Route(
            allow=ZHEJIANG,
            refused=404,
            kwargs=kept,
            method="post",
            ok=REDIRECT,
            also={"zhejiang_lead": 403},
        ),
    ],
    "api:application-take": by_api(TAKERS, case),
    "api:application-assign": by_api(
        ZHEJIANG_LEADING,
        taken,
        data=lambda world: {"to": world.user("zhejiang").pk},
    ),
    "api:application-give-back": by_api(ZHEJIANG_LEADING, taken),
    "api:application-declare-conflict": by_api(
        REVIEWERS, case, data=lambda world: {"reason": "亲属任职。"}
    ),
    "api:application-assignments": api(SEEN, refused=404, kwargs=taken),
    "api:application-acts": api(
        method="post",
        data=lambda world: {"act": "take", "rows": [{"id": a_case(world).pk}]},
        ok=frozenset({200}),
    ),
    "api:workload-list": api(LEADERS),
    "api:savedview-list": [
        api(),
        api(method="post", data=lambda world: VIEW, ok=frozenset({201})),
    ],
    "api:savedview-detail": [
        api(ZHEJIANG_LEADING, refused=404, kwargs=kept),
        api(
            ZHEJIANG,
            refused=404,
            kwargs=kept,
            method="patch",
            data=lambda world: {"name": "改名"},
            ok=frozenset({200}),
            also={"zhejiang_lead": 403},
        ),
        api(
            ZHEJIANG,
            refused=404,
            kwargs=kept,
            method="delete",
            ok=frozenset({204}),
            also={"zhejiang_lead": 403},
        ),
    ],
}
