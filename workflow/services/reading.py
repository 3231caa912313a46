"""What is read of the record, by who reads it."""

from __future__ import annotations

from typing import Any

from workflow.choices import Action
from workflow.models import Application, Step
from workflow.permissions import sees_internal


def steps_seen_by(user: Any, application: Application) -> list[Step]:
    """The steps, newest first; internal ones only for those whose matter they are."""
    rows = (
        application.steps.order_by("-sequence")
        .select_related("submission", "rule_set", "organisation")
        .defer("submission__data", "rule_set__data", "rule_set__changes")
        .prefetch_related("remarks")
    )
    return [
        step
        for step in rows
        if step.action == Action.MOVE
        or sees_internal(user, application, step.organisation)
    ]
