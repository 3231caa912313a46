"""Who gets where in certification, certificates, removals and suspensions."""

from typing import Any

from django.utils import timezone

from enterprises.models import Certificate, Enterprise, Exclusion, Removal
from enterprises.services.excluding import enter_exclusion
from enterprises.services.removing import propose_removal
from enterprises.services.suspending import suspend
from tests.access.routes import (
    EVERYONE,
    NATIONAL,
    SIGNED_IN,
    ZHEJIANG,
    Route,
    World,
    api,
)
from tests.factories import certification as made
from tests.factories import register
from workflow.choices import Stage

FIRM = frozenset({"enterprise"})
FIRMS = frozenset({"enterprise", "enterprise_ningbo", "enterprise_central"})
# Submitted, before the province; the city in which it lies reads along.
READERS = FIRM | ZHEJIANG | NATIONAL | {"hangzhou"}
CONCERNED = READERS
NATION_LEADING = frozenset({"ndrc", "ndrc_lead", "moe", "moe_lead"})
ANSWERING = NATION_LEADING | {"zhejiang", "zhejiang_lead"}
HANDLERS = frozenset({"zhejiang", "ndrc", "moe"})
LEADS = frozenset({"zhejiang_lead", "ndrc_lead", "moe_lead"})
LEADING_AUTHORITIES = ANSWERING | {
    "sichuan", "sichuan_lead", "ningbo", "ningbo_lead", "shanghai", "shanghai_lead",
    "beijing", "hangzhou", "wenzhou", "chengdu",
}  # fmt: skip


def draft(world: World) -> dict[str, Any]:
    """A draft of a firm in Hangzhou."""
    row = world.made("certification-draft", lambda _w: made.certification_of())
    return {"pk": row.pk}


def draft_section(world: World) -> dict[str, Any]:
    """A section of it."""
    return draft(world) | {"section": "measures"}


def in_review(world: World) -> dict[str, Any]:
    """An application before the province."""
    row = world.made(
        "certification-case",
        lambda _w: made.certification_at(Stage.PROVINCIAL_REVIEW),
    )
    return {"pk": row.pk}


def in_review_section(world: World) -> dict[str, Any]:
    """A section of it."""
    return in_review(world) | {"section": "measures"}


def the_firm(world: World) -> Enterprise:
    """A firm in the pool."""
    firm: Enterprise = world.made("pool-firm", lambda _w: made.a_pool_enterprise())
    return firm


def firm(world: World) -> dict[str, Any]:
    """Its permanent id."""
    return {"public_id": the_firm(world).public_id}


def suspended(world: World) -> dict[str, Any]:
    """The same, suspended."""

    def make(w: World) -> Any:
        return suspend(the_firm(w), reason="核实。", by=w.user("zhejiang_lead"))

    world.made("suspension", make)
    return firm(world)


def suspension(world: World) -> dict[str, Any]:
    """Its suspension."""
    suspended(world)
    return {"pk": the_firm(world).suspensions.get().pk}


def the_certificate(world: World) -> Certificate:
    """A certificate of it."""
    row: Certificate = world.made(
        "certificate", lambda w: register.certificate(the_firm(w), number="RZ1")
    )
    return row


def certificate(world: World) -> dict[str, Any]:
    """For the firm and its authorities."""
    return {"pk": the_certificate(world).pk}


def token(world: World) -> dict[str, Any]:
    """For everybody who holds the paper."""
    return {"token": the_certificate(world).token}


def the_removal(world: World) -> Removal:
    """Proposed by Zhejiang, not confirmed."""

    def make(w: World) -> Removal:
        return propose_removal(
            the_firm(w), ground="accident", facts="事故。", by=w.user("zhejiang")
        )

    row: Removal = world.made("removal", make)
    return row


def removal(world: World) -> dict[str, Any]:
    """By its number."""
    return {"pk": the_removal(world).pk}


def exclusion(world: World) -> dict[str, Any]:
    """Entered by Zhejiang."""

    def make(w: World) -> Exclusion:
        return enter_exclusion(
            the_firm(w),
            kind="tax",
            note="依据。",
            since=timezone.localdate(),
            by=w.user("zhejiang"),
        )

    return {"pk": world.made("exclusion", make).pk}


def act(world: World) -> dict[str, Any]:
    """A body that is not complete: it comes as far as its check."""
    return {"version": the_firm(world).version}


def named(world: World) -> dict[str, Any]:
    """The firm by its id, and nothing else."""
    return {"enterprise": str(the_firm(world).public_id)}


WRITING = {"allow": FIRM, "refused": 404}
LOCKED = {"refused": 404, "also": dict.fromkeys(READERS, 403), "kwargs": in_review}
SEEN = {"refused": 404, "kwargs": in_review}
REMOVAL_READERS = ZHEJIANG | NATIONAL


def acting(allow: frozenset[str], kwargs: Any) -> list[Route]:
    """A page of an act: looked at, and sent."""
    return [
        Route(allow=allow, kwargs=kwargs),
        Route(allow=allow, kwargs=kwargs, method="post", data=act),
    ]


def deciding(allow: frozenset[str]) -> list[Route]:
    """A page of a decision on a removal: unseen by all but the authorities."""
    also = dict.fromkeys(REMOVAL_READERS - allow, 403)
    row = {"allow": allow, "refused": 404, "also": also, "kwargs": removal}
    return [Route(**row), Route(**row, method="post", data=act)]


