"""Who gets where in the credit: rates and calculator are everybody's."""

from typing import Any

from incentives.models import CreditRates
from tests.access.routes import EVERYONE, Route, World, api

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


ROUTES = {
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
