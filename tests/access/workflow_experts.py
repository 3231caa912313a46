"""Who gets into pools, panels, seats and the ranking."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from tests.access.routes import EXPERTS, Route, World
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
    "workflow:ranking": Route(allow=DECIDING),
    "workflow:ranking-export": Route(allow=DECIDING),
    "workflow:seats": Route(allow=EXPERTS),
    "workflow:seat": [own(), own(taken_seat)],
    "workflow:seat-accept": own(method="post", ok=REDIRECT),
    "workflow:seat-decline": own(method="post", data=lambda world: REASON, ok=REDIRECT),
    "workflow:seat-recuse": own(method="post", data=lambda world: REASON, ok=REDIRECT),
    "workflow:seat-score": own(taken_seat),
    "workflow:seat-submit": own(taken_seat),
}
