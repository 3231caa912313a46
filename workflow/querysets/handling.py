"""Reads of late exceptions and saved views."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from accounts.standing import standing_of


class LateExceptionQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> LateExceptionQuerySet:
        """The authorities of the round's own level, and the applicant it is for."""
        standing = standing_of(user)
        seen = Q(applicant_id__in=standing.applicant_ids)
        seen |= Q(round__managing_unit_id__in=standing.unit_codes)
        if standing.is_national:
            seen |= Q(round__managing_unit__isnull=True)
        return self.filter(seen)

    def valid_at(self, now: datetime) -> LateExceptionQuerySet:
        """Not revoked, and the last second of its day counts in full."""
        return self.filter(
            revoked_at__isnull=True, until__gte=now.replace(microsecond=0)
        )


class SavedViewQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> SavedViewQuerySet:
        """One's own, and those that one's organisations share."""
        mine = standing_of(user).applicant_ids
        return self.filter(
            Q(owner_id=getattr(user, "pk", None)) | Q(organisation_id__in=mine)
        )
