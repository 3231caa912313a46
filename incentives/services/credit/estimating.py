"""What a draft comes to as it is typed: the same arithmetic, nothing kept."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID, uuid4

from incentives.credit import TaxBases
from incentives.ledger import (
    Content,
    Entry,
    Figures,
    LineFacts,
    LineInput,
    PeriodFacts,
    decided,
    replay,
)
from incentives.models import CreditLine, CreditStatement
from incentives.services.credit.reading import (
    BASES,
    decisions_of,
    ledgers_of,
    rates_in_order,
)
from incentives.services.credit.vouchers import voucher_number


def estimate_draft(
    statement: CreditStatement, figures: Figures, lines: Sequence[LineInput]
) -> Entry:
    """The period as it would be if it were filed with these figures and lines."""
    period = statement.period
    (ledger,) = ledgers_of([period.account_id])
    draft = PeriodFacts(
        pk=period.pk,
        starts=period.starts,
        ends=period.ends,
        statement=statement.pk,
        bases=TaxBases(**{name: getattr(figures, name) for name in BASES}),
        opening_balance=figures.opening_balance,
        lines=_line_facts(statement, lines),
    )
    others = [p for p in ledger.periods if p.pk != period.pk]
    before = [p for p in others if p.starts < period.starts]
    known = type(ledger)(ledger.pk, ledger.windows, (*before, draft))
    return replay(known, rates_in_order())[-1]


def _line_facts(
    statement: CreditStatement, lines: Sequence[LineInput]
) -> tuple[LineFacts, ...]:
    decisions = decisions_of(statement.period_id)
    hashes = _hashes(statement)
    found = []
    for line in lines:
        key = line.key or uuid4()
        sha256 = hashes.get(line.voucher, "") if line.voucher else ""
        content = Content(
            line.kind,
            Decimal(line.amount),
            line.paid_on,
            voucher_number(line.voucher_number),
            sha256,
        )
        found.append(LineFacts(key, content, decided(key, content, decisions)))
    return tuple(found)


def _hashes(statement: CreditStatement) -> dict[UUID, str]:
    """Of the files that hang on the period: only a line of old can be refused."""
    rows = CreditLine.objects.filter(
        statement__period=statement.period_id, voucher__isnull=False
    )
    return dict(rows.values_list("voucher_id", "voucher_sha256"))
