"""How the tax return rounds: half up, to the cent."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
NOTHING = Decimal("0.00")


def to_cents(amount: Decimal) -> Decimal:
    """Yuan rounded to the cent; a half goes away from nought (−0.005 to −0.01)."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)
