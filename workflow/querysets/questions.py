"""Reads of questions to applicants."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from accounts.standing import standing_of
from workflow.choices import Lane, QuestionState


class QuestionQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> QuestionQuerySet:
        """Whoever sees the case sees what was asked and answered."""
        standing = standing_of(user)
        if standing.is_national:
            return self.all()
        in_city = Q(application__division_id__in=standing.city_codes)
        return self.filter(
            Q(application__applicant_id__in=standing.applicant_ids)
            | Q(application__managing_unit_id__in=standing.unit_codes)
            | in_city & ~Q(application__lane=Lane.NATIONAL)
        )

    def awaiting(self, user: Any) -> QuestionQuerySet:
        """To be answered by this person's organisation."""
        mine = standing_of(user).applicant_ids
        return self.open().filter(application__applicant_id__in=mine)

    def open(self) -> QuestionQuerySet:
        return self.filter(state=QuestionState.OPEN)

    def to_expire(self, now: datetime) -> QuestionQuerySet:
        """Open ones whose last day is over."""
        return self.open().filter(due_at__lt=now.replace(microsecond=0)).order_by("pk")

    def to_remind(self, now: datetime) -> QuestionQuerySet:
        return self.open().filter(remind_at__lte=now).order_by("remind_at", "pk")
