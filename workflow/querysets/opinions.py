"""Reads of departments' opinions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from accounts.choices import OrganisationKind, Role
from accounts.standing import standing_of
from workflow.choices import OpinionState


class OpinionQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> OpinionQuerySet:
        """What authorities say among themselves; never the applicant's to see.

        The nation sees all, a unit and a city what is asked within their own level.
        """
        standing = standing_of(user)
        seen = Q(organisation_id__in=standing.applicant_ids)
        if standing.is_national:
            seen |= Q(pk__isnull=False)
        seen |= Q(
            organisation__kind=OrganisationKind.UNIT_DEPARTMENT,
            application__managing_unit_id__in=standing.unit_codes,
        )
        seen |= Q(
            organisation__kind=OrganisationKind.CITY_OFFICE,
            application__division_id__in=standing.city_codes,
        )
        return self.filter(seen).exclude(
            application__applicant_id__in=standing.applicant_ids
        )

    def awaiting(self, user: Any) -> OpinionQuerySet:
        """To be drafted by a handler of the department asked, or signed by its lead."""
        posts = getattr(user, "posts_now", [])
        handles = [p.organisation_id for p in posts if p.role == Role.HANDLER]
        leads = [p.organisation_id for p in posts if p.role == Role.LEAD]
        return self.current().filter(
            Q(state=OpinionState.ASKED, organisation_id__in=handles)
            | Q(state=OpinionState.DRAFTED, organisation_id__in=leads)
        )

    def current(self) -> OpinionQuerySet:
        """Not cancelled, and of the present submission."""
        return self.filter(superseded_at__isnull=True).exclude(
            state=OpinionState.CANCELLED
        )

    def open(self) -> OpinionQuerySet:
        """Asked, and not signed yet."""
        return self.filter(state__in=(OpinionState.ASKED, OpinionState.DRAFTED))

    def signed(self) -> OpinionQuerySet:
        return self.filter(state=OpinionState.SIGNED)

    def to_remind(self, now: datetime) -> OpinionQuerySet:
        return self.open().filter(remind_at__lte=now).order_by("remind_at", "pk")
