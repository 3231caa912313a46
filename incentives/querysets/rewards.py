"""Reads of reward schemes, of their simulations, and of figures entered by hand."""

from __future__ import annotations

from typing import Any, Self

from django.db.models import F, Q, QuerySet

from accounts.standing import standing_of
from incentives.choices.rewards import (
    OPEN_SCHEME,
    SETTLED_SCHEME,
    EntryState,
    SchemeState,
)


def _schemes_seen(user: Any, prefix: str = "") -> Q:
    """Own ones of the office that makes them; settled ones of authorities; public."""
    standing = standing_of(user)
    seen = Q(**{f"{prefix}state": SchemeState.PUBLISHED})
    own = standing.applicant_ids
    seen |= Q(**{f"{prefix}organisation_id__in": own})
    if standing.is_national or standing.unit_codes or standing.city_codes:
        seen |= Q(**{f"{prefix}state__in": SETTLED_SCHEME})
    return seen


class RewardSchemeQuerySet(QuerySet[Any]):
    """Schemes."""

    def visible_to(self, user: Any) -> Self:
        """Drafts to their office, fixed ones to authorities, published to everyone."""
        return self.filter(_schemes_seen(user))

    def open(self) -> Self:
        return self.filter(state__in=OPEN_SCHEME)

    def settled(self) -> Self:
        return self.filter(state__in=SETTLED_SCHEME)

    def for_list(self) -> Self:
        return self.select_related("managing_unit", "organisation", "fixed")


class SimulationQuerySet(QuerySet[Any]):
    """Frozen reckonings; the database refuses to change them."""

    def visible_to(self, user: Any) -> Self:
        """All to the office that makes them; to others the one that was fixed."""
        own = Q(scheme__organisation_id__in=standing_of(user).applicant_ids)
        fixed = Q(pk=F("scheme__fixed_id"))
        return self.filter(_schemes_seen(user, "scheme__")).filter(own | fixed)

    def for_list(self) -> Self:
        return self.select_related(
            "scheme__managing_unit", "scheme__organisation", "taken_by"
        )


class IndicatorEntryQuerySet(QuerySet[Any]):
    """Figures entered by hand."""

    def visible_to(self, user: Any) -> Self:
        """The nation reads all, a unit those of its places."""
        standing = standing_of(user)
        if standing.is_national:
            return self.all()
        return self.filter(managing_unit_id__in=standing.unit_codes)

    def counting(self, *, indicator: str, level: str, year: int) -> Self:
        """The confirmed ones, newest last: of a place the last one counts."""
        return self.filter(
            indicator=indicator, level=level, year=year, state=EntryState.CONFIRMED
        ).order_by("pk")

    def for_list(self) -> Self:
        return self.select_related(
            "managing_unit", "organisation", "entered_by", "decided_by"
        )
