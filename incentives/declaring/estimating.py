"""What the words on a declaration's items do to the estimate: before and after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from incentives.declaring.items import Item
from incentives.ledger import AccountFacts, Content, Entry, LineFacts, replay
from incentives.models import CreditAccount, CreditDeclaration, CreditPeriod
from incentives.services.credit.reading import ledgers_of, rates_in_order

Words = Mapping[tuple[UUID, Content], str]


@dataclass(frozen=True)
class Change:
    """One period whose estimate the words change."""

    account: str
    period: str
    before: Entry
    after: Entry


def changes_by(declaration: CreditDeclaration, items: Sequence[Item]) -> list[Change]:
    """Every period, from the first one touched on, that comes out otherwise."""
    accounts = CreditAccount.objects.filter(enterprise_id=declaration.enterprise_id)
    names = dict(accounts.values_list("pk", "name"))
    words = {(i.line.key, i.line.content): i.decision for i in items if i.decision}
    rates, found = rates_in_order(), []
    for ledger in ledgers_of(list(names)):
        after = replay(with_words(ledger, words), rates)
        for old, new in zip(replay(ledger, rates), after, strict=True):
            if old != new:
                found.append((names[ledger.pk], old, new))
    touched = [old.period for _name, old, _new in found]
    labels = {p.pk: p.label for p in CreditPeriod.objects.filter(pk__in=touched)}
    return [Change(name, labels[old.period], old, new) for name, old, new in found]


def with_words(ledger: AccountFacts, words: Words) -> AccountFacts:
    """The ledger as it would be if these words were in force."""
    periods = [
        replace(period, lines=tuple(_said(line, words) for line in period.lines))
        for period in ledger.periods
    ]
    return replace(ledger, periods=tuple(periods))


def _said(line: LineFacts, words: Words) -> LineFacts:
    word = words.get((line.key, line.content), line.decision)
    return replace(line, decision=word)
