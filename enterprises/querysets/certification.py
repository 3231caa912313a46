"""Reads of certificates, and of what ends or interrupts a standing."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db.models import Q, QuerySet

from accounts.standing import standing_of
from enterprises.choices import CertificateState
from enterprises.querysets.register import within_reach
from workflow.querysets import FourEyesQuerySet


class CertificateQuerySet(QuerySet[Any]):
    """Certificates; what they say is public."""

    def visible_to(self, user: Any) -> Self:
        return self.all()

    def in_reach_of(self, user: Any) -> Self:
        """Those of enterprises whose inner matters a person may read."""
        return self.filter(within_reach(user, "enterprise__"))

    def unrevoked_on(self, day: date) -> Self:
        return self.filter(Q(revoked_on__isnull=True) | Q(revoked_on__gt=day))

    def running_on(self, day: date) -> Self:
        """Neither revoked nor over: also suspended ones, and those still to begin."""
        return self.unrevoked_on(day).filter(valid_until__gte=day)

    def valid_on(self, day: date) -> Self:
        """Those that a page shows as valid."""
        standing = Q(suspended_since__isnull=True) | Q(suspended_since__gt=day)
        return self.running_on(day).filter(standing, valid_from__lte=day)

    def in_state(self, state: str, day: date) -> Self:
        """Those of which `Certificate.state_on` says the same."""
        if state == CertificateState.REVOKED:
            return self.filter(revoked_on__lte=day)
        if state == CertificateState.EXPIRED:
            return self.unrevoked_on(day).filter(valid_until__lt=day)
        running = self.running_on(day)
        if state == CertificateState.UPCOMING:
            return running.filter(valid_from__gt=day)
        if state == CertificateState.SUSPENDED:
            return running.filter(valid_from__lte=day, suspended_since__lte=day)
        return self.valid_on(day)

    def to_remind(self, day: date) -> Self:
        """Those of whose end the clock has to remind by a day."""
        return self.running_on(day).filter(remind_on__lte=day)

    def for_list(self) -> Self:
        return self.select_related("enterprise__managing_unit")


class RemovalQuerySet(FourEyesQuerySet):
    """Removals are the authorities' own until they are confirmed."""

    def visible_to(self, user: Any) -> Self:
        """An enterprise reads those that were confirmed."""
        standing = standing_of(user)
        own = Q(enterprise__organisation_id__in=standing.applicant_ids)
        if standing.is_national:
            return self.all()
        of_unit = Q(enterprise__managing_unit_id__in=standing.unit_codes)
        return self.filter(of_unit | own & Q(state="confirmed"))

    def for_list(self) -> Self:
        return self.select_related(
            "enterprise__managing_unit", "organisation", "proposed_by", "decided_by"
        )


class ConcernQuerySet(QuerySet[Any]):
    """Exclusions and suspensions: the enterprise's own, and its authorities'."""

    def visible_to(self, user: Any) -> Self:
        return self.filter(within_reach(user, "enterprise__"))
