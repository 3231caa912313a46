"""What is read of the record, by who reads it."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from accounts.choices import AUTHORITY_TIERS, TIER_OF_KIND
from accounts.standing import standing_of
from workflow.choices import ACTIONS_TOLD, Stage
from workflow.kinds import tier_of_stage
from workflow.models import Application, Step
from workflow.permissions import sees_internal_of

OFFICES = [kind for kind, tier in TIER_OF_KIND.items() if tier in AUTHORITY_TIERS]


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
    level and above, never by the applicant.
    """
    rows = application.steps.all()
    tiers = [t for t in AUTHORITY_TIERS if sees_internal_of(user, application, t)]
    if tiers and standing_of(user).is_national:
        return rows
    kinds = [kind for kind in OFFICES if TIER_OF_KIND[kind] in tiers]
    stages = [
        stage
        for stage in Stage
        if tier_of_stage(application.kind_of, stage) in (*tiers,)
    ]
    # Acts of the clock and of experts are the matter of who decides in that stage.
    of_no_office = Q(organisation=None) | ~Q(organisation__kind__in=OFFICES)
    return rows.filter(
        Q(action__in=ACTIONS_TOLD)
        | Q(organisation__kind__in=kinds)
        | of_no_office & Q(from_stage__in=stages)
    )
