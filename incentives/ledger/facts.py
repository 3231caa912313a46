"""What a ledger is computed from, free of tables and requests."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from incentives.choices import INVESTMENTS, LineDecision, Relief
from incentives.credit import NOTHING, Rates, TaxBases

# From–to in the pool, both days included; None: still in it.
Window = tuple[date, date | None]


@dataclass(frozen=True, slots=True)
class Content:
    """What a decision binds of a line: once any of it changes, it is undecided."""

    kind: str
    amount: Decimal
    paid_on: date
    voucher_number: str
    voucher_sha256: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What the managing unit said of a line, with the line as it then was."""

    key: UUID
    content: Content
    decision: str


@dataclass(frozen=True, slots=True)
class LineFacts:
    """A line of the statement that counts; `amount` is positive, in yuan."""

    key: UUID
    content: Content
    # The managing unit's word on exactly this content; empty while undecided.
    decision: str = ""

    @property
    def is_investment(self) -> bool:
        return self.content.kind in INVESTMENTS

    @property
    def is_refused(self) -> bool:
        return self.decision == LineDecision.REFUSED


@dataclass(frozen=True, slots=True)
class PeriodFacts:
    """A filing period with the statement that counts."""

    pk: int
    starts: date
    ends: date
    statement: int
    bases: TaxBases
    opening_balance: Decimal
    lines: tuple[LineFacts, ...]


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """A taxpayer: when it could credit, and its filed periods in the order of time."""

    pk: int
    windows: tuple[Window, ...]
    periods: tuple[PeriodFacts, ...]


@dataclass(frozen=True, slots=True)
class DatedRates:
    """Rates with the row they come from and the day from which they hold."""

    pk: int
    effective_from: date
    rates: Rates


@dataclass(frozen=True, slots=True)
class Figures:
    """The single figures of a statement as a person enters them, in yuan."""

    vat: Decimal = NOTHING
    vat_offset: Decimal = NOTHING
    vat_refund_deducted: Decimal = NOTHING
    consumption_tax: Decimal = NOTHING
    relief: str = Relief.NONE
    paid_already: Decimal = NOTHING
    # Carried from before the ledger began; in the first period alone.
    opening_balance: Decimal = NOTHING
    opening_note: str = ""


@dataclass(frozen=True, slots=True)
class LineInput:
    """A line as a person enters it; `key` is None for a new one.

    `voucher` is the stored file (`documents.Attachment`), by its id.
    """

    kind: str
    amount: Decimal
    paid_on: date
    description: str
    partner: str = ""
    project: str = ""
    on_national_plan: bool = False
    voucher_number: str = ""
    voucher: UUID | None = None
    key: UUID | None = None


def decided(key: UUID, content: Content, newest_first: Iterable[Decision]) -> str:
    """The newest word on exactly this line; empty where there is none."""
    return next(
        (d.decision for d in newest_first if d.key == key and d.content == content), ""
    )


def windows_within(
    windows: Iterable[Window], limits: Sequence[Window]
) -> tuple[Window, ...]:
    """The days that lie in a window and in a limit too, in the order of time."""
    found: set[Window] = set()
    for starts, ends in windows:
        for first, last in limits:
            begun = max(starts, first)
            over = min((d for d in (ends, last) if d is not None), default=None)
            if over is None or begun <= over:
                found.add((begun, over))
    return tuple(sorted(found, key=lambda window: window[0]))
