"""Who gets where in cultivation: drafts are their firm's, cases also its reviewers'."""

from typing import Any

from tests.access.routes import NATIONAL, SIGNED_IN, ZHEJIANG, Route, World, api
from tests.factories import enterprises as made
from workflow.choices import Stage

FIRM = frozenset({"enterprise"})
FIRMS = frozenset({"enterprise", "enterprise_ningbo", "enterprise_central"})
# Submitted, before the city of Hangzhou.
READERS = FIRM | ZHEJIANG | NATIONAL | {"hangzhou"}


def draft(world: World) -> dict[str, Any]:
    """A draft of a firm in Hangzhou."""
    row = world.made("cultivation-draft", lambda _world: made.draft_of())
    return {"pk": row.pk}


def draft_section(world: World) -> dict[str, Any]:
    """A section of it."""
    return draft(world) | {"section": "cooperation"}


def in_review(world: World) -> dict[str, Any]:
    """An application before the city."""
    row = world.made("cultivation-case", lambda _world: made.case_at(Stage.CITY_REVIEW))
    return {"pk": row.pk}


def in_review_section(world: World) -> dict[str, Any]:
    """A section of it."""
    return in_review(world) | {"section": "cooperation"}


def readers(kwargs: Any) -> Route:
    """For those who may read a submitted application; all others know of none."""
    return Route(allow=READERS, refused=404, kwargs=kwargs)


WRITING = {"allow": FIRM, "refused": 404}
LOCKED = {"refused": 404, "also": dict.fromkeys(READERS, 403), "kwargs": in_review}
SEEN = {"refused": 404, "kwargs": in_review}

ROUTES = {
    "enterprises:cultivations": Route(allow=SIGNED_IN),
    "enterprises:cultivation-start": [
        Route(allow=FIRMS),
        Route(allow=FIRMS, method="post", data=lambda world: {"place": "x"}),
    ],
    "enterprises:cultivation": [Route(**WRITING, kwargs=draft), readers(in_review)],
    "enterprises:cultivation-edit": [Route(**WRITING, kwargs=draft), Route(**LOCKED)],
    "enterprises:cultivation-section": [
        Route(**WRITING, kwargs=draft_section),
        Route(
            **WRITING,
            kwargs=draft_section,
            method="post",
            data=lambda world: {"version": "1", "cooperation": "甲"},
        ),
    ],
    "enterprises:cultivation-submit": [
        Route(**WRITING, kwargs=draft),
        Route(**LOCKED),
        Route(
            **WRITING,
            kwargs=draft,
            method="post",
            data=lambda world: {"version": "1"},
        ),
    ],
    "enterprises:cultivation-print": [
        Route(**WRITING, kwargs=draft),
        readers(in_review),
    ],
    "enterprises:cultivation-pdf": Route(**WRITING, kwargs=draft),
    "api:cultivation-application-list": [
        api(),
        api(FIRMS, method="post", data=lambda world: {"round": 0}),
    ],
    "api:cultivation-application-detail": [
        api(FIRM, refused=404, kwargs=draft),
        api(READERS, **SEEN),
    ],
    "api:cultivation-application-moves": api(READERS, **SEEN),
    "api:cultivation-application-decline": api(
        READERS,
        **SEEN,
        note="409: no opinion waits",
        method="post",
        data=lambda world: {"note": "再议。"},
    ),
    "api:cultivation-application-evidence": [
        api(FIRM, refused=404, kwargs=draft, method="post"),
        api(READERS, **SEEN, method="post"),
    ],
    "api:cultivation-application-section": [
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
    "api:cultivation-application-steps": api(READERS, **SEEN),
    "api:cultivation-application-submissions": api(READERS, **SEEN),
}
