"""Reads of the grant ledger and of what waits to be confirmed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Self

from django.db.models import (
    CharField,
    Count,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Cast, Concat

from accounts.standing import standing_of
from enterprises.choices import Standing
from enterprises.querysets.register import within_reach
from incentives.choices.grants import ENDED, PACKAGE
from workflow.choices import FourEyesState
from workflow.querysets import FourEyesQuerySet

ZERO = Decimal(0)


def concerned(user: Any) -> Q:
    """Rows of receivers whose inner matters a person may read, enterprise or city."""
    standing = standing_of(user)
    return Q(enterprise__isnull=False) & within_reach(user, "enterprise__") | Q(
        city__isnull=False
    ) & (
        Q(city_id__in=standing.city_codes)
        | Q(city__managing_unit_id__in=standing.unit_codes)
    )


def _cause(prefix: str, name: str) -> Concat:
    """The key under which the service keeps the ground of a review."""
    return Concat(Value(prefix), Cast(name, CharField()), output_field=CharField())


class GrantQuerySet(QuerySet[Any]):
    """Awards; each with its sums as they follow from its events."""

    def visible_to(self, user: Any) -> Self:
        """The receiver's, its authorities', and those of who granted."""
        standing = standing_of(user)
        if standing.is_national:
            return self.all()
        own = Q(organisation_id__in=standing.applicant_ids)
        if not standing.unit_codes and not standing.city_codes:
            # Who is no authority sees his own alone: by its index, not by a join.
            return self.filter(own | Q(receiver_key__in=self._own_keys(standing)))
        return self.filter(own | concerned(user))

    def received_by(self, user: Any) -> Self:
        """Those of the person's own enterprise or city."""
        return self.filter(receiver_key__in=self._own_keys(standing_of(user)))

    def _own_keys(self, standing: Any) -> list[str]:
        """The keys of receivers that a person speaks for; an enterprise or two."""
        firms = self.model._meta.get_field("enterprise").related_model
        rows = firms._default_manager.filter(organisation_id__in=standing.applicant_ids)
        own = [f"enterprise:{pk}" for pk in rows.values_list("pk", flat=True)]
        return own + [f"city:{code}" for code in standing.city_codes]

    def standing(self) -> Self:
        """Not revoked."""
        return self.exclude(state__in=ENDED)

    def in_force_on(self, day: date) -> Self:
        """Not revoked, and within their term."""
        open_end = Q(ends__isnull=True) | Q(ends__gte=day)
        return self.standing().filter(open_end, starts__lte=day)

    def to_review(self) -> Self:
        return self.standing().filter(needs_review=True)

    def lost_their_ground(self, day: date) -> Self:
        """Standing awards whose receiver left or lost his certificate since.

        Those of which a review was asked on the same ground before are left out.
        """
        events = self.model._meta.get_field("events").related_model._default_manager
        firm = self.model._meta.get_field("enterprise").related_model
        held = firm._meta.get_field("certificates").related_model._default_manager
        own = held.filter(enterprise=OuterRef("enterprise"))
        revoked = own.filter(revoked_on__lte=day).order_by("-revoked_on")
        found = self.standing().annotate(
            left_cause=_cause("left:", "enterprise__left_pool_on"),
            lost=Subquery(revoked.values("pk")[:1]),
            lost_cause=_cause("certificate:", "lost"),
        )
        asked = events.filter(grant=OuterRef("pk"))
        gone = Q(enterprise__standing__in=(Standing.REMOVED, Standing.LEFT))
        left = gone & ~Exists(asked.filter(cause=OuterRef("left_cause")))
        lost = Q(category__in=PACKAGE, lost__isnull=False)
        lost &= ~Exists(own.running_on(day))
        lost &= ~Exists(asked.filter(cause=OuterRef("lost_cause")))
        rows = found.filter(left | (lost & ~gone))
        return rows.order_by("pk")

    def public(self) -> Self:
        """What everybody may know of: not what was revoked."""
        return self.standing()

    def doubles_of(
        self, *, receiver: str, basis: str, category: str, starts: date, ends: Any
    ) -> Self:
        """Standing awards to a receiver on one basis, of one kind, at the same time."""
        rows = self.standing().filter(
            receiver_key=receiver, basis_key=basis, category=category
        )
        begun = Q() if ends is None else Q(starts__lte=ends)
        return rows.filter(begun, Q(ends__isnull=True) | Q(ends__gte=starts))

    def on_basis(self, *, receiver: str, basis: str) -> Self:
        """Standing awards to a receiver on one basis, of any kind."""
        return self.standing().filter(receiver_key=receiver, basis_key=basis)

    def for_list(self) -> Self:
        return self.select_related(
            "enterprise", "city", "organisation", "policy__benefit"
        )

    def sums(self) -> dict[str, Any]:
        """How many, and what was awarded, paid, demanded back and recovered (yuan)."""
        found = self.order_by().aggregate(
            count=Count("pk"),
            awarded=Sum("amount", default=ZERO),
            paid=Sum("paid", default=ZERO),
            demanded=Sum("demanded", default=ZERO),
            recovered=Sum("recovered", default=ZERO),
        )
        return found | {"to_recover": found["demanded"] - found["recovered"]}


class GrantEventQuerySet(QuerySet[Any]):
    """Entries of the ledger."""

    def visible_to(self, user: Any) -> Self:
        """Those of awards that are visible."""
        grants = self.model._meta.get_field("grant").related_model._default_manager
        return self.filter(grant__in=grants.visible_to(user))

    def in_order(self) -> Self:
        return self.order_by("sequence")

    def not_reversed(self) -> Self:
        return self.filter(reversed_by__isnull=True)


class GrantRulingQuerySet(QuerySet[Any]):
    """Amounts that authorities set for what was applied for."""

    def of_submission(self, application: Any, number: int) -> Self:
        """Those of one submission; the last one counts."""
        rows = self.filter(application_id=application.pk, submission_number=number)
        return rows.select_related("organisation", "by").order_by("-pk")


class GrantProposalQuerySet(FourEyesQuerySet):
    """Proposals are the authorities' own; the receiver hears of the award."""

    def visible_to(self, user: Any) -> Self:
        """Those of one's own organisation; the nation reads all."""
        standing = standing_of(user)
        if standing.is_national:
            return self.all()
        return self.filter(organisation_id__in=standing.applicant_ids)

    def for_list(self) -> Self:
        return self.select_related(
            "enterprise",
            "city",
            "organisation",
            "grant",
            "policy__benefit",
            "proposed_by",
            "decided_by",
        )


class PreferenceQuerySet(FourEyesQuerySet):
    """The ledger of preferences, and what is proposed for it."""

    def visible_to(self, user: Any) -> Self:
        """The giver's; confirmed ones also the receiver's and its authorities'."""
        standing = standing_of(user)
        if standing.is_national:
            return self.all()
        own = Q(organisation_id__in=standing.applicant_ids)
        area = Q(managing_unit_id__in=standing.unit_codes)
        received = Q(school_id__in=standing.applicant_ids) | Q(
            city_id__in=standing.city_codes
        )
        return self.filter(own | Q(area | received, state=FourEyesState.CONFIRMED))

    def for_list(self) -> Self:
        return self.select_related(
            "city", "school", "industry", "organisation", "managing_unit"
        )

    def totals(self) -> QuerySet[Any, Any]:
        """Quantities by kind and year, counter entries taken off."""
        rows = self.confirmed().order_by().values("kind", "year")
        summed = rows.annotate(quantity=Sum("quantity"), entries=Count("pk"))
        return summed.order_by("-year", "kind")
