"""The closed lists of incentives."""

from incentives.choices.credit import (
    INVESTMENTS,
    WITHDRAWALS,
    FilingTerm,
    LineDecision,
    LineKind,
    Relief,
    StatementState,
)

__all__ = [
    "INVESTMENTS",
    "WITHDRAWALS",
    "FilingTerm",
    "LineDecision",
    "LineKind",
    "Relief",
    "StatementState",
]
