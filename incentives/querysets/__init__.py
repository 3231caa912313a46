"""Reads of incentives in domain words."""

from incentives.querysets.credit import (
    CreditAccountQuerySet,
    CreditPeriodQuerySet,
    CreditRatesQuerySet,
    CreditResultQuerySet,
)

__all__ = [
    "CreditAccountQuerySet",
    "CreditPeriodQuerySet",
    "CreditRatesQuerySet",
    "CreditResultQuerySet",
]
