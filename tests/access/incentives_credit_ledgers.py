"""Who gets where in the credit ledgers by lists and programs."""

from __future__ import annotations

from typing import Any

from incentives.models import CreditPeriod, CreditStatement
from incentives.services.credit import correct
from tests.access.enterprises_follow_up import FIRM, REACH
from tests.access.routes import AUTHORITIES, SIGNED_IN, Route, World, api
from tests.factories.credit import a_draft, a_filed_period, an_account

OWN: dict[str, Any] = {"visitor": 401, "refused": 404}
FIGURES = {"version": 0, "lines": []}


def account(world: World) -> dict[str, Any]:
    """The ledger of the firm in Hangzhou."""
    found = world.made("credit-account", lambda _w: an_account("enterprise"))
    return {"public_id": found.public_id}


def filed(world: World) -> CreditPeriod:
    """Its filed year."""
    account(world)
    found: CreditPeriod = world.made(
        "credit-period",
        lambda _w: a_filed_period(an_account("enterprise"), 2023, vat="600"),
    )
    return found


def period(world: World) -> dict[str, Any]:
    return {"pk": filed(world).pk}


def drafted(world: World) -> CreditStatement:
    """A year that was never filed."""
    found: CreditStatement = world.made(
        "credit-draft", lambda _w: a_draft(an_account("enterprise"), 2024, vat="600")
    )
    return found


def draft(world: World) -> dict[str, Any]:
    return {"pk": drafted(world).period_id}


def correction(world: World) -> dict[str, Any]:
    """A filed year whose correction is under way."""

    def make(world: World) -> CreditStatement:
        return correct(filed(world), reason="更正", by=world.user("enterprise"))

    world.made("credit-correction", make)
    return {"pk": filed(world).pk}


def opening(world: World) -> dict[str, Any]:
    """The body that opens the ledger a second time: told to its own people."""
    found = world.made("credit-account", lambda _w: an_account("enterprise"))
    return {"enterprise": str(found.enterprise.public_id), "term": "year"}


def starting(world: World) -> dict[str, Any]:
    return {
        "account": str(account(world)["public_id"]),
        "starts": "2022-01-01",
        "ends": "2022-12-31",
    }


def writing(allow: Any, kwargs: Any, method: str = "post", data: Any = None) -> Route:
    """A verb of the API: strangers find nothing, authorities are told why not."""
    others = dict.fromkeys(REACH - FIRM, 403)
    given = data or (lambda _w: FIGURES)
    return api(
        allow=allow, refused=404, also=others, kwargs=kwargs, method=method, data=given
    )


def term(world: World) -> dict[str, Any]:
    return {"term": "month", "version": 1}


ROUTES = {
    "incentives:credit-ledgers": Route(allow=AUTHORITIES),
    "incentives:credit-ledgers-export": Route(allow=AUTHORITIES, query="?file=csv"),
    "api:credit-account-list": [
        api(SIGNED_IN),
        api(
            allow=FIRM,
            method="post",
            data=opening,
            note="The firm is in the directory, so strangers are told why not.",
        ),
    ],
    "api:credit-account-detail": [
        api(allow=REACH, refused=404, kwargs=account),
        writing(FIRM, account, "patch", term),
    ],
    "api:credit-account-vouchers": writing(FIRM, account),
    "api:credit-period-list": [
        api(SIGNED_IN),
        writing(FIRM, lambda _w: {}, data=starting),
    ],
    "api:credit-period-detail": [
        api(allow=REACH, refused=404, kwargs=period),
        api(allow=FIRM, refused=404, kwargs=draft),
    ],
    "api:credit-period-draft": [
        api(
            allow=FIRM, refused=404, kwargs=draft, method="put", data=lambda _w: FIGURES
        ),
        api(allow=FIRM, refused=404, kwargs=correction, method="delete"),
    ],
    "api:credit-period-file": api(
        allow=FIRM, refused=404, kwargs=draft, method="post", data=lambda _w: FIGURES
    ),
    "api:credit-period-correct": writing(
        FIRM, period, data=lambda _w: {"reason": "更正"}
    ),
    "api:credit-period-differences": api(allow=REACH, refused=404, kwargs=period),
}
