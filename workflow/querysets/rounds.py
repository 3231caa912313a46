"""Reads of rounds."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.standing import standing_of


class RoundQuerySet(QuerySet[Any]):
    def open_at(self, now: datetime) -> RoundQuerySet:
        return self.filter(published_at__lte=now, opens_at__lte=now, closes_at__gt=now)

    def taking_from(
        self, applicant_ids: Collection[int], now: datetime
    ) -> RoundQuerySet:
        """Open ones, and closed ones with a late exception for one of these."""
        related = self.model._meta.get_field("exceptions").related_model
        late = related._default_manager.valid_at(now).filter(
            round_id=OuterRef("pk"), applicant_id__in=applicant_ids
        )
        begun = self.filter(published_at__lte=now, opens_at__lte=now)
        return begun.filter(Q(closes_at__gt=now) | Exists(late))

    def published(self) -> RoundQuerySet:
        return self.filter(published_at__isnull=False)

    def visible_to(self, user: Any) -> RoundQuerySet:
        """Published ones are public; a draft is seen where it is prepared."""
        standing = standing_of(user)
        seen = Q(published_at__isnull=False)
        if standing.is_national:
            seen |= Q(managing_unit__isnull=True)
        return self.filter(seen | Q(managing_unit_id__in=standing.unit_codes))

    def in_state(self, state: str, now: datetime) -> RoundQuerySet:
        """Published rounds that are coming, open or closed at this moment."""
        published = self.filter(published_at__isnull=False)
        if state == "coming":
            return published.filter(opens_at__gt=now)
        if state == "closed":
            return published.filter(closes_at__lte=now)
        return self.open_at(now)

    def for_unit(self, unit_code: str | None) -> RoundQuerySet:
        return self.filter(
            Q(managing_unit__isnull=True) | Q(managing_unit_id=unit_code)
        )
