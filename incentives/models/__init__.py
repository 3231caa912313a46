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

__all__ = [
    "CreditAccount",
    "CreditLine",
    "CreditLineDecision",
    "CreditPeriod",
    "CreditRates",
    "CreditResult",
    "CreditStatement",
]
