"""The tables of incentives."""

from incentives.models.credit import (
    CreditAccount,
    CreditLine,
    CreditLineDecision,
    CreditPeriod,
    CreditRates,
    CreditResult,
    CreditStatement,
)
from incentives.models.declarations import CreditDeclaration, CreditRuling

__all__ = [
    "CreditAccount",
    "CreditDeclaration",
    "CreditLine",
    "CreditLineDecision",
    "CreditPeriod",
    "CreditRates",
    "CreditResult",
    "CreditRuling",
    "CreditStatement",
]
