"""The credit ledger as plain data: what is read once, and what follows from it."""

from incentives.ledger.facts import (
    AccountFacts,
    Content,
    DatedRates,
    Decision,
    Figures,
    LineFacts,
    LineInput,
    PeriodFacts,
    Window,
    decided,
    windows_within,
)
from incentives.ledger.periods import (
    fits_term,
    period_at,
    period_label,
    same_period_last_year,
)
from incentives.ledger.replaying import Entry, LineStanding, replay, standing_of_line

__all__ = [
    "AccountFacts",
    "Content",
    "DatedRates",
    "Decision",
    "Entry",
    "Figures",
    "LineFacts",
    "LineInput",
    "LineStanding",
    "PeriodFacts",
    "Window",
    "decided",
    "fits_term",
    "period_at",
    "period_label",
    "replay",
    "same_period_last_year",
    "standing_of_line",
    "windows_within",
]
