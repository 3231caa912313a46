"""Reads of the credit ledger."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db.models import QuerySet

from enterprises.querysets.register import within_reach


class CreditRatesQuerySet(QuerySet[Any]):
    """The rates, each in force from a day until the next."""

    def in_force_on(self, day: date) -> Any:
        """The rates of a day; None before the first (2019-01-01)."""
        return self.filter(effective_from__lte=day).order_by("-effective_from").first()


class CreditAccountQuerySet(QuerySet[Any]):
    """Taxpayers with a ledger."""

    def visible_to(self, user: Any) -> Self:
        """The enterprise's own and its members', and its authorities'."""
        return self.filter(within_reach(user, "enterprise__"))


class CreditPeriodQuerySet(QuerySet[Any]):
    """Filing periods."""

    def visible_to(self, user: Any) -> Self:
        """Those of accounts that are visible."""
        return self.filter(within_reach(user, "account__enterprise__"))


class CreditResultQuerySet(QuerySet[Any]):
    """What was computed; the newest of a period counts."""

    def visible_to(self, user: Any) -> Self:
        """Those of accounts that are visible."""
        return self.filter(within_reach(user, "period__account__enterprise__"))
