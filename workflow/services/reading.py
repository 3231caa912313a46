"""What is read of the record, by who reads it."""

from __future__ import annotations

from typing import Any

from workflow.choices import ACTIONS_TOLD
from workflow.kinds import tier_of_stage
from workflow.models import Application, Step
from workflow.permissions import sees_internal, sees_internal_of


def steps_seen_by(user: Any, application: Application) -> list[Step]:
    """The steps, newest first; internal ones only for those whose matter they are."""
    rows = (
        application.steps.order_by("-sequence")
        .select_related("submission", "rule_set", "organisation")
        .defer("submission__data", "rule_set__data", "rule_set__changes")
        .prefetch_related("remarks")
    )
    return [step for step in rows if _is_seen(user, application, step)]


def _is_seen(user: Any, application: Application, step: Step) -> bool:
    if step.action in ACTIONS_TOLD:
        return True
    if step.organisation is not None:
        return sees_internal(user, application, step.organisation)
    # An act of the clock belongs to the level that decides in that stage.
    tier = tier_of_stage(application.kind_of, step.from_stage)
    return tier is not None and sees_internal_of(user, application, tier)
