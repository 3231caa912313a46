"""Reads of projects, of their money and of what stands in their way."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, Self

from django.db.models import (
    Case,
    DecimalField,
    Exists,
    F,
    IntegerField,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce, NullIf, Round

from accounts.choices import Tier
from accounts.standing import standing_of
from enterprises.terms import add_months
from incentives.choices.projects import (
    OPEN_OBSTACLE,
    UNFINISHED,
    FundWarning,
    Phase,
    ProjectKind,
)

SUMS = ("planned", "allocated", "scheduled", "paid", "used")
_MONEY: DecimalField[Any, Any] = DecimalField(max_digits=18, decimal_places=2)
_RATE: DecimalField[Any, Any] = DecimalField(max_digits=18, decimal_places=4)


def projects_in_reach(user: Any, prefix: str = "") -> Q:
    """Rows of projects that a person may read; `prefix` leads to the project.

    The nation's people read all, a unit's those of the unit, a city office those of
    its city, an owner its own.
    """
    standing = standing_of(user)
    if standing.is_national:
        return ~Q(pk=None)
    return (
        Q(**{f"{prefix}managing_unit_id__in": standing.unit_codes})
        | Q(**{f"{prefix}division_id__in": standing.city_codes})
        | Q(**{f"{prefix}division__parent_id__in": standing.city_codes})
        | Q(**{f"{prefix}owner_id__in": standing.applicant_ids})
    )


class ProjectQuerySet(QuerySet[Any]):
    """The major-project ledger."""

    def visible_to(self, user: Any) -> Self:
        """The owner's own, and its authorities'."""
        return self.filter(projects_in_reach(user))

    def public(self) -> Self:
        """Those that everybody may know of: begun ones, not what is only planned."""
        return self.exclude(phase=Phase.PLANNED)

    def of_unit(self, unit_code: str) -> Self:
        return self.filter(managing_unit_id=unit_code)

    def platforms_first(self) -> Self:
        """Innovation platforms before all others (plan 五（一）)."""
        platform = When(kind=ProjectKind.INNOVATION_PLATFORM, then=Value(0))
        rank = Case(platform, default=Value(1), output_field=IntegerField())
        return self.order_by(rank, "-pk")

    def for_list(self) -> Self:
        return self.select_related(
            "managing_unit", "division", "owner", "enterprise", "pilot_city"
        )

    def figures(self, *sources: str) -> Self:
        """With `planned`, `allocated`, `scheduled`, `paid`, `used` in yuan.

        Of the sources named, of all if none is. `execution_rate` is paid ÷ allocated
        to four places, NULL where nothing was allotted.
        """
        sums = {name: self._sum_of(name, sources) for name in SUMS}
        share = F("paid") / NullIf(F("allocated"), Value(Decimal(0)))
        return self.annotate(**sums).annotate(
            execution_rate=Round(share, precision=4, output_field=_RATE)
        )

    def _sum_of(self, name: str, sources: Iterable[str]) -> Coalesce:
        rows = self._accounts().filter(project=OuterRef("pk"))
        if sources:
            rows = rows.filter(source__in=sources)
        summed = rows.order_by().values("project").annotate(s=Sum(name)).values("s")
        return Coalesce(Subquery(summed), Value(Decimal(0)), output_field=_MONEY)

    def _accounts(self) -> Any:
        related = self.model._meta.get_field("sources").related_model
        return related._default_manager.all()

    def with_warning(self, warning: str, *, day: date, idle_months: int) -> Self:
        """Those of which `checks.funds.warnings_of` gives this warning on a day."""
        return self._with_sum().filter(self._warned(warning, day, idle_months))

    def with_any_warning(self, *, day: date, idle_months: int) -> Self:
        """Those of which there is any warning at all; by the two days they keep."""
        waits = Q(idle_since__lt=add_months(day, -idle_months))
        return self.filter(waits | Q(warned_from__lte=day))

    def _with_sum(self) -> Self:
        return self.alias(laid_out=self._sum_of("planned", ()))

    def _warned(self, warning: str, day: date, idle_months: int) -> Q:
        accounts = self._accounts().filter(project=OuterRef("pk"))
        limit = add_months(day, -idle_months)
        idle = accounts.filter(allocated__gt=F("paid"), waits_since__lt=limit)
        return {
            FundWarning.OVERPAID: Q(Exists(accounts.filter(paid__gt=F("allocated")))),
            FundWarning.OVERUSED: Q(Exists(accounts.filter(used__gt=F("paid")))),
            FundWarning.IDLE: ~Q(phase=Phase.CLOSED) & Q(Exists(idle)),
            FundWarning.LATE: Q(phase__in=UNFINISHED, finishes_on__lt=day),
            FundWarning.OBSTACLE: Q(Exists(self._obstacles().overdue_on(day))),
            FundWarning.SOURCES: ~Q(laid_out=F("total")),
        }[FundWarning(warning)]

    def _obstacles(self) -> Any:
        related = self.model._meta.get_field("obstacles").related_model
        return related._default_manager.filter(project=OuterRef("pk"))

    def with_obstacle_due(self) -> Self:
        """With `obstacle_due`: the first day by which an open obstacle is due."""
        rows = self._obstacles().open().order_by().values("project")
        first = rows.annotate(first=Min("due_on")).values("first")
        return self.annotate(obstacle_due=Subquery(first))

    def for_warnings(self) -> Self:
        """With all that `services.warnings.state_of` reads; two queries for a page."""
        return self.with_obstacle_due().prefetch_related("sources")

    def investment(self) -> Decimal:
        """What the total investments come to, in yuan."""
        return self.aggregate(s=Sum("total"))["s"] or Decimal(0)


class ProjectSourceQuerySet(QuerySet[Any]):
    """The money of projects by source."""

    def of_projects(self, projects: Any) -> Self:
        return self.filter(project__in=projects.order_by().values("pk"))

    def totals(self) -> dict[str, Decimal]:
        """The five sums over all rows, in yuan."""
        found = self.order_by().aggregate(**{name: Sum(name) for name in SUMS})
        return {name: found[name] or Decimal(0) for name in SUMS}

    def totals_by(self, *names: str) -> list[dict[str, Any]]:
        """The five sums for each value of these columns."""
        rows = self.order_by().values(*names)
        sums = {f"{name}_sum": Sum(name) for name in SUMS}
        return [
            {name: row[name] for name in names}
            | {name: row[f"{name}_sum"] for name in SUMS}
            for row in rows.annotate(**sums)
        ]


class FundEntryQuerySet(QuerySet[Any]):
    """Lines of the ledger."""

    def visible_to(self, user: Any) -> Self:
        """Those of projects that are visible."""
        return self.filter(projects_in_reach(user, "project__"))

    def standing(self) -> Self:
        """Neither undone nor a counter entry."""
        return self.filter(corrects__isnull=True, corrected_by__isnull=True)

    def sums(self) -> dict[str, Decimal]:
        """By step, counter entries taken off, in yuan."""
        rows = self.order_by().values_list("step").annotate(s=Sum("amount"))
        return dict(rows)

    def for_list(self) -> Self:
        return self.select_related(
            "project__owner",
            "organisation",
            "entered_by",
            "voucher",
            "corrects",
            "corrected_by",
        )


class ObstacleQuerySet(QuerySet[Any]):
    """What stands in projects' way."""

    def visible_to(self, user: Any) -> Self:
        """Those of projects that are visible."""
        return self.filter(projects_in_reach(user, "project__"))

    def open(self) -> Self:
        return self.filter(state__in=OPEN_OBSTACLE)

    def overdue_on(self, day: date) -> Self:
        return self.open().filter(due_on__lt=day)

    def awaiting(self, user: Any) -> Self:
        """Open ones that are before the person's own lead authority."""
        standing = standing_of(user)
        cities = Q(project__division_id__in=standing.city_codes) | Q(
            project__division__parent_id__in=standing.city_codes
        )
        turn = Q(level=Tier.CITY) & cities | Q(
            level=Tier.UNIT, project__managing_unit_id__in=standing.deciding_unit_codes
        )
        if standing.decides_at(Tier.NATION):
            turn |= Q(level=Tier.NATION)
        return self.open().filter(turn)

    def to_tell(self, day: date) -> Self:
        """Overdue ones of which the clock has not told yet."""
        untold = Q(told_due__isnull=True) | ~Q(told_due=F("due_on"))
        return self.overdue_on(day).filter(untold).order_by("pk")

    def for_list(self) -> Self:
        return self.select_related(
            "project__owner", "project__managing_unit", "project__division", "taken_by"
        )
