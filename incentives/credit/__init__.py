"""The arithmetic of the 30% credit (财税〔2019〕46号), without storage.

Ledger, calculator and API all compute here and nowhere else. Money is Decimal yuan
with two decimals; no module of this package knows a table or a request.
"""

from incentives.credit.computing import Outcome, Rates, Row, added, chain, compute, step
from incentives.credit.eligibility import FIRST_DAY, standing_on
from incentives.credit.payables import (
    Payables,
    SurchargeColumns,
    TaxBases,
    payables,
)
from incentives.credit.periods import Period, UnreadablePeriodError, read_period
from incentives.credit.rounding import CENT, NOTHING, to_cents

__all__ = [
    "CENT",
    "FIRST_DAY",
    "NOTHING",
    "Outcome",
    "Payables",
    "Period",
    "Rates",
    "Row",
    "SurchargeColumns",
    "TaxBases",
    "UnreadablePeriodError",
    "added",
    "chain",
    "compute",
    "payables",
    "read_period",
    "standing_on",
    "step",
    "to_cents",
]
