"""Who gets where in the credit: its ledger, and rates and calculator for everybody."""

from typing import Any

from incentives.models import CreditAccount, CreditPeriod, CreditRates
from tests.access.enterprises_follow_up import FIRM, FIRMS, REACH
from tests.access.routes import EVERYONE, Route, World, api
from tests.factories.credit import (
    a_credit_enterprise,
    a_draft,
    a_filed_period,
    an_account,
)

NATIONS_LEADS = frozenset({"ndrc_lead", "moe_lead"})


def rates(world: World) -> dict[str, Any]:
    """Other rates from a day to come."""
    return {
        "effective_from": "2090-01-01",
        "credit": "30",
        "education": "3",
        "local": "2",
        "basis": "某部门公告2089年第1号",
    }


def shares(world: World) -> dict[str, Any]:
    """The same for programs: shares of one."""
    return rates(world) | {"credit": "0.3", "education": "0.03", "local": "0.02"}


def reason(world: World) -> dict[str, Any]:
    """Why all ledgers are computed anew."""
    return {"cause": "抵免参数调整"}


def first(world: World) -> dict[str, int]:
    """The rates that ship."""
    return {"pk": CreditRates.objects.earliest("effective_from").pk}


def a_year(world: World) -> dict[str, Any]:
    """Something to be estimated."""
    row = {
        "period": "2026",
        "new_investment": "100.00",
        "education_surcharge_payable": "30.00",
        "local_surcharge_payable": "20.00",
    }
    return {"rows": [row]}


def typed(world: World) -> dict[str, Any]:
    """A row of the calculator."""
    return {"rows": "1", "rows-0-period": "2026", "rows-0-new_investment": "1"}


def account_of(world: World) -> CreditAccount:
    """The ledger of the firm in Hangzhou."""
    found: CreditAccount = world.made("ledger", lambda w: an_account("enterprise"))
    return found


def account(world: World) -> dict[str, Any]:
    return {"public_id": account_of(world).public_id}


def period(world: World) -> dict[str, Any]:
    """A filed one."""
    make = world.made("ledger-period", lambda w: a_filed_period(account_of(w), 2023))
    return {"pk": make.pk}


def version(world: World) -> dict[str, Any]:
    """What was filed."""
    return {"pk": CreditPeriod.objects.get(**period(world)).statement_id}


def draft(world: World) -> dict[str, Any]:
    """What was not filed yet."""
    return {"pk": world.made("ledger-draft", lambda w: a_draft(account_of(w), 2024)).pk}


def in_pool(world: World) -> dict[str, Any]:
    """For an address without arguments that needs the firm to be in the pool."""
    world.made("ledger-firm", lambda w: a_credit_enterprise("enterprise"))
    return {}


def a_version(world: World) -> dict[str, Any]:
    return {"version": "1"}


def nothing_in_the_form(world: World) -> dict[str, Any]:
    return {"version": "2", "lines-TOTAL_FORMS": "0", "lines-INITIAL_FORMS": "0"}


# Whoever reads the ledger is told why he does not write it; others see nothing of it.
READ: dict[str, Any] = {"allow": REACH, "refused": 404}
KEPT: dict[str, Any] = {
    "allow": FIRM,
    "refused": 404,
    "also": dict.fromkeys(REACH - FIRM, 403),
}
OWN_DRAFT: dict[str, Any] = {"allow": FIRM, "refused": 404, "kwargs": draft}
LEDGER = {
    "incentives:credit-accounts": Route(allow=FIRMS),
    "incentives:credit-open": [
        Route(allow=FIRM, kwargs=in_pool),
        Route(
            allow=FIRM,
            kwargs=in_pool,
            method="post",
            data=lambda world: {"member": "own-0", "term": "year"},
        ),
    ],
    "incentives:credit-account": Route(**READ, kwargs=account),
    "incentives:credit-term": [
        Route(**KEPT, kwargs=account),
        Route(
            **KEPT,
            kwargs=account,
            method="post",
            data=lambda world: {"version": "1", "term": "month"},
        ),
    ],
    "incentives:credit-start": [
        Route(**KEPT, kwargs=account),
        Route(
            **KEPT,
            kwargs=account,
            method="post",
            data=lambda world: {"starts": "2022-01-01", "ends": "2022-12-31"},
        ),
    ],
    "incentives:credit-period": Route(**READ, kwargs=period),
    "incentives:credit-correct": [
        Route(**KEPT, kwargs=period),
        Route(
            **KEPT,
            kwargs=period,
            method="post",
            data=lambda world: {"reason": "金额有误"},
        ),
    ],
    "incentives:credit-statement": [
        Route(**READ, kwargs=version),
        Route(**OWN_DRAFT),
    ],
    "incentives:credit-xlsx": [Route(**READ, kwargs=version), Route(**OWN_DRAFT)],
    "incentives:credit-pdf": Route(**READ, kwargs=version),
    "incentives:credit-edit": [
        Route(**OWN_DRAFT),
        Route(**OWN_DRAFT, method="post", data=nothing_in_the_form),
    ],
    "incentives:credit-file": [
        Route(**OWN_DRAFT),
        Route(**OWN_DRAFT, method="post", data=a_version),
    ],
    "incentives:credit-drop": [
        Route(**OWN_DRAFT),
        Route(**OWN_DRAFT, method="post", data=a_version),
    ],
}

ROUTES = {
    **LEDGER,
    "incentives:credit-calculator": [
        Route(allow=EVERYONE),
        Route(allow=EVERYONE, method="post", data=typed),
    ],
    "incentives:credit-rates": Route(allow=EVERYONE),
    "incentives:credit-rates-new": [
        Route(allow=NATIONS_LEADS),
        Route(allow=NATIONS_LEADS, method="post", data=rates),
    ],
    "incentives:credit-recompute": [
        Route(allow=NATIONS_LEADS),
        Route(allow=NATIONS_LEADS, method="post", data=reason),
    ],
    "api:credit-recomputation-list": api(
        # The second one is told that the first is under way.
        NATIONS_LEADS,
        method="post",
        data=reason,
        ok=frozenset({202, 409}),
    ),
    "api:credit-rates-list": [
        api(EVERYONE),
        api(NATIONS_LEADS, method="post", data=shares),
    ],
    "api:credit-rates-detail": api(EVERYONE, kwargs=first),
    "api:credit-estimate-list": api(EVERYONE, method="post", data=a_year),
}
