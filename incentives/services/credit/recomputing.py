"""What follows from a ledger is computed anew, and kept where it changed.

Results are only ever added; a period points at its newest. Computing the same facts
again adds nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from incentives.ledger import DatedRates, Entry, replay
from incentives.models import CreditAccount, CreditPeriod, CreditResult
from incentives.services.credit.locking import lock_account, lock_accounts
from incentives.services.credit.reading import ledgers_of, rates_in_order

MOST_CAUSE = 200
BATCH = 2_000
# Each period to its new result: a statement by itself, as thousands go by at once.
POINT = """
UPDATE incentives_creditperiod AS period SET result_id = made.id, updated_at = %s
FROM incentives_creditresult AS made
WHERE made.id = ANY(%s) AND period.id = made.period_id
"""
# What makes a result another one than the last.
COMPARED = (
    "statement_id",
    "rates_id",
    "brought_forward",
    "invested",
    "withdrawn",
    "net_investment",
    "new_credit",
    "pool",
    "education_payable",
    "local_payable",
    "used_education",
    "used_local",
    "carried_forward",
    "to_repay",
    "is_held",
)


@transaction.atomic
def recompute(
    account: CreditAccount, *, cause: str, now: datetime | None = None
) -> list[CreditResult]:
    """Compute an account's whole ledger; the results that changed, in order.

    `cause` says why, for the history: 不予认可明细, 抵免参数调整, ….
    """
    held = lock_account(account.pk)
    return recompute_locked([held.pk], cause=cause, now=now or timezone.now())


@transaction.atomic
def recompute_many(
    pks: Sequence[int],
    *,
    cause: str,
    now: datetime,
    rates: Sequence[DatedRates] | None = None,
) -> list[CreditResult]:
    """Compute several ledgers under their locks; the results that changed."""
    lock_accounts(pks)
    return recompute_locked(pks, cause=cause, now=now, rates=rates)


def recompute_locked(
    pks: Sequence[int],
    *,
    cause: str,
    now: datetime,
    causes: Mapping[int, str] | None = None,
    rates: Sequence[DatedRates] | None = None,
) -> list[CreditResult]:
    """For who holds the locks; `causes` are those of single periods, by their keys."""
    rates = rates if rates is not None else rates_in_order()
    entries = [e for ledger in ledgers_of(pks) for e in replay(ledger, rates)]
    known = _known(pks)
    changed = [
        result_of(entry, (causes or {}).get(entry.period, cause), now)
        for entry in entries
        if values_of(entry) != known.get(entry.period)
    ]
    _keep(changed, now)
    CreditAccount.objects.filter(pk__in=pks).update(computed_at=now)
    return changed


def _known(pks: Sequence[int]) -> dict[int, tuple[Any, ...]]:
    rows = CreditPeriod.objects.filter(account__in=pks, result__isnull=False)
    columns = [f"result__{name}" for name in COMPARED]
    return {pk: tuple(rest) for pk, *rest in rows.values_list("pk", *columns)}


def _keep(results: Sequence[CreditResult], now: datetime) -> None:
    if not results:
        return
    made = CreditResult.objects.bulk_create(results, batch_size=BATCH)
    with connection.cursor() as cursor:
        cursor.execute(POINT, [now, [row.pk for row in made]])


def values_of(entry: Entry) -> tuple[Any, ...]:
    """What a result of this entry would hold, in the order of `COMPARED`."""
    outcome, payables = entry.outcome, entry.payables
    return (
        entry.statement,
        entry.rates,
        outcome.brought_forward,
        entry.invested,
        entry.withdrawn,
        outcome.net_investment,
        outcome.new_credit,
        outcome.pool,
        payables.education,
        payables.local,
        outcome.used_education,
        outcome.used_local,
        outcome.carried_forward,
        outcome.to_repay,
        entry.is_held,
    )


def result_of(entry: Entry, cause: str, now: datetime) -> CreditResult:
    """A result that is not kept yet."""
    values = dict(zip(COMPARED, values_of(entry), strict=True))
    return CreditResult(
        period_id=entry.period, cause=cause[:MOST_CAUSE], computed_at=now, **values
    )
