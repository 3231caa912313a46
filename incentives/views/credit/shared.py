"""What the pages of the ledger share: the thing asked for, and the way to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property

from incentives.models import CreditAccount, CreditPeriod, CreditStatement
from incentives.permissions.credit import can_keep_account
from incentives.words import DISCLAIMER
from ui.views import Crumb

LEDGERS = "抵免台账"


class LedgerPage:
    """A page about an account; 404 where the person may not see it."""

    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def account(self) -> CreditAccount:
        rows = CreditAccount.objects.visible_to(self.request.user).for_list()
        return _one(rows.filter(public_id=self.kwargs["public_id"]))

    @cached_property
    def is_own(self) -> bool:
        """Whether the person works for the taxpayer."""
        return bool(can_keep_account(self.request.user, self.account))

    def trail(self) -> Sequence[Crumb]:
        """What stands before this page; the account's own page ends it."""
        return [(self.account.name, self.account.get_absolute_url())]

    def crumbs(self) -> Sequence[Crumb]:
        name = "credit-accounts" if self.is_own else "credit-ledgers"
        first = (LEDGERS, reverse(f"incentives:{name}"))
        return [first, *self.trail(), (self.get_title(), None)]  # type: ignore[attr-defined]

    def get_cancel_url(self) -> str:
        """Back to the account."""
        return self.account.get_absolute_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = {"account": self.account, "is_own": self.is_own, "disclaimer": DISCLAIMER}
        found: dict[str, Any] = super().get_context_data(**own | kwargs)  # type: ignore[misc]
        return found


class PeriodPage(LedgerPage):
    """A page about a filing period."""

    @cached_property
    def object(self) -> CreditPeriod:
        rows = CreditPeriod.objects.visible_to(self.request.user).for_detail()
        return _one(rows.filter(pk=self.kwargs["pk"]))

    @cached_property
    def account(self) -> CreditAccount:
        return self.object.account

    def trail(self) -> Sequence[Crumb]:
        own = (self.object.label, self.object.get_absolute_url())
        return [*super().trail(), own]

    def get_cancel_url(self) -> str:
        return self.object.get_absolute_url()


class StatementPage(LedgerPage):
    """A page about one version of a period's statement."""

    @cached_property
    def object(self) -> CreditStatement:
        rows = CreditStatement.objects.visible_to(self.request.user).for_detail()
        return _one(rows.filter(pk=self.kwargs["pk"]))

    @cached_property
    def period(self) -> CreditPeriod:
        return self.object.period

    @cached_property
    def account(self) -> CreditAccount:
        return self.period.account

    def trail(self) -> Sequence[Crumb]:
        own = (self.period.label, self.period.get_absolute_url())
        return [*super().trail(), own]

    def get_cancel_url(self) -> str:
        return self.period.get_absolute_url()


def _one(rows: Any) -> Any:
    found = rows.first()
    if found is None:
        raise Http404
    return found
