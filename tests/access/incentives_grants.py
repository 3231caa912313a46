"""Who gets where in grants and preferences."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from incentives.models import Grant, GrantProposal, IncentiveGrant, Preference
from tests.access.routes import (
    EVERYONE,
    NATIONAL,
    NOBODY,
    SIGNED_IN,
    ZHEJIANG,
    Route,
    World,
    api,
)
from tests.factories import grants as made
from workflow.choices import Stage

FIRM = frozenset({"enterprise"})
CITIES = frozenset({"hangzhou", "wenzhou", "chengdu"})
APPLYING = CITIES | {"enterprise", "enterprise_ningbo", "enterprise_central"}
READERS = FIRM | ZHEJIANG | NATIONAL | {"hangzhou"}
UNIT_HANDLERS = frozenset(
    {"zhejiang", "sichuan", "ningbo", "shanghai", "beijing", "ndrc", "moe"}
)
HANDLERS = UNIT_HANDLERS | CITIES
LEADS = frozenset(
    {"zhejiang_lead", "sichuan_lead", "ningbo_lead", "shanghai_lead", "ndrc_lead",
     "moe_lead"}
)  # fmt: skip
OFFICES = HANDLERS | LEADS
GRANTING = frozenset({"zhejiang", "zhejiang_lead"})
OWN = frozenset({"zhejiang", "zhejiang_lead"}) | NATIONAL
IN_OFFICE = SIGNED_IN - {f"expert{n}" for n in range(1, 6)} - {
    "sysadmin", "secadmin", "auditor"
}  # fmt: skip


def the_grant(world: World) -> Grant:
    """To the firm in Hangzhou, by Zhejiang."""
    row: Grant = world.made("grant", lambda _w: made.a_grant())
    return Grant.objects.get(pk=row.pk)


def grant(world: World) -> dict[str, Any]:
    return {"public_id": the_grant(world).public_id}


def paid(world: World) -> dict[str, Any]:
    """With a payment, its second entry."""
    world.made("payment", lambda w: made.pay(the_grant(w), "1000"))
    return grant(world) | {"sequence": 2}


def owed(world: World) -> dict[str, Any]:
    """Revoked, with something to come back."""

    def make(w: World) -> Grant:
        row = made.a_grant()
        made.pay(row, "1000")
        return made.revoked(row, "500")

    return {"public_id": world.made("owed", make).public_id}


def reviewed(world: World) -> dict[str, Any]:
    """Its receiver left the pool."""

    def make(w: World) -> Grant:
        row = made.a_grant()
        Grant.objects.filter(pk=row.pk).update(needs_review=True)
        return row

    return {"public_id": world.made("reviewed", make).public_id}


def proposal(world: World) -> dict[str, Any]:
    """A direct award before its lead."""
    row: GrantProposal = world.made("grant-proposal", lambda _w: made.proposed())
    return {"pk": row.pk}


def draft(world: World) -> dict[str, Any]:
    """An application that is written."""
    row = world.made("grant-draft", lambda _w: made.application_draft())
    return {"pk": row.pk}


def in_review(world: World) -> dict[str, Any]:
    """An application before the unit."""
    row: IncentiveGrant = world.made(
        "grant-case", lambda _w: made.application_in(Stage.PROVINCIAL_REVIEW)
    )
    return {"pk": row.pk}


def preference(world: World) -> dict[str, Any]:
    """For Hangzhou, proposed."""
    row: Preference = world.made(
        "preference", lambda _w: made.a_preference(confirmed=False)
    )
    return {"pk": row.pk}


def confirmed(world: World) -> dict[str, Any]:
    """For Hangzhou, confirmed."""
    return {"pk": world.made("confirmed", lambda _w: made.a_preference()).pk}


def section(of: Callable[[World], dict[str, Any]]) -> Callable[[World], dict[str, Any]]:
    return lambda world: of(world) | {"section": "reason"}


def version(world: World) -> dict[str, Any]:
    """A body that is not complete: it comes as far as its check."""
    return {"version": 1}


def new_award(world: World) -> dict[str, Any]:
    return {"category": "subsidy", "starts": timezone.localdate().isoformat()}


def acting(allow: frozenset[str], kwargs: Any, seen: frozenset[str]) -> list[Route]:
    """A page of an act: looked at, and sent; who may only see the row gets 403."""
    row: dict[str, Any] = {
        "allow": allow,
        "refused": 404,
        "also": dict.fromkeys(seen - allow, 403),
        "kwargs": kwargs,
    }
    return [Route(**row), Route(**row, method="post", data=version)]


def api_act(kwargs: Any, allow: frozenset[str] = GRANTING) -> Route:
    """An act on an award through the API: strangers are told before the body is."""
    return api(
        allow,
        refused=404,
        also=dict.fromkeys(READERS - allow, 403),
        kwargs=kwargs,
        method="post",
        data=lambda world: {},
        note="422: nothing given",
    )


def api_word(allow: frozenset[str], kwargs: Any, note: str) -> Route:
    return api(
        allow,
        refused=404,
        kwargs=kwargs,
        method="post",
        data=lambda world: {},
        note=note,
    )


LEAD, HANDLER = frozenset({"zhejiang_lead"}), frozenset({"zhejiang"})
WRITING: dict[str, Any] = {"allow": FIRM, "refused": 404}
SEEN: dict[str, Any] = {"allow": READERS, "refused": 404, "kwargs": in_review}
LOCKED: dict[str, Any] = {
    "allow": NOBODY,
    "refused": 404,
    "also": dict.fromkeys(READERS, 403),
}
SEES_PREFERENCE = ZHEJIANG | NATIONAL | {"hangzhou"}

ROUTES = {
    "incentives:grants": Route(allow=SIGNED_IN),
    "incentives:grants-export": Route(allow=SIGNED_IN, query="?file=csv"),
    "incentives:own-grants": Route(allow=APPLYING),
    "incentives:public-grants": Route(allow=EVERYONE),
    "incentives:public-grants-export": Route(allow=EVERYONE, query="?file=csv"),
    "incentives:grant-new": [
        Route(allow=HANDLERS),
        Route(allow=HANDLERS, method="post", data=new_award),
    ],
    "incentives:grant": Route(allow=READERS, refused=404, kwargs=grant),
    "incentives:grant-pay": acting(GRANTING, grant, READERS),
    "incentives:grant-condition": acting(GRANTING, grant, READERS),
    "incentives:grant-recover": acting(GRANTING, owed, READERS),
    "incentives:grant-keep": acting(LEAD, reviewed, READERS),
    "incentives:grant-show": acting(LEAD, grant, READERS),
    "incentives:grant-revoke": acting(HANDLER, grant, READERS),
    "incentives:grant-event-reverse": acting(LEAD, paid, READERS),
    "incentives:grant-proposals": Route(allow=OFFICES),
    "incentives:grant-proposal": Route(allow=OWN, refused=404, kwargs=proposal),
    "incentives:grant-proposal-confirm": acting(LEAD, proposal, OWN),
    "incentives:grant-proposal-drop": acting(GRANTING, proposal, OWN),
    "incentives:grant-applications": Route(allow=SIGNED_IN),
    "incentives:grant-application-start": [
        Route(allow=APPLYING),
        Route(allow=APPLYING, method="post", data=lambda world: {"category": "x"}),
    ],
    "incentives:grant-application": [Route(**WRITING, kwargs=draft), Route(**SEEN)],
    "incentives:grant-application-edit": [
        Route(**WRITING, kwargs=draft),
        Route(**LOCKED, kwargs=in_review),
    ],
    "incentives:grant-application-section": [
        Route(**WRITING, kwargs=section(draft)),
        Route(**LOCKED, kwargs=section(in_review)),
    ],
    "incentives:grant-application-submit": [
        Route(**WRITING, kwargs=draft),
        Route(**LOCKED, kwargs=in_review),
    ],
    "incentives:grant-application-amount": acting(HANDLER, in_review, READERS),
    "incentives:preferences": Route(allow=IN_OFFICE),
    "incentives:preferences-export": Route(allow=IN_OFFICE, query="?file=csv"),
    "incentives:preference-new": [
        Route(allow=UNIT_HANDLERS),
        Route(allow=UNIT_HANDLERS, method="post", data=lambda world: {"year": "x"}),
    ],
    "incentives:preference": [
        Route(allow=OWN, refused=404, kwargs=preference),
        Route(allow=SEES_PREFERENCE, refused=404, kwargs=confirmed),
    ],
    "incentives:preference-confirm": acting(LEAD, preference, OWN),
    "incentives:preference-drop": acting(GRANTING, preference, OWN),
    "incentives:preference-counter": acting(HANDLER, confirmed, SEES_PREFERENCE),
    "api:incentive-grant-list": [
        api(),
        api(
            APPLYING,
            method="post",
            data=lambda world: {"category": "fiscal"},
            refused=403,
        ),
    ],
    "api:incentive-grant-detail": [
        api(FIRM, refused=404, kwargs=draft),
        api(**SEEN),
    ],
    "api:incentive-grant-amount": api_act(in_review, HANDLER),
    "api:incentive-grant-moves": api(**SEEN),
    "api:incentive-grant-decline": api(
        **SEEN,
        note="409: no opinion waits",
        method="post",
        data=lambda world: {"note": "再议。"},
    ),
    "api:incentive-grant-evidence": api(**SEEN, method="post"),
    "api:incentive-grant-section": [
        api(FIRM, refused=404, kwargs=section(draft)),
        api(READERS, refused=404, kwargs=section(in_review)),
    ],
    "api:incentive-grant-steps": api(**SEEN),
    "api:incentive-grant-submissions": api(**SEEN),
    "api:grant-list": api(),
    "api:grant-detail": api(READERS, refused=404, kwargs=grant),
    "api:grant-events": api(READERS, refused=404, kwargs=grant),
    "api:grant-pay": api_act(grant),
    "api:grant-recover": api_act(grant),
    "api:grant-condition": api_act(grant),
    "api:grant-revoke": api_act(grant),
    "api:grant-keep": api_act(grant),
    "api:grant-reverse": api_act(grant),
    "api:grant-show": api_act(grant),
    "api:public-grant-list": api(EVERYONE),
    "api:public-grant-detail": api(EVERYONE, kwargs=grant),
    "api:grant-proposal-list": [
        api(),
        api(HANDLERS, method="post", data=new_award),
    ],
    "api:grant-proposal-detail": api(OWN, refused=404, kwargs=proposal),
    "api:grant-proposal-confirm": api_word(OWN, proposal, "422: no version"),
    "api:grant-proposal-drop": api_word(OWN, proposal, "422: no version"),
    "api:preference-list": [
        api(IN_OFFICE),
        api(UNIT_HANDLERS, method="post", data=lambda world: {}),
    ],
    "api:preference-totals": api(IN_OFFICE),
    "api:preference-detail": api(
        SEES_PREFERENCE,
        refused=404,
        kwargs=confirmed,
        also=dict.fromkeys(SIGNED_IN - IN_OFFICE, 403),
    ),
    "api:preference-confirm": api(
        OWN,
        refused=404,
        kwargs=preference,
        method="post",
        data=lambda world: {},
        also=dict.fromkeys(SIGNED_IN - IN_OFFICE, 403),
    ),
    "api:preference-drop": api(
        OWN,
        refused=404,
        kwargs=preference,
        method="post",
        data=lambda world: {},
        also=dict.fromkeys(SIGNED_IN - IN_OFFICE, 403),
    ),
    "api:preference-counter": api(
        SEES_PREFERENCE,
        refused=404,
        kwargs=confirmed,
        method="post",
        data=lambda world: {},
        also=dict.fromkeys(SIGNED_IN - IN_OFFICE, 403),
    ),
}
