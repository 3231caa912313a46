"""Reads of incentives in domain words."""

from incentives.querysets.credit import (
    CreditAccountQuerySet,
    CreditLineQuerySet,
    CreditPeriodQuerySet,
    CreditRatesQuerySet,
    CreditResultQuerySet,
    CreditStatementQuerySet,
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
    "CreditLineQuerySet",
    "CreditPeriodQuerySet",
    "CreditRatesQuerySet",
    "CreditResultQuerySet",
    "CreditRulingQuerySet",
    "CreditStatementQuerySet",
]
