"""The nine worked cases of 财税〔2019〕46号, as figures; 万元 turned into yuan.

Used by the tests of the arithmetic, the ledger and the API alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from incentives.credit import Rates, TaxBases

RATES = Rates(Decimal("0.3000"), Decimal("0.0300"), Decimal("0.0200"))


def wan(figure: str | int) -> Decimal:
    """万元 in yuan, with two decimals."""
    return (Decimal(str(figure)) * 10_000).quantize(Decimal("0.01"))


@dataclass(frozen=True)
class Year:
    """One period of a case: what goes in, and what must come out (万元)."""

    payable: tuple[str, str]
    used: str
    paid: str
    carried: str
    new: str = "0"
    withdrawn: str = "0"
    vat: str = "0"
    offset: str = "0"
    deducted: str = "0"
    consumption: str = "0"
    relief: str = "none"
    repay: str = "0"
    pool: str = "0"

    @property
    def bases(self) -> TaxBases:
        """What the surcharges are reckoned from, in yuan."""
        return TaxBases(
            wan(self.vat),
            wan(self.offset),
            wan(self.deducted),
            wan(self.consumption),
            self.relief,
        )


@dataclass(frozen=True)
class Case:
    """A case with its periods in the order of time."""

    name: str
    years: tuple[Year, ...]
    brought_forward: str = "0"


_THREE_YEARS = (
    Year(("18", "12"), "30", "0", "90", new="400", vat="600", pool="120"),
    Year(("24", "16"), "40", "0", "65", new="50", vat="800", pool="105"),
    Year(("36", "24"), "60", "0", "5", vat="1200", pool="65"),
)


def _month(used: str, paid: str, carried: str, pool: str, new: str = "0") -> Year:
    return Year(("2.4", "1.6"), used, paid, carried, new=new, vat="80", pool=pool)


CASES = (
    Case(
        "1 only VAT",
        (Year(("30", "20"), "30", "20", "0", new="100", vat="1000", pool="30"),),
    ),
    Case(
        "2 VAT and consumption tax",
        (
            Year(
                ("10.8", "7.2"),
                *("18", "0", "12"),
                new="100",
                vat="300",
                consumption="60",
                pool="30",
            ),
        ),
    ),
    Case("3 carried over three years", _THREE_YEARS),
    Case(
        "4 subsidiary A",
        (Year(("63", "42"), "60", "45", "0", new="200", vat="2100", pool="60"),),
    ),
    Case(
        "4 subsidiary B",
        (Year(("9", "6"), "15", "0", "30", new="150", vat="300", pool="45"),),
    ),
    Case("4 parent", (Year(("15", "10"), "0", "25", "0", vat="500"),)),
    Case(
        "5 recapture",
        (
            *_THREE_YEARS,
            Year(
                ("30", "20"),
                *("0", "50", "0"),
                withdrawn="250",
                vat="1000",
                repay="70",
            ),
        ),
    ),
    Case(
        "6 netting within a year",
        (
            Year(
                ("27", "18"),
                *("45", "0", "11"),
                new="300",
                withdrawn="180",
                vat="900",
                pool="56",
            ),
        ),
        brought_forward="20",
    ),
    Case(
        "7 monthly filer",
        (
            _month("4", "0", "14", "18", new="60"),
            _month("4", "0", "10", "14"),
            _month("4", "0", "6", "10"),
            _month("4", "0", "2", "6"),
            _month("2", "2", "0", "2"),
        ),
    ),
    Case(
        "8 half relief",
        (
            Year(
                ("1.5", "1"),
                *("2.5", "0", "0.5"),
                new="10",
                vat="100",
                relief="half",
                pool="3",
            ),
        ),
    ),
    Case(
        "9 exporter",
        (
            Year(
                ("6.6", "4.4"),
                *("6", "5", "0"),
                new="20",
                vat="200",
                offset="50",
                deducted="30",
                pool="6",
            ),
        ),
    ),
)
GROUP = tuple(case for case in CASES if case.name.startswith("4 "))
