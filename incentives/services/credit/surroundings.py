"""What stands around a draft in its ledger, read for the checks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from django.db.models import Q

from incentives.checks.credit import (
    Around,
    Draft,
    Line,
    UsedVoucher,
    compared_money,
    statement_issues,
)
from incentives.ledger import (
    Figures,
    LineStanding,
    PeriodFacts,
    Window,
    same_period_last_year,
    standing_of_line,
)
from incentives.models import CreditAccount, CreditLine, CreditPeriod, CreditStatement
from incentives.services.credit.periods import gap_before
from incentives.services.credit.reading import ledgers_of
from incentives.services.credit.stays import control_ended
from ui.refusals import Issue

LINE = (
    "kind",
    "amount",
    "paid_on",
    "description",
    "partner",
    "project",
    "on_national_plan",
    "voucher_number",
    "voucher_sha256",
)


def issues_of(statement: CreditStatement, today: date) -> list[Issue]:
    """Errors and warnings of a draft, as filing would find them now."""
    draft = draft_of(statement)
    return statement_issues(draft, around_of(statement, draft, today))


def draft_of(statement: CreditStatement) -> Draft:
    """A stored statement as the checks see it."""
    lines = tuple(
        Line(number, *(getattr(line, name) for name in LINE))
        for number, line in enumerate(statement.lines.all(), start=1)
    )
    period = statement.period
    return Draft(period.starts, period.ends, statement.figures, lines)


def around_of(statement: CreditStatement, draft: Draft, today: date) -> Around:
    """The rest of the ledger; a handful of queries."""
    period = statement.period
    account: CreditAccount = period.account
    rows = account.periods.filter(statement__isnull=False).exclude(pk=period.pk)
    filed = list(rows.select_related("statement"))
    (ledger,) = ledgers_of([account.pk])
    others = [p for p in ledger.periods if p.pk != period.pk]
    opening = next((p for p in filed if _figures(p).opening_balance), None)
    later = opening is not None and opening.starts > period.starts
    compared = _compared_with(period, filed)
    return Around(
        today=today,
        is_first=all(p.starts > period.starts for p in filed),
        opening_later=opening.label if opening is not None and later else "",
        year_ago=_money_of(compared) if compared else {},
        year_ago_label=compared.label if compared else "",
        gap=gap_before(period.starts, [(p.starts, p.ends) for p in filed]),
        used_vouchers=_used_vouchers(period, draft),
        moves=_moves(others),
        credited=_moves(others, ledger.windows),
        has_opening=opening is not None or draft.figures.opening_balance > 0,
        windows=ledger.windows,
        control_ended=control_ended(account, period.ends),
    )


def _figures(period: CreditPeriod) -> Figures:
    assert period.statement is not None  # of filed periods only
    return period.statement.figures


def _money_of(period: CreditPeriod) -> dict[str, Decimal]:
    assert period.statement is not None  # of filed periods only
    return compared_money(draft_of(period.statement))


def _compared_with(
    period: CreditPeriod, filed: list[CreditPeriod]
) -> CreditPeriod | None:
    """Last year's same period, else the last one filed before this."""
    year_ago = same_period_last_year(period.starts, period.ends)
    earlier = [p for p in filed if p.starts < period.starts]
    same = [p for p in earlier if (p.starts, p.ends) == year_ago]
    found = same or sorted(earlier, key=lambda p: p.starts)[-1:]
    return found[0] if found else None


def _moves(
    periods: Iterable[PeriodFacts], windows: Sequence[Window] | None = None
) -> tuple[tuple[date, Decimal], ...]:
    """The lines of periods with their signs; given windows, only those that count."""
    return tuple(
        (c.paid_on, c.amount if line.is_investment else -c.amount)
        for period in periods
        for line in period.lines
        for c in [line.content]
        if windows is None or standing_of_line(line, windows) == LineStanding.COUNTS
    )


def _used_vouchers(period: CreditPeriod, draft: Draft) -> tuple[UsedVoucher, ...]:
    numbers = {line.voucher_number for line in draft.lines} - {""}
    files = {line.voucher_sha256 for line in draft.lines} - {""}
    firm = period.account.enterprise_id
    rows = (
        CreditLine.objects.counting()
        .filter(Q(voucher_number__in=numbers) | Q(voucher_sha256__in=files))
        .filter(statement__period__account__enterprise=firm)
        .exclude(statement__period=period)
        .select_related("statement__period__account")
    )
    return tuple(
        UsedVoucher(r.voucher_number, r.voucher_sha256, _where(r, period)) for r in rows
    )


def _where(line: CreditLine, period: CreditPeriod) -> str:
    other = line.statement.period
    if other.account_id == period.account_id:
        return str(other.label)
    return f"{other.account.name}的{other.label}"
