"""Reads of incentives in domain words."""

from incentives.querysets.credit import (
    CreditAccountQuerySet,
    CreditPeriodQuerySet,
    CreditRatesQuerySet,
    CreditResultQuerySet,
)
from incentives.querysets.declarations import (
    CreditDeclarationQuerySet,
    CreditLineDecisionQuerySet,
    CreditRulingQuerySet,
)

__all__ = [
    "CreditAccountQuerySet",
    "CreditDeclarationQuerySet",
    "CreditLineDecisionQuerySet",
    "CreditPeriodQuerySet",
    "CreditRatesQuerySet",
    "CreditResultQuerySet",
    "CreditRulingQuerySet",
]
