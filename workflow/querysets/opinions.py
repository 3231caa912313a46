"""Reads of departments' opinions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from accounts.choices import OrganisationKind, Role
from accounts.standing import standing_of
from workflow.choices import OPEN_OPINIONS, OpinionState, Stance


class OpinionQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> OpinionQuerySet:
        """What authorities say among themselves; never the applicant's to see.

        The nation sees all, a unit what is asked in it and in its cities, a city what
        is asked in it.
        """
        standing = standing_of(user)
        others = self.exclude(application__applicant_id__in=standing.applicant_ids)
        if standing.is_national:
            return others
        seen = Q(organisation_id__in=standing.applicant_ids)
        seen |= Q(
            organisation__kind__in=(
                OrganisationKind.UNIT_DEPARTMENT,
                OrganisationKind.CITY_OFFICE,
            ),
            application__managing_unit_id__in=standing.unit_codes,
        )
        seen |= Q(
            organisation__kind=OrganisationKind.CITY_OFFICE,
            application__division_id__in=standing.city_codes,
        )
        return others.filter(seen)

    def awaiting(self, user: Any) -> OpinionQuerySet:
        """To be drafted by a handler of the department asked, or signed by its lead.

        Who has declared a conflict of interest stays off; who drafted does not sign.
        """
        posts = getattr(user, "posts_now", [])
        handles = [p.organisation_id for p in posts if p.role == Role.HANDLER]
        leads = [p.organisation_id for p in posts if p.role == Role.LEAD]
        turn = Q(state=OpinionState.ASKED, organisation_id__in=handles)
        signs = Q(state=OpinionState.DRAFTED, organisation_id__in=leads)
        found = self.filter(turn | signs & ~Q(drafted_by_id=user.pk))
        return found.exclude(application__conflicts__user_id=user.pk)

    def asked_of(self, user: Any) -> OpinionQuerySet:
        """What is, or was, asked of his departments."""
        return self.filter(organisation_id__in=standing_of(user).applicant_ids)

    def asked_by(self, user: Any) -> OpinionQuerySet:
        """What his authority asks of others."""
        ids = standing_of(user).applicant_ids
        return self.filter(asked_organisation_id__in=ids)

    def saying(self, stance: str, user: Any) -> OpinionQuerySet:
        """Those of a stance; a draft's is known to its own department alone."""
        own = Q(organisation_id__in=standing_of(user).applicant_ids)
        return self.filter(Q(state=OpinionState.SIGNED) | own, stance=stance)

    def disagreeing(self) -> OpinionQuerySet:
        """Signed against, of the present submission."""
        return self.signed().current().filter(stance=Stance.DISAGREE)

    def overdue(self, now: datetime) -> OpinionQuerySet:
        """Not signed though the day is over."""
        return self.open().filter(due_at__lt=now.replace(microsecond=0))

    def for_list(self) -> OpinionQuerySet:
        """With all that a row of a list shows, in one query."""
        return self.select_related(
            "application__applicant", "organisation", "asked_organisation"
        )

    def current(self) -> OpinionQuerySet:
        """Not cancelled, and of the present submission."""
        return self.filter(superseded_at__isnull=True).exclude(
            state=OpinionState.CANCELLED
        )

    def open(self) -> OpinionQuerySet:
        """Asked, and not signed yet."""
        return self.filter(state__in=OPEN_OPINIONS)

    def signed(self) -> OpinionQuerySet:
        return self.filter(state=OpinionState.SIGNED)

    def to_remind(self, now: datetime) -> OpinionQuerySet:
        return self.open().filter(remind_at__lte=now).order_by("remind_at", "pk")
