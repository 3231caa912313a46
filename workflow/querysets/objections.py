"""Reads of objections and appeals."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from accounts.choices import Role, Tier
from accounts.standing import standing_of
from workflow.choices import OPEN_OBJECTIONS, AppealOutcome, ObjectionState
from workflow.kinds import kinds_noticed_by


class ObjectionQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> ObjectionQuerySet:
        """Only the authority that put up the notice: its handlers and leads."""
        seen = Q(pk__in=[])
        for post in getattr(user, "posts_now", []):
            seen |= _handled_at(post)
        return self.filter(seen).exclude(
            application__applicant_id__in=standing_of(user).applicant_ids
        )

    def awaiting(self, user: Any) -> ObjectionQuerySet:
        """To be investigated by a handler, or confirmed by a lead."""
        posts = getattr(user, "posts_now", [])
        wanted = Q(pk__in=[])
        for post in posts:
            if post.role == Role.HANDLER:
                wanted |= _handled_at(post) & Q(state=ObjectionState.RECEIVED)
            elif post.role == Role.LEAD:
                wanted |= _handled_at(post) & Q(
                    state=ObjectionState.INVESTIGATED,
                    handling_organisation_id=post.organisation_id,
                )
        return self.visible_to(user).filter(wanted)

    def open(self) -> ObjectionQuerySet:
        return self.filter(state__in=OPEN_OBJECTIONS)

    def decided(self) -> ObjectionQuerySet:
        return self.exclude(state__in=OPEN_OBJECTIONS)

    def to_remind(self, now: datetime) -> ObjectionQuerySet:
        return self.open().filter(remind_at__lte=now).order_by("remind_at", "pk")


def _handled_at(post: Any) -> Q:
    """Objections that a post's organisation handles: the notices of its level."""
    organisation = post.organisation
    if post.role not in (Role.HANDLER, Role.LEAD) or not organisation.is_lead_authority:
        return Q(pk__in=[])
    place = {
        Tier.NATION: Q(),
        Tier.UNIT: Q(application__managing_unit_id=organisation.managing_unit_id),
        Tier.CITY: Q(application__division_id=organisation.division_id),
    }.get(organisation.tier)
    if place is None:
        return Q(pk__in=[])
    return place & Q(application__kind__in=kinds_noticed_by(organisation.tier))


class AppealQuerySet(QuerySet[Any]):
    def open(self) -> AppealQuerySet:
        return self.filter(outcome=AppealOutcome.OPEN)
