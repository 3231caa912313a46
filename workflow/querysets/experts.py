"""Reads of the expert pool, of panels and of seats."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from accounts.standing import standing_of
from workflow.choices import SEATED, ExpertStatus, PanelState, SeatState


class ExpertQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> ExpertQuerySet:
        """A pool is seen by the authorities that keep it; an expert sees himself."""
        standing = standing_of(user)
        seen = Q(user_id=getattr(user, "pk", None))
        if standing.is_national:
            seen |= Q(managing_unit__isnull=True)
        return self.filter(seen | Q(managing_unit_id__in=standing.unit_codes))

    def of_pool(self, unit_code: str | None) -> ExpertQuerySet:
        """The pool of a managing unit, or the nation's for None."""
        return self.filter(managing_unit_id=unit_code)

    def active(self) -> ExpertQuerySet:
        return self.filter(status=ExpertStatus.ACTIVE, user__is_active=True)


class PanelQuerySet(QuerySet[Any]):
    def current(self) -> PanelQuerySet:
        return self.exclude(state=PanelState.VOID)

    def open(self) -> PanelQuerySet:
        return self.filter(state__in=(PanelState.WAITING, PanelState.SCORING))

    def to_draw(self) -> PanelQuerySet:
        """Not drawn yet; the clock draws them in the order in which they came."""
        return self.filter(state=PanelState.WAITING).order_by("pk")

    def closed(self) -> PanelQuerySet:
        return self.filter(state=PanelState.CLOSED)

    def to_remind(self, now: datetime) -> PanelQuerySet:
        return self.filter(state=PanelState.SCORING, remind_at__lte=now)


class SeatQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> SeatQuerySet:
        """An expert sees his own seats and nobody else's."""
        return self.filter(expert__user_id=getattr(user, "pk", None))

    def taken(self) -> SeatQuerySet:
        """Seats that an expert still holds."""
        return self.filter(state__in=SEATED)

    def awaiting(self, user: Any) -> SeatQuerySet:
        """To be answered or scored by this expert."""
        return self.visible_to(user).filter(
            state__in=(SeatState.INVITED, SeatState.ACCEPTED),
            panel__state=PanelState.SCORING,
        )
