"""Reads of the register: the public's, an authority's, an enterprise's own."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.functions import Coalesce, Least

from accounts.standing import standing_of
from enterprises.choices import IN_DIRECTORY, IN_PILOT, Provenance, Standing
from enterprises.querysets.searching import SearchQuerySet


def _count_of(rows: Any) -> Coalesce:
    counted = rows.order_by().values("enterprise").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def _first_due(rows: Any) -> Subquery:
    return Subquery(rows.open().order_by("due_on").values("due_on")[:1])


def within_reach(user: Any, prefix: str = "") -> Q:
    """Rows of enterprises whose inner matters a person may read.

    The nation's people read all, a unit's those of the unit, a city office those of
    its city, an enterprise itself. `prefix` leads to the enterprise.
    """
    standing = standing_of(user)
    if standing.is_national:
        return ~Q(pk=None)
    return (
        Q(**{f"{prefix}managing_unit_id__in": standing.unit_codes})
        | Q(**{f"{prefix}division_id__in": standing.city_codes})
        | Q(**{f"{prefix}division__parent_id__in": standing.city_codes})
        | Q(**{f"{prefix}organisation_id__in": standing.applicant_ids})
    )


class EnterpriseQuerySet(SearchQuerySet):
    """The register."""

    def visible_to(self, user: Any) -> Self:
        """The directory for everybody; what is not in it for those concerned."""
        return self.filter(Q(standing__in=IN_DIRECTORY) | within_reach(user))

    def in_reach_of(self, user: Any) -> Self:
        """Those whose inner matters a person may read."""
        return self.filter(within_reach(user))

    def in_directory(self) -> Self:
        return self.filter(standing__in=IN_DIRECTORY)

    def in_pilot(self) -> Self:
        return self.filter(standing__in=IN_PILOT)

    def lacking_papers(self, year: int) -> Self:
        """Those with an account that lack the report of a year, or their plan."""
        reports = self.model._meta.get_field("reports").related_model
        held = reports._default_manager.filter(enterprise=OuterRef("pk"), year=year)
        entered = self.in_pilot().filter(
            pooled_on__isnull=False, organisation__isnull=False
        )
        applied = Q(provenance=Provenance.APPLICATION)
        listed = applied | Q(created_at__year__lte=year)
        owes_report = Q(~Exists(held), listed, pooled_on__year__lte=year)
        owes_plan = applied & Q(plan__isnull=True)
        return entered.filter(owes_report | owes_plan).order_by("pk")

    def for_following(self, day: date) -> Self:
        """With `late_papers`, `next_due` and `last_visit`, counted row by row.

        Subqueries, not joins: only the rows of the page are counted.
        """
        plan, reports, visits = (
            self.model._meta.get_field(name).related_model._default_manager.filter(
                enterprise=OuterRef("pk")
            )
            for name in ("plan", "reports", "visits")
        )
        return self.for_list().annotate(
            late_papers=_count_of(plan.overdue_on(day))
            + _count_of(reports.overdue_on(day)),
            next_due=Least(_first_due(plan), _first_due(reports)),
            last_visit=Subquery(visits.order_by("-on").values("on")[:1]),
        )

    def with_concerns(self) -> Self:
        """With `has_concerns`: whether it was ever suspended, excluded or removed."""
        found = Q()
        for name in ("suspensions", "exclusions", "removals"):
            rows = self.model._meta.get_field(name).related_model._default_manager
            found |= Exists(rows.filter(enterprise=OuterRef("pk")))
        return self.annotate(has_concerns=found)

    def past_certification(self, day: date) -> Self:
        """Certified ones whose certificates are all over; imported ones have none."""
        certificates = self.model._meta.get_field("certificates").related_model
        own = certificates._default_manager.filter(enterprise=OuterRef("pk"))
        certified = self.filter(Exists(own), standing=Standing.CERTIFIED)
        return certified.exclude(Exists(own.running_on(day))).order_by("pk")

    def for_list(self) -> Self:
        return self.select_related("managing_unit", "division", "industry")

    def with_public_facts(self) -> Self:
        """With all that the directory tells of one, its names and certificates too."""
        return self.for_list().prefetch_related("names", "certificates")

    def named_on(self, day: date) -> Self:
        """With `name_then`: the name that was valid on a day; NULL if none is known.

        As `naming.name_on`: without any name written down, the present one counts.
        """
        names = self.model._meta.get_field("names").related_model._default_manager
        own = names.filter(enterprise=OuterRef("pk"))
        then = Subquery(own.on(day).values("name")[:1])
        known = Case(When(Exists(own), then=then), default=F("name"))
        return self.annotate(name_then=known)


class EnterpriseNameQuerySet(QuerySet[Any]):
    """Names by day."""

    def former(self) -> Self:
        """Those that are no longer borne."""
        return self.filter(until__isnull=False)

    def on(self, day: date) -> Self:
        """The names valid on a day."""
        begun = Q(since__isnull=True) | Q(since__lte=day)
        return self.filter(begun, Q(until__isnull=True) | Q(until__gte=day))


class EnterpriseImportQuerySet(QuerySet[Any]):
    """Imports belong to the authority that made them."""

    def visible_to(self, user: Any) -> Self:
        standing = standing_of(user)
        if standing.is_national:
            return self.all()
        return self.filter(managing_unit_id__in=standing.unit_codes)

    def for_list(self) -> Self:
        """With what its state is seen from."""
        return self.select_related(
            "managing_unit", "organisation", "by", "file",
            "check_job__result", "import_job",
        )  # fmt: skip
