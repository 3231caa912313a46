"""The surcharges of a period, column by column as the tax return asks for them.

VAT: 附列资料（五）, columns 1–9; consumption tax: its own annex, of which the columns
that do not occur are 0 here. Each annex line is rounded by itself. Bases and rates:
《征收教育费附加的暂行规定》 art. 3 (3%), 2% for the local surcharge.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from incentives.credit.computing import Rates
from incentives.credit.rounding import NOTHING, to_cents

# 财政部、税务总局公告2023年第12号: half of both surcharges.
HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class TaxBases:
    """What the surcharges are reckoned from, in yuan; none is negative.

    `relief` is "none", "half" (column 9) or "exempt" (column 7).
    """

    vat: Decimal = NOTHING
    vat_offset: Decimal = NOTHING
    vat_refund_deducted: Decimal = NOTHING
    consumption_tax: Decimal = NOTHING
    relief: str = "none"


@dataclass(frozen=True, slots=True)
class SurchargeColumns:
    """One surcharge on one annex; the names are those of the columns 1–9."""

    tax: Decimal  # 1
    offset: Decimal  # 2
    refund_deducted: Decimal  # 3
    rate: Decimal  # 4
    due: Decimal  # 5 = (1 + 2 − 3) × 4
    exempted: Decimal  # 7
    reduction: Decimal  # 8, a share of one
    reduced: Decimal  # 9 = (5 − 7) × 8

    @property
    def payable(self) -> Decimal:
        """Before this credit: 5 − 7 − 9."""
        return self.due - self.exempted - self.reduced


@dataclass(frozen=True, slots=True)
class Payables:
    """Both surcharges on both annexes."""

    vat_education: SurchargeColumns
    vat_local: SurchargeColumns
    consumption_education: SurchargeColumns
    consumption_local: SurchargeColumns

    @property
    def education(self) -> Decimal:
        """教育费附加 payable before this credit, both annexes."""
        return self.vat_education.payable + self.consumption_education.payable

    @property
    def local(self) -> Decimal:
        """地方教育附加 payable before this credit, both annexes."""
        return self.vat_local.payable + self.consumption_local.payable

    @property
    def payable(self) -> Decimal:
        """Both surcharges, both annexes."""
        return self.education + self.local

    def __iter__(self) -> Iterator[SurchargeColumns]:
        yield self.vat_education
        yield self.vat_local
        yield self.consumption_education
        yield self.consumption_local


def payables(bases: TaxBases, rates: Rates) -> Payables:
    """The columns of both surcharges on both annexes, in yuan."""
    return Payables(
        vat_education=_vat(bases, rates.education),
        vat_local=_vat(bases, rates.local),
        consumption_education=_consumption(bases, rates.education),
        consumption_local=_consumption(bases, rates.local),
    )


def _vat(bases: TaxBases, rate: Decimal) -> SurchargeColumns:
    amounts = (bases.vat, bases.vat_offset, bases.vat_refund_deducted)
    return _columns(*amounts, rate, bases.relief)


def _consumption(bases: TaxBases, rate: Decimal) -> SurchargeColumns:
    return _columns(bases.consumption_tax, NOTHING, NOTHING, rate, bases.relief)


def _columns(
    tax: Decimal, offset: Decimal, deducted: Decimal, rate: Decimal, relief: str
) -> SurchargeColumns:
    # More deducted than paid leaves nothing to pay; it is not carried on here.
    due = to_cents(max(tax + offset - deducted, NOTHING) * rate)
    exempted = due if relief == "exempt" else NOTHING
    reduction = HALF if relief == "half" else NOTHING
    return SurchargeColumns(
        tax=tax,
        offset=offset,
        refund_deducted=deducted,
        rate=rate,
        due=due,
        exempted=exempted,
        reduction=reduction,
        reduced=to_cents((due - exempted) * reduction),
    )
