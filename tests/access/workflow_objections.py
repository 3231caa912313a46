"""Who gets to objections, to the papers of notices, and to appeals."""

from tests.access.routes import (
    CITY_OFFICES,
    EVERYONE,
    NATIONAL,
    ZHEJIANG,
    Route,
    World,
    api,
)
from tests.factories.workflow import (
    FINDING,
    OBJECTOR,
    TEXT,
    an_objection,
    application_at,
)
from workflow.choices import ObjectionState, Stage
from workflow.models import Appeal, Application, NoticeEntry, Objection
from workflow.services import Filed, file_objection

SEEN = NATIONAL | ZHEJIANG | {"enterprise", "hangzhou"}
# Authorities that put up notices, each its own.
OFFICES = ("ndrc", "moe", "zhejiang", "sichuan", "ningbo", "shanghai")
LEADING = CITY_OFFICES | {
    "beijing",
    *(f"{office}{role}" for office in OFFICES for role in ("", "_lead")),
}
ISSUER = frozenset({"ndrc", "ndrc_lead"})
HANDLER, LEAD = frozenset({"ndrc"}), frozenset({"ndrc_lead"})
APPELLANT, REJECTER = frozenset({"enterprise"}), frozenset({"hangzhou"})
REDIRECT, OK, MADE = frozenset({302}), frozenset({200}), frozenset({201})


def entry_of(world: World) -> NoticeEntry:
    def make(world: World) -> Application:
        return application_at(Stage.PUBLIC_NOTICE)

    return world.made("on notice", make).notice_entries.get()


def notice(world: World) -> dict[str, object]:
    return {"number": entry_of(world).notice.number}


def filed(world: World) -> Filed:
    def make(world: World) -> Filed:
        return file_objection(entry_of(world), objector=OBJECTOR, text=TEXT)

    return world.made("filed", make)


def received(world: World) -> dict[str, object]:
    return {"pk": filed(world).objection.pk}


def investigated(world: World) -> dict[str, object]:
    def make(world: World) -> Objection:
        return an_objection(entry_of(world).application, ObjectionState.DISMISSED)

    return {"pk": world.made("investigated", make).pk}


def receipt(world: World) -> dict[str, str]:
    made = filed(world)
    return {"number": made.objection.number, "code": made.code}


def objecting(world: World) -> dict[str, object]:
    return {
        "entry": entry_of(world).pk,
        "objector_kind": OBJECTOR.kind,
        "objector_name": OBJECTOR.name,
        "phone": OBJECTOR.phone,
        "text": TEXT,
    }


def finding(world: World) -> dict[str, str]:
    return FINDING | {"finding": ObjectionState.DISMISSED}


def reason(world: World) -> dict[str, str]:
    return {"reason": "请补充调查。"}


def rejected(world: World) -> dict[str, object]:
    return {"pk": world.made("no", lambda _: application_at(Stage.REJECTED)).pk}


def appealing(world: World) -> dict[str, object]:
    return {"application": rejected(world)["pk"], "grounds": "理由如下。"}


def under_appeal(world: World) -> dict[str, object]:
    return {"pk": world.made("up", lambda _: application_at(Stage.UNDER_APPEAL)).pk}


def appeal(world: World) -> dict[str, object]:
    under_appeal(world)
    return {"pk": Appeal.objects.get().pk}


def also(names: frozenset[str]) -> dict[str, int]:
    """They know of the case, and are told why not."""
    return dict.fromkeys(SEEN - names, 403)


ROUTES = {
    "workflow:notice-pdf": Route(allow=EVERYONE, kwargs=notice),
    "workflow:objection-new": [
        Route(allow=EVERYONE, kwargs=notice),
        Route(
            allow=EVERYONE, kwargs=notice, method="post", data=objecting, ok=REDIRECT
        ),
    ],
    "workflow:objection-receipt": Route(allow=EVERYONE),
    "workflow:objection-status": [
        Route(allow=EVERYONE),
        Route(allow=EVERYONE, method="post", data=receipt, ok=OK),
    ],
    "workflow:objections": Route(allow=LEADING),
    "workflow:objections-export": Route(allow=LEADING),
    "workflow:objection": Route(allow=ISSUER, refused=404, kwargs=received),
    "workflow:objection-investigate": [
        Route(allow=HANDLER, refused=404, kwargs=received, also={"ndrc_lead": 403}),
        Route(
            allow=HANDLER,
            refused=404,
            kwargs=received,
            also={"ndrc_lead": 403},
            method="post",
            data=finding,
            ok=REDIRECT,
        ),
    ],
    "workflow:objection-confirm": [
        Route(allow=LEAD, refused=404, kwargs=investigated, also={"ndrc": 403}),
        Route(
            allow=LEAD,
            refused=404,
            kwargs=investigated,
            also={"ndrc": 403},
            method="post",
            ok=REDIRECT,
        ),
    ],
    "workflow:objection-return": [
        Route(allow=LEAD, refused=404, kwargs=investigated, also={"ndrc": 403}),
        Route(
            allow=LEAD,
            refused=404,
            kwargs=investigated,
            also={"ndrc": 403},
            method="post",
            data=reason,
            ok=REDIRECT,
        ),
    ],
    "workflow:appeal-new": [
        Route(allow=APPELLANT, refused=404, kwargs=rejected, also=also(APPELLANT)),
        Route(
            allow=APPELLANT,
            refused=404,
            kwargs=rejected,
            also=also(APPELLANT),
            method="post",
            data=lambda world: {"grounds": "理由如下。"},
            ok=REDIRECT,
        ),
    ],
    "workflow:appeal-hand-up": [
        Route(allow=REJECTER, refused=404, kwargs=under_appeal, also=also(REJECTER)),
        Route(
            allow=REJECTER,
            refused=404,
            kwargs=under_appeal,
            also=also(REJECTER),
            method="post",
            ok=REDIRECT,
        ),
    ],
    "api:notice-objections": Route(
        allow=EVERYONE,
        visitor=401,
        kwargs=notice,
        method="post",
        data=objecting,
        ok=MADE,
    ),
    "api:objection-list": api(LEADING),
    "api:objection-detail": api(ISSUER, refused=404, kwargs=received),
    "api:objection-investigate": api(
        HANDLER,
        refused=404,
        kwargs=received,
        also={"ndrc_lead": 403},
        method="post",
        data=finding,
        ok=OK,
    ),
    "api:objection-confirm": api(
        LEAD,
        refused=404,
        kwargs=investigated,
        also={"ndrc": 403},
        method="post",
        ok=OK,
    ),
    "api:objection-give-back": api(
        LEAD,
        refused=404,
        kwargs=investigated,
        also={"ndrc": 403},
        method="post",
        data=reason,
        ok=OK,
    ),
    "api:objection-status": Route(
        allow=EVERYONE, visitor=401, method="post", data=receipt, ok=OK
    ),
    "api:appeal-list": [
        api(),
        api(
            APPELLANT,
            refused=404,
            also=also(APPELLANT),
            method="post",
            data=appealing,
            ok=MADE,
        ),
    ],
    "api:appeal-detail": api(SEEN, refused=404, kwargs=appeal),
    "api:appeal-hand-up": api(
        REJECTER,
        refused=404,
        kwargs=appeal,
        also=also(REJECTER),
        method="post",
        ok=OK,
    ),
}
