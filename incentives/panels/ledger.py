"""The credit ledgers on the record of an enterprise: its own and its members'."""

from __future__ import annotations

from django.http import HttpRequest

from enterprises.models import Enterprise
from incentives.models import CreditAccount, CreditPeriod
from incentives.services.credit import ACCOUNT, Totals, totals_by
from incentives.words import DISCLAIMER
from ui.panels import Panel, panel

TEMPLATE = "incentives/panels/ledger.html"
SHOWN = 20


@panel("enterprise-record", order=40)
def ledgers_of_enterprise(request: HttpRequest, enterprise: Enterprise) -> Panel | None:
    """Those that the reader may see, with the sums of what was filed."""
    own = CreditAccount.objects.visible_to(request.user).filter(enterprise=enterprise)
    accounts = list(own[: SHOWN + 1])
    if not accounts:
        return None
    shown = accounts[:SHOWN]
    found = totals_by(ACCOUNT, CreditPeriod.objects.filter(account__in=shown))
    return Panel(
        TEMPLATE,
        {
            "rows": [(one, found.get(one.pk, Totals())) for one in shown],
            "more": len(accounts) > SHOWN,
            "disclaimer": DISCLAIMER,
        },
    )