ROUTES = {
    "enterprises:certifications": Route(allow=SIGNED_IN),
    "enterprises:certification-start": [
        Route(allow=FIRMS),
        Route(allow=FIRMS, method="post", data=lambda world: {"round": "0"}),
    ],
    "enterprises:certification": [
        Route(**WRITING, kwargs=draft),
        Route(allow=READERS, refused=404, kwargs=in_review),
    ],
    "enterprises:certification-edit": [
        Route(**WRITING, kwargs=draft),
        Route(**LOCKED),
    ],
    "enterprises:certification-section": [
        Route(**WRITING, kwargs=draft_section),
        Route(
            **WRITING,
            kwargs=draft_section,
            method="post",
            data=lambda world: {"version": "1", "measures": "甲"},
        ),
    ],
    "enterprises:certification-submit": [
        Route(**WRITING, kwargs=draft),
        Route(**LOCKED),
        Route(
            **WRITING,
            kwargs=draft,
            method="post",
            data=lambda world: {"version": "1"},
        ),
    ],
    "enterprises:certification-print": [
        Route(**WRITING, kwargs=draft),
        Route(allow=READERS, refused=404, kwargs=in_review),
    ],
    "enterprises:certification-pdf": Route(**WRITING, kwargs=draft),
    "enterprises:certificates": Route(allow=EVERYONE),
    "enterprises:certificates-export": Route(allow=EVERYONE),
    "enterprises:certificate-check": Route(allow=EVERYONE, kwargs=token),
    "enterprises:certificate": Route(allow=CONCERNED, refused=404, kwargs=certificate),
    "enterprises:certificate-pdf": Route(
        allow=CONCERNED, refused=404, kwargs=certificate
    ),
    "enterprises:suspend": acting(LEADS, firm),
    "enterprises:resume": acting(LEADS, suspended),
    "enterprises:exclusion-new": acting(ANSWERING, firm),
    "enterprises:removal-new": acting(HANDLERS, firm),
    "enterprises:exclusion-lift": Route(
        allow=ANSWERING,
        refused=404,
        also=dict.fromkeys(CONCERNED - ANSWERING, 403),
        kwargs=exclusion,
    ),
    "enterprises:removals": Route(allow=SIGNED_IN),
    "enterprises:removal": Route(allow=REMOVAL_READERS, refused=404, kwargs=removal),
    "enterprises:removal-confirm": deciding(frozenset({"zhejiang_lead"})),
    "enterprises:removal-drop": deciding(frozenset({"zhejiang", "zhejiang_lead"})),
    "api:certification-application-list": [
        api(),
        api(FIRMS, method="post", data=lambda world: {"round": 0}),
    ],
    "api:certification-application-detail": [
        api(FIRM, refused=404, kwargs=draft),
        api(READERS, **SEEN),
    ],
    "api:certification-application-moves": api(READERS, **SEEN),
    "api:certification-application-decline": api(
        READERS,
        **SEEN,
        note="409: no opinion waits",
        method="post",
        data=lambda world: {"note": "再议。"},
    ),
    "api:certification-application-evidence": [
        api(FIRM, refused=404, kwargs=draft, method="post"),
        api(READERS, **SEEN, method="post"),
    ],
    "api:certification-application-section": [
        api(FIRM, refused=404, kwargs=draft_section),
        api(READERS, refused=404, kwargs=in_review_section),
        api(
            FIRM,
            refused=404,
            kwargs=draft_section,
            method="put",
            data=lambda world: {"version": 1},
        ),
    ],
    "api:certification-application-steps": api(READERS, **SEEN),
    "api:certification-application-submissions": api(READERS, **SEEN),
    "api:certificate-list": Route(allow=EVERYONE),
    "api:certificate-detail": Route(allow=EVERYONE, kwargs=token),
    "api:removal-list": [
        api(),
        api(LEADING_AUTHORITIES, method="post", data=lambda world: {}),
        api(
            ANSWERING,
            method="post",
            data=lambda world: named(world) | {"ground": "accident"},
        ),
    ],
    "api:removal-detail": api(REMOVAL_READERS, refused=404, kwargs=removal),
    "api:removal-confirm": api(
        REMOVAL_READERS,
        refused=404,
        kwargs=removal,
        method="post",
        data=lambda world: {},
        note="422: no version",
    ),
    "api:removal-drop": api(
        REMOVAL_READERS,
        refused=404,
        kwargs=removal,
        method="post",
        data=lambda world: {},
        note="422: no version",
    ),
    "api:suspension-list": [
        api(),
        api(ANSWERING, method="post", data=named),
    ],
    "api:suspension-detail": api(CONCERNED, refused=404, kwargs=suspension),
    "api:suspension-resume": api(
        CONCERNED,
        refused=404,
        kwargs=suspension,
        method="post",
        data=lambda world: {},
        note="422: no reason",
    ),
    "api:exclusion-list": [
        api(),
        api(ANSWERING, method="post", data=named),
    ],
    "api:exclusion-detail": api(CONCERNED, refused=404, kwargs=exclusion),
    "api:exclusion-lift": api(
        ANSWERING,
        refused=404,
        also=dict.fromkeys(CONCERNED - ANSWERING, 403),
        kwargs=exclusion,
        method="post",
        note="409 after the first",
    ),
}
