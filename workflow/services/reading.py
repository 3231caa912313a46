"""What is read of the record, by who reads it."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from accounts.choices import AUTHORITY_TIERS, TIER_OF_KIND
from workflow.choices import ACTIONS_TOLD, EntryKind, Stage
from workflow.entries import ACTIONS_OF
from workflow.models import Application, Step
from workflow.permissions import sees_internal_of, sees_panels

OF_EXPERTS = ACTIONS_OF[EntryKind.EXPERT]


def steps_seen_by(user: Any, application: Application) -> list[Step]:
    """The steps, newest first; internal ones only for those whose matter they are."""
    return list(with_all_shown(seen_steps(user, application)).order_by("-sequence"))


def with_all_shown(steps: QuerySet[Step]) -> QuerySet[Step]:
    """With what an entry shows of a step, without the frozen content."""
    return (
        steps.select_related("submission", "rule_set")
        .defer("submission__data", "rule_set__data", "rule_set__changes")
        .prefetch_related("remarks")
    )


def seen_steps(user: Any, application: Application) -> QuerySet[Step]:
    """The steps of a case that are this person's to see.

    All are told of decisions. What an authority does among itself is seen at its own
    level and above, never by the applicant; what experts do, where panels are seen.
    """
    tiers = [t for t in AUTHORITY_TIERS if sees_internal_of(user, application, t)]
    offices = [kind for kind, tier in TIER_OF_KIND.items() if tier in tiers]
    # An act of the clock is the matter of who decides in that stage.
    stages = [s for s in Stage if application.tier_in(s) in (*tiers,)]
    internal = Q(organisation__kind__in=offices)
    internal |= Q(organisation=None, from_stage__in=stages)
    seen = Q(action__in=ACTIONS_TOLD) | internal & ~Q(action__in=OF_EXPERTS)
    if sees_panels(user, application):
        seen |= Q(action__in=OF_EXPERTS)
    return application.steps.filter(seen)
