"""Who gets into pools, panels, seats and the ranking."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from tests.access.routes import EXPERTS, Route, World, api
from tests.factories.experts import (
    accepted,
    an_expert_pool,
    drawn,
    panel_of,
    scored,
)
from tests.factories.workflow import in_expert_review
from workflow.choices import TieNature
from workflow.models import Panel, Seat
from workflow.services import declare_tie

# The lead authorities of the nation, which score the test kind; and their leads.
DECIDING = frozenset({"ndrc", "ndrc_lead", "moe", "moe_lead"})
LEADS = frozenset({"ndrc_lead", "moe_lead"})
UNIT_LEADS = frozenset(
    {"zhejiang_lead", "sichuan_lead", "ningbo_lead", "shanghai_lead"}
)
UNIT_DECIDING = UNIT_LEADS | {"zhejiang", "sichuan", "ningbo", "shanghai", "beijing"}
REDIRECT = frozenset({302})
FIRST = frozenset({"expert1"})


def panel(world: World) -> dict[str, object]:
    """Drawn, nobody has answered yet."""

    def make(world: World) -> Panel:
        return drawn(in_expert_review(), timezone.now())

    return {"pk": world.made("panel", make).pk}


def short_panel(world: World) -> dict[str, object]:
    """For which the pool falls short."""

    def make(world: World) -> Panel:
        an_expert_pool()
        made = panel_of(in_expert_review(panel_quotas={"law": 1}))
        Panel.objects.filter(pk=made.pk).update(shortfall="“政策法规”领域需1名。")
        return made

    return {"pk": world.made("short", make).pk}


def closed_panel(world: World) -> dict[str, object]:
    def make(world: World) -> Panel:
        return scored(in_expert_review(), now=timezone.now())

    return {"pk": world.made("closed", make).pk}


def a_seat(world: World) -> Seat:
    """That of expert1: the panel has as many seats as there are experts."""

    def make(world: World) -> Seat:
        made = drawn(in_expert_review(panel_size=5), timezone.now())
        return made.seats.get(expert__user__username="expert1")

    return world.made("seat", make)


def seat(world: World) -> dict[str, object]:
    return {"pk": a_seat(world).pk}


def taken_seat(world: World) -> dict[str, object]:
    def make(world: World) -> Seat:
        found = a_seat(world)
        accepted(found.panel, timezone.now())
        return found

    return {"pk": world.made("taken", make).pk}


def expert(world: World) -> dict[str, object]:
    return {"pk": world.made("pool", lambda _: an_expert_pool())[0].pk}


def tie(world: World) -> dict[str, object]:
    def make(world: World) -> Any:
        return declare_tie(
            an_expert_pool()[0],
            organisation=world.organisation("enterprise"),
            nature=TieNature.COOPERATION,
            by=world.user("ndrc_lead"),
            now=timezone.now(),
        )

    return {"pk": world.made("tie", make).pk}


REASON = {"reason": "近期出差"}


def tie_of_expert(world: World) -> dict[str, object]:
    tie_pk = tie(world)["pk"]
    return {"pk": expert(world)["pk"], "tie": tie_pk}


def steer(kwargs: Any, **row: Any) -> Route:
    """An act of a lead of the deciding authority on a panel, by the API."""
    given = {"ok": frozenset({200}), "also": dict.fromkeys({"ndrc", "moe"}, 403), **row}
    return api(LEADS, refused=404, kwargs=kwargs, method="post", **given)


def own(kwargs: Any = seat, **row: Any) -> Route:
    """A page about a seat: its expert's alone, unseen by everybody else."""
    return Route(allow=FIRST, refused=404, kwargs=kwargs, **row)


