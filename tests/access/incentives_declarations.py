"""Who gets where in the credit declaration: the firm, and its managing unit."""

from __future__ import annotations

from typing import Any

from incentives.models import CreditDeclaration
from incentives.services.declarations import start_declaration
from tests.access.enterprises_follow_up import FIRM, REACH, only
from tests.access.routes import NOBODY, SIGNED_IN, Route, World, api
from tests.factories.credit import an_account
from tests.factories.declarations import declaration_at
from workflow.choices import Stage

WRITING: dict[str, Any] = {"allow": FIRM, "refused": 404}
HANDLER = frozenset({"zhejiang"})


def there(world: World) -> dict[str, Any]:
    """For an address without arguments that needs the firm to be in the pool."""
    world.made("declaring-ledger", lambda w: an_account("enterprise"))
    return {}


def draft(world: World) -> dict[str, Any]:
    """A draft of the firm in Hangzhou."""

    def make(world: World) -> CreditDeclaration:
        there(world)
        return start_declaration(year=2024, by=world.user("enterprise"))

    return {"pk": world.made("declaration-draft", make).pk}


def in_review(world: World) -> dict[str, Any]:
    """A declaration before the unit."""
    case = world.made(
        "declaration-case", lambda w: declaration_at(Stage.PROVINCIAL_REVIEW)
    )
    return {"pk": case.pk}


def draft_section(world: World) -> dict[str, Any]:
    return draft(world) | {"section": "statement"}


def in_review_section(world: World) -> dict[str, Any]:
    return in_review(world) | {"section": "statement"}


def page_pair(make_draft: Any, make_case: Any) -> list[Route]:
    """A page of the draft, and the same of a case that is locked."""
    return [Route(**WRITING, kwargs=make_draft), only(NOBODY, make_case)]


ROUTES = {
    "incentives:declarations": Route(allow=SIGNED_IN),
    "incentives:declarations-export": Route(allow=SIGNED_IN, query="?file=csv"),
    "incentives:declaration-start": Route(allow=FIRM, kwargs=there),
    "incentives:declaration": [
        Route(**WRITING, kwargs=draft),
        Route(allow=REACH, refused=404, kwargs=in_review),
    ],
    "incentives:declaration-edit": page_pair(draft, in_review),
    "incentives:declaration-section": page_pair(draft_section, in_review_section),
    "incentives:declaration-submit": page_pair(draft, in_review),
    "incentives:declaration-review": [
        only(HANDLER, in_review),
        only(
            HANDLER,
            in_review,
            method="post",
            data=lambda world: {"pool": "accepted", "act": "accept_rest"},
        ),
    ],
    "incentives:declaration-print": [
        Route(**WRITING, kwargs=draft),
        Route(allow=REACH, refused=404, kwargs=in_review),
    ],
    "incentives:declaration-pdf": Route(allow=REACH, refused=404, kwargs=in_review),
    "api:credit-declaration-list": [
        api(),
        api(
            FIRM,
            kwargs=there,
            method="post",
            data=lambda world: {"year": 2024},
        ),
    ],
    "api:credit-declaration-detail": [
        api(FIRM, refused=404, kwargs=draft),
        api(REACH, refused=404, kwargs=in_review),
    ],
    "api:credit-declaration-items": [
        api(REACH, refused=404, kwargs=in_review),
        api(
            HANDLER,
            refused=404,
            kwargs=in_review,
            method="post",
            data=lambda world: {"accept_rest": True, "pool": {"decision": "accepted"}},
            also=dict.fromkeys(REACH - HANDLER, 403),
        ),
    ],
    "api:credit-declaration-moves": api(REACH, refused=404, kwargs=in_review),
    "api:credit-declaration-decline": api(
        REACH,
        refused=404,
        kwargs=in_review,
        note="409: no opinion waits",
        method="post",
        data=lambda world: {"note": "再议。"},
    ),
    "api:credit-declaration-evidence": [
        api(FIRM, refused=404, kwargs=draft, method="post"),
        api(REACH, refused=404, kwargs=in_review, method="post"),
    ],
    "api:credit-declaration-section": [
        api(FIRM, refused=404, kwargs=draft_section),
        api(REACH, refused=404, kwargs=in_review_section),
        api(
            FIRM,
            refused=404,
            kwargs=draft_section,
            method="put",
            data=lambda world: {"version": 0},
        ),
    ],
    "api:credit-declaration-steps": api(REACH, refused=404, kwargs=in_review),
    "api:credit-declaration-submissions": api(REACH, refused=404, kwargs=in_review),
}
