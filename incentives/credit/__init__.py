"""The arithmetic of the 30% credit (财税〔2019〕46号), without storage.

Ledger, calculator and API all compute here and nowhere else. Money is Decimal yuan
with two decimals; no module of this package knows a table or a request.
"""

from incentives.credit.computing import Outcome, Rates, Row, added, chain, compute, step
from incentives.credit.eligibility import FIRST_DAY, Standing, standing_on
from incentives.credit.payables import (
    Payables,
    SurchargeColumns,
    TaxBases,
    payables,
)
from incentives.credit.rounding import CENT, NOTHING, to_cents

__all__ = [
    "CENT",
    "FIRST_DAY",
    "NOTHING",
    "Outcome",
    "Payables",
    "Rates",
    "Row",
    "Standing",
    "SurchargeColumns",
    "TaxBases",
    "added",
    "chain",
    "compute",
    "payables",
    "standing_on",
    "step",
    "to_cents",
]
