"""Ledgers read as plain data: a few queries, however many accounts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from incentives.credit import TaxBases
from incentives.ledger import (
    AccountFacts,
    Content,
    DatedRates,
    Decision,
    LineFacts,
    PeriodFacts,
    decided,
)
from incentives.models import (
    CreditAccount,
    CreditLine,
    CreditLineDecision,
    CreditPeriod,
    CreditRates,
    CreditStatement,
)
from incentives.models.credit import CONTENT
from incentives.services.credit.stays import windows_of

Lines = dict[int, list[tuple[UUID, Content]]]
Decisions = dict[int, list[Decision]]
BASES = ("vat", "vat_offset", "vat_refund_deducted", "consumption_tax", "relief")


def rates_in_order() -> list[DatedRates]:
    """All rates there ever were, by their first day."""
    rows = CreditRates.objects.order_by("effective_from")
    return [DatedRates(row.pk, row.effective_from, row.rates) for row in rows]


def ledgers_of(pks: Sequence[int]) -> list[AccountFacts]:
    """The ledgers of some accounts, each with its filed periods in order."""
    accounts = list(CreditAccount.objects.filter(pk__in=pks).order_by("pk"))
    windows = windows_of(accounts)
    periods = _periods(pks)
    return [AccountFacts(a.pk, windows[a.pk], tuple(periods[a.pk])) for a in accounts]


def with_draft(ledger: AccountFacts, statement: CreditStatement) -> AccountFacts:
    """The ledger as it would be if a draft were filed."""
    period = statement.period
    lines = [(line.key, line.content) for line in statement.lines.all()]
    decisions = _decisions([period.pk])
    draft = _period_facts(period, statement, lines, decisions[period.pk])
    others = [p for p in ledger.periods if p.pk != period.pk]
    ordered = sorted([*others, draft], key=lambda p: p.starts)
    return replace(ledger, periods=tuple(ordered))


def _periods(pks: Sequence[int]) -> dict[int, list[PeriodFacts]]:
    rows = CreditPeriod.objects.filter(account__in=pks, statement__isnull=False)
    held = list(rows.select_related("statement").order_by("account_id", "starts"))
    pairs = [(p, p.statement) for p in held if p.statement is not None]
    lines = _lines([statement.pk for _period, statement in pairs])
    decisions = _decisions([period.pk for period in held])
    found: dict[int, list[PeriodFacts]] = defaultdict(list)
    for period, statement in pairs:
        own, said = lines[statement.pk], decisions[period.pk]
        facts = _period_facts(period, statement, own, said)
        found[period.account_id].append(facts)
    return found


def _period_facts(
    period: CreditPeriod,
    statement: CreditStatement,
    lines: Iterable[tuple[UUID, Content]],
    decisions: Sequence[Decision],
) -> PeriodFacts:
    return PeriodFacts(
        pk=period.pk,
        starts=period.starts,
        ends=period.ends,
        statement=statement.pk,
        bases=TaxBases(*(getattr(statement, name) for name in BASES)),
        opening_balance=statement.opening_balance,
        lines=tuple(
            LineFacts(key, content, decided(key, content, decisions))
            for key, content in lines
        ),
    )


def _lines(statements: Sequence[int]) -> Lines:
    found: Lines = defaultdict(list)
    rows = CreditLine.objects.filter(statement__in=statements).order_by("order", "pk")
    for statement, key, *content in rows.values_list("statement", "key", *CONTENT):
        found[statement].append((key, Content(*content)))
    return found


def _decisions(periods: Sequence[int]) -> Decisions:
    """By period, the newest first; a key never leaves its period."""
    found: Decisions = defaultdict(list)
    # What an authority has not told yet is its own matter, and counts for nothing.
    told = CreditLineDecision.objects.told()
    rows = told.filter(line__statement__period__in=periods).order_by("-pk")
    of_line = [f"line__{name}" for name in CONTENT]
    for period, key, decision, *content in rows.values_list(
        "line__statement__period", "line__key", "decision", *of_line
    ):
        found[period].append(Decision(key, Content(*content), decision))
    return found


def decisions_of(period: int) -> Sequence[Decision]:
    """What was said of the lines of a period and told, the newest first."""
    return _decisions([period])[period]


def words_on(statement: CreditStatement) -> dict[UUID, CreditLineDecision]:
    """By the key of a line, what was said of it and told, with the reason."""
    told = CreditLineDecision.objects.told().select_related("line").order_by("-pk")
    rows = list(told.filter(line__statement__period=statement.period_id))
    found: dict[UUID, CreditLineDecision] = {}
    for line in statement.lines.all():
        same = (
            row
            for row in rows
            if row.line.key == line.key and row.line.content == line.content
        )
        if (word := next(same, None)) is not None:
            found[line.key] = word
    return found


def decisions_on(statement: CreditStatement) -> dict[UUID, str]:
    """By the key of a line, the word on it that counts; undecided ones are missing."""
    decisions = _decisions([statement.period_id])[statement.period_id]
    found = {
        line.key: decided(line.key, line.content, decisions)
        for line in statement.lines.all()
    }
    return {key: word for key, word in found.items() if word}
