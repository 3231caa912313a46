"""Reads of what two people do; who may see them each kind says itself."""

from __future__ import annotations

from typing import Any, Self

from django.db.models import QuerySet

from workflow.choices import FourEyesState


class FourEyesQuerySet(QuerySet[Any]):
    """What is proposed, and what came of it."""

    def open(self) -> Self:
        """What waits for a lead."""
        return self.filter(state=FourEyesState.PROPOSED)

    def confirmed(self) -> Self:
        """What took effect."""
        return self.filter(state=FourEyesState.CONFIRMED)
