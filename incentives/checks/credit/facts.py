"""What the checks of a statement are given: the draft, and what stands around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from incentives.choices import INVESTMENTS
from incentives.ledger import Figures, Window


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a draft, numbered from 1 as it stands on the page; yuan."""

    number: int
    kind: str
    amount: Decimal
    paid_on: date
    description: str = ""
    partner: str = ""
    project: str = ""
    on_national_plan: bool = False
    voucher_number: str = ""
    voucher_sha256: str = ""

    @property
    def is_investment(self) -> bool:
        return self.kind in INVESTMENTS

    @property
    def signed(self) -> Decimal:
        """With its sign: what is taken back is negative."""
        return self.amount if self.is_investment else -self.amount

    def at(self, name: str) -> str:
        """The path of a field: lines.2.amount."""
        return f"lines.{self.number}.{name}"


# A day, and money that was put in (positive) or taken back.
Move = tuple[date, Decimal]


class UsedVoucher(NamedTuple):
    """Where a voucher of this enterprise was used before, in words."""

    number: str
    sha256: str
    where: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement that somebody wants to file."""

    starts: date
    ends: date
    figures: Figures
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Around:
    """The rest of the ledger, as far as a draft is judged by it."""

    today: date
    # Whether no earlier period was filed.
    is_first: bool = True
    # A later period with an opening balance; empty where there is none.
    opening_later: str = ""
    # The money of last year's same period (else of the last one filed), by name.
    year_ago: Mapping[str, Decimal] = field(default_factory=dict)
    year_ago_label: str = ""
    # Days without a period before this one.
    gap: tuple[date, date] | None = None
    used_vouchers: tuple[UsedVoucher, ...] = ()
    # Day and signed amount of the lines of all other periods.
    moves: tuple[Move, ...] = ()
    # The same, without what is refused or was paid outside the days of the pool.
    credited: tuple[Move, ...] = ()
    # Whether the ledger began with a balance: what came before is not known.
    has_opening: bool = False
    windows: tuple[Window, ...] = ()
    # The last day of control over a member unit; None while it lasts.
    control_ended: date | None = None
