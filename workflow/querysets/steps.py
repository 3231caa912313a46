"""Reads of the record: what was decided, and on whose work."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import BigIntegerField, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from workflow.choices import AUTHORITY_MOVES, REVIEW_STAGES, Action, Stage


class StepQuerySet(QuerySet[Any]):
    def decisions(self, since: datetime) -> StepQuerySet:
        """Moves by which an authority ended its stage."""
        return self.filter(
            action=Action.MOVE,
            move__in=AUTHORITY_MOVES,
            from_stage__in=(*REVIEW_STAGES, Stage.UNDER_APPEAL),
            at__gte=since,
        )

    def with_handler(self) -> StepQuerySet:
        """With who did the work: the one who proposed it, else the one who decided."""
        proposed = self.model._default_manager.filter(
            application_id=OuterRef("application_id"),
            organisation_id=OuterRef("organisation_id"),
            from_stage=OuterRef("from_stage"),
            move=OuterRef("move"),
            action=Action.PROPOSE,
            sequence__lt=OuterRef("sequence"),
        ).order_by("-sequence")
        who = Subquery(proposed.values("by_id")[:1])
        either = Coalesce(who, F("by_id"), output_field=BigIntegerField())
        return self.annotate(handler_id=either)
