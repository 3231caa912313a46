"""Reads of the expert pool, of panels and of seats."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts.choices import Role, Tier
from accounts.standing import standing_of
from workflow.choices import (
    SCORED_SEATS,
    SEATED,
    ExpertStatus,
    Lane,
    PanelState,
    SeatState,
)
from workflow.kinds import kinds_scored_at
from workflow.ranking import Place, places_of


class ExpertQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> ExpertQuerySet:
        """A pool is seen by the lead authority keeping it; an expert sees himself."""
        return self.filter(Q(user_id=getattr(user, "pk", None)) | _kept_by(user))

    def kept_by(self, user: Any) -> ExpertQuerySet:
        """The pools of the lead authorities that this person serves."""
        return self.filter(_kept_by(user))

    def of_pool(self, unit_code: str | None) -> ExpertQuerySet:
        """The pool of a managing unit, or the nation's for None."""
        return self.filter(managing_unit_id=unit_code)

    def active(self) -> ExpertQuerySet:
        return self.filter(status=ExpertStatus.ACTIVE, user__is_active=True)

    def for_list(self) -> ExpertQuerySet:
        """With all that a row of the pool shows, in one query."""
        return self.select_related("user", "employer", "home_unit", "managing_unit")


def _kept_by(user: Any) -> Q:
    standing = standing_of(user)
    kept = Q(managing_unit_id__in=standing.deciding_unit_codes)
    if standing.decides_at(Tier.NATION):
        kept |= Q(managing_unit__isnull=True)
    return kept


class PanelQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> PanelQuerySet:
        """Panels are the deciding authority's matter, and the nation's to look at."""
        standing = standing_of(user)
        seen = Q(
            application__kind__in=kinds_scored_at(Tier.UNIT),
            application__managing_unit_id__in=standing.deciding_unit_codes,
        ) & ~Q(application__lane=Lane.NATIONAL)
        if standing.decides_at(Tier.NATION):
            seen = Q(pk__isnull=False)
        return self.filter(seen).exclude(
            application__applicant_id__in=standing.applicant_ids
        )

    def current(self) -> PanelQuerySet:
        return self.exclude(state=PanelState.VOID)

    def open(self) -> PanelQuerySet:
        return self.filter(state__in=(PanelState.WAITING, PanelState.SCORING))

    def to_draw(self, tried_before: datetime) -> PanelQuerySet:
        """Those that lack experts; tried in vain, they are tried again later."""
        lacking = Q(state=PanelState.WAITING)
        lacking |= Q(state=PanelState.SCORING) & ~Q(shortfall="")
        again = Q(tried_at__isnull=True) | Q(tried_at__lte=tried_before)
        return self.filter(lacking, again).order_by("pk")

    def closed(self) -> PanelQuerySet:
        return self.filter(state=PanelState.CLOSED)

    def results(self) -> PanelQuerySet:
        """Those whose figures count: no later panel stands for the same case."""
        later = self.model._default_manager.current().filter(
            application_id=OuterRef("application_id"), pk__gt=OuterRef("pk")
        )
        return self.closed().filter(~Exists(later))

    def places(self) -> dict[Decimal, Place]:
        """The place of each mean among these results."""
        rows = self.order_by("-mean").values_list("mean").annotate(n=Count("pk"))
        return places_of(rows)

    def for_list(self) -> PanelQuerySet:
        """With all that a row of the ranking shows, in one query."""
        return self.select_related(
            "application__managing_unit", "application__applicant", "rule_set"
        )

    def to_remind(self, now: datetime) -> PanelQuerySet:
        return self.filter(state=PanelState.SCORING, remind_at__lte=now)


class SeatQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> SeatQuerySet:
        """An expert sees his own seats and nobody else's, as long as he is one."""
        if not standing_of(user).has_role(Role.EXPERT):
            return self.none()
        return self.filter(expert__user_id=user.pk)

    def taken(self) -> SeatQuerySet:
        """Seats that an expert still holds."""
        return self.filter(state__in=SEATED)

    def reading(self, user: Any) -> SeatQuerySet:
        """Whose holder may read the submission: from the acceptance to the end."""
        return self.visible_to(user).filter(
            state__in=SCORED_SEATS, panel__state=PanelState.SCORING
        )

    def unanswered(self, now: datetime) -> SeatQuerySet:
        """Invited, and the last second of the answer's day is over."""
        return self.filter(
            state=SeatState.INVITED,
            panel__state=PanelState.SCORING,
            answer_by__lt=now.replace(microsecond=0),
        ).order_by("pk")

    def for_expert(self) -> SeatQuerySet:
        """With what an expert's own pages show of the case, in one query."""
        return self.select_related(
            "panel__application__applicant",
            "panel__application__managing_unit",
            "panel__application__round",
            "panel__rule_set",
            "expert__user",
            "sheet",
        )

    def awaiting(self, user: Any) -> SeatQuerySet:
        """To be answered or scored by this expert."""
        return self.visible_to(user).filter(
            state__in=(SeatState.INVITED, SeatState.ACCEPTED),
            panel__state=PanelState.SCORING,
        )
