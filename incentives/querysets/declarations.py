"""Reads of credit declarations and of what was said of their lines."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Self

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from incentives.choices.declarations import Counted
from workflow.choices import REVIEW_STAGES, Stage
from workflow.querysets import ApplicationQuerySet

# Columns that add up over declarations, in yuan.
SUMS = (
    "declared_investment",
    "confirmed_investment",
    "used",
    "carried_forward",
    "to_repay",
)
NOUGHT = Decimal("0.00")
PENDING = (*REVIEW_STAGES, Stage.RETURNED, Stage.UNDER_APPEAL)


class CreditDeclarationQuerySet(ApplicationQuerySet):
    """Declarations; a firm and year are counted once, in either total."""

    def of_year(self, year: int) -> Self:
        return self.filter(year=year)

    def confirmed(self) -> Self:
        """Approved, and no further declaration of the year took their place."""
        return self.filter(stage=Stage.LISTED, replaced_by__isnull=True)

    def declared(self) -> Self:
        """The confirmed ones, and first ones that are still under way.

        A further declaration counts once it is approved; until then the earlier does.
        """
        first = Q(stage__in=PENDING, supplements__isnull=True)
        confirmed = Q(stage=Stage.LISTED, replaced_by__isnull=True)
        return self.filter(first | confirmed, submitted_at__isnull=False)

    def counted(self, which: str) -> Self:
        """What a total of this name is made of."""
        return self.confirmed() if which == Counted.CONFIRMED else self.declared()

    def sums(self) -> dict[str, Decimal]:
        """Every column that adds up, over these rows."""
        totals = {name: Coalesce(Sum(name), NOUGHT) for name in SUMS}
        found: dict[str, Decimal] = self.order_by().aggregate(**totals)
        return found

    def totals_by(self, *keys: str) -> QuerySet[Any, dict[str, Any]]:
        """A row for each value of the keys: what is declared, and what is confirmed.

        `firms` have declared, `confirmed_firms` are confirmed; investment, credit
        used, carried and to repay are those of the confirmed ones, in yuan.
        """
        confirmed = Q(stage=Stage.LISTED)
        money = {
            name: Coalesce(Sum(name, filter=confirmed), NOUGHT)
            for name in SUMS
            if name != "declared_investment"
        }
        return (
            self.declared()
            .order_by()
            .values(*keys)
            .annotate(
                firms=Count("pk"),
                confirmed_firms=Count("pk", filter=confirmed),
                declared_investment=Coalesce(Sum("declared_investment"), NOUGHT),
                **money,
            )
        )


class CreditRulingQuerySet(QuerySet[Any]):
    """Acts by which items were decided."""

    def told(self) -> Self:
        """Those of which the firm has been told: they are in force."""
        return self.filter(told_at__isnull=False)


class CreditLineDecisionQuerySet(QuerySet[Any]):
    """What was said of lines, newest first."""

    def told(self) -> Self:
        """Those in force: the ledger counts by them, and the firm reads them.

        What an authority has not decided in the case is its own matter.
        """
        return self.filter(ruling__told_at__isnull=False)

    def of_declaration(self, application: Any) -> Self:
        """Those that stand for a declaration: its own, and what is in force."""
        own = Q(ruling__application_id=application.pk)
        return self.filter(own | Q(ruling__told_at__isnull=False))