ROUTES = {
    "workflow:experts": Route(allow=DECIDING | UNIT_DECIDING),
    "workflow:expert-add": Route(allow=LEADS | UNIT_LEADS),
    "workflow:expert": Route(allow=DECIDING | FIRST, refused=404, kwargs=expert),
    "workflow:expert-edit": Route(
        allow=LEADS,
        refused=404,
        kwargs=expert,
        also=dict.fromkeys({"ndrc", "moe", "expert1"}, 403),
    ),
    "workflow:tie-add": Route(
        allow=LEADS | FIRST,
        refused=404,
        kwargs=expert,
        also=dict.fromkeys({"ndrc", "moe"}, 403),
    ),
    "workflow:tie-end": Route(
        allow=LEADS,
        refused=404,
        kwargs=tie,
        also=dict.fromkeys({"ndrc", "moe", "expert1"}, 403),
    ),
    "workflow:panel": [
        Route(allow=DECIDING, refused=404, kwargs=panel),
        Route(allow=DECIDING, refused=404, kwargs=closed_panel),
    ],
    "workflow:panel-retry": Route(
        allow=LEADS,
        refused=404,
        kwargs=short_panel,
        method="post",
        ok=REDIRECT,
        also=dict.fromkeys({"ndrc", "moe"}, 403),
    ),
    "workflow:panel-close": Route(
        allow=LEADS,
        refused=404,
        kwargs=panel,
        method="post",
        ok=frozenset({409}),
        also=dict.fromkeys({"ndrc", "moe"}, 403),
        note="before its day",
    ),
    "workflow:panel-second": Route(
        allow=LEADS,
        refused=404,
        kwargs=closed_panel,
        method="post",
        data=lambda world: {"reason": "分歧较大"},
        ok=REDIRECT,
        also=dict.fromkeys({"ndrc", "moe"}, 403),
    ),
    # A unit ranks what its own experts score.
    "workflow:ranking": Route(allow=DECIDING | UNIT_DECIDING),
    "workflow:ranking-export": Route(allow=DECIDING | UNIT_DECIDING),
    "workflow:seats": Route(allow=EXPERTS),
    "workflow:seat": [own(), own(taken_seat)],
    "workflow:seat-accept": own(method="post", ok=REDIRECT),
    "workflow:seat-decline": own(method="post", data=lambda world: REASON, ok=REDIRECT),
    "workflow:seat-recuse": own(method="post", data=lambda world: REASON, ok=REDIRECT),
    "workflow:seat-score": own(taken_seat),
    "workflow:seat-submit": own(taken_seat),
    "api:expert-list": [
        api(),
        api(
            LEADS,
            method="post",
            data=lambda world: {"user": "expert1", "fields_known": ["law"]},
            ok=frozenset({201}),
        ),
    ],
    "api:expert-detail": [
        api(DECIDING | FIRST, refused=404, kwargs=expert),
        api(
            LEADS,
            refused=404,
            kwargs=expert,
            method="patch",
            data=lambda world: {"title": "教授"},
            ok=frozenset({200}),
            also=dict.fromkeys({"ndrc", "moe", "expert1"}, 403),
        ),
    ],
    "api:expert-ties": api(
        LEADS | FIRST,
        refused=404,
        kwargs=expert,
        method="post",
        data=lambda world: {
            "organisation": world.organisation("school").pk,
            "nature": TieNature.RELATIVE,
        },
        ok=frozenset({201}),
        also=dict.fromkeys({"ndrc", "moe"}, 403),
    ),
    "api:expert-tie": api(
        LEADS,
        refused=404,
        kwargs=tie_of_expert,
        method="patch",
        data=lambda world: {"ends_on": "2099-01-01"},
        ok=frozenset({200}),
        also=dict.fromkeys({"ndrc", "moe", "expert1"}, 403),
    ),
    "api:panel-list": api(),
    "api:panel-detail": api(DECIDING, refused=404, kwargs=closed_panel),
    "api:panel-retry": steer(short_panel),
    "api:panel-close": steer(panel, ok=frozenset({409}), note="before its day"),
    "api:panel-second-round": steer(
        closed_panel, data=lambda world: {"reason": "分歧较大"}
    ),
    "api:seat-list": api(),
    "api:seat-detail": api(FIRST, refused=404, kwargs=seat),
    "api:seat-accept": api(FIRST, refused=404, kwargs=seat, method="post"),
    "api:seat-decline": api(
        FIRST, refused=404, kwargs=seat, method="post", data=lambda world: REASON
    ),
    "api:seat-recuse": api(
        FIRST, refused=404, kwargs=seat, method="post", data=lambda world: REASON
    ),
    "api:seat-submission": api(FIRST, refused=404, kwargs=taken_seat),
    "api:seat-sheet": [
        api(FIRST, refused=404, kwargs=taken_seat),
        api(
            FIRST,
            refused=404,
            kwargs=taken_seat,
            method="put",
            data=lambda world: {"scores": {}, "version": 1},
            ok=frozenset({200}),
        ),
    ],
    "api:seat-submit": api(
        FIRST,
        refused=404,
        kwargs=taken_seat,
        method="post",
        ok=frozenset({422}),
        note="nothing is scored yet",
    ),
    "api:ranking-list": api(),
    "api:ranking-detail": api(DECIDING, refused=404, kwargs=closed_panel),
}
