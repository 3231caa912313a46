"""What a correction does to its period and every later one: old against new."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from incentives.ledger import replay
from incentives.models import CreditPeriod, CreditResult, CreditStatement
from incentives.services.credit.reading import ledgers_of, rates_in_order, with_draft
from incentives.services.credit.recomputing import COMPARED, result_of

# What a reader compares; another statement with the same figures is no change to him.
SHOWN = tuple(name for name in COMPARED if name not in ("statement_id", "rates_id"))


@dataclass(frozen=True)
class PeriodChange:
    """A period with its result before and after; `old` is None where there was none."""

    period: CreditPeriod
    old: CreditResult | None
    new: CreditResult

    @property
    def changed(self) -> tuple[str, ...]:
        """The names of the figures that differ."""
        if self.old is None:
            return SHOWN
        return tuple(n for n in SHOWN if getattr(self.old, n) != getattr(self.new, n))


def changes_if_filed(
    statement: CreditStatement, *, now: datetime | None = None
) -> list[PeriodChange]:
    """What filing a draft would do, from its period on; nothing is kept."""
    now = now or timezone.now()
    account = statement.period.account_id
    (ledger,) = ledgers_of([account])
    entries = replay(with_draft(ledger, statement), rates_in_order())
    found = []
    periods = _from(statement)
    for entry in entries:
        if entry.period in periods:
            period = periods[entry.period]
            new = result_of(entry, "试算", now)
            found.append(PeriodChange(period, period.result, new))
    return found


def changes_made_by(statement: CreditStatement) -> list[PeriodChange]:
    """What filing this version did, from its period on, as the history keeps it."""
    filed_at = statement.filed_at
    if filed_at is None:
        raise ValueError("a draft has changed nothing yet")
    periods = _from(statement)
    rows = CreditResult.objects.filter(period__in=periods, computed_at__lte=filed_at)
    by_period: dict[int, list[CreditResult]] = {}
    for result in rows.order_by("-pk"):
        by_period.setdefault(result.period_id, []).append(result)
    found = []
    for pk, period in periods.items():
        results = by_period.get(pk, [])
        before = next((r for r in results if r.computed_at < filed_at), None)
        if results:
            found.append(PeriodChange(period, before, results[0]))
    return found


def _from(statement: CreditStatement) -> dict[int, CreditPeriod]:
    period = statement.period
    rows = CreditPeriod.objects.filter(
        account=period.account_id, starts__gte=period.starts
    )
    ordered = rows.select_related("result", "account").order_by("starts")
    return {row.pk: row for row in ordered}
