"""Reads of objections and appeals."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from accounts.choices import Role
from accounts.standing import standing_of
from workflow.choices import OPEN_OBJECTIONS, AppealOutcome, ObjectionState, Stage


class ObjectionQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> ObjectionQuerySet:
        """Only the authority that put up the notice: its handlers and leads.

        Nobody of the applicant's, and nobody who declared a conflict of interest in
        the case: who objected is to be kept from them above all.
        """
        mine = standing_of(user).applicant_ids
        return (
            self.filter(entry__notice__issued_by_id__in=mine)
            .exclude(application__applicant_id__in=mine)
            .exclude(application__conflicts__user_id=getattr(user, "pk", None))
        )

    def awaiting(self, user: Any) -> ObjectionQuerySet:
        """To be investigated by a handler, or confirmed by a lead."""
        posts = getattr(user, "posts_now", [])
        handles = [p.organisation_id for p in posts if p.role == Role.HANDLER]
        leads = [p.organisation_id for p in posts if p.role == Role.LEAD]
        return self.visible_to(user).filter(
            Q(
                state=ObjectionState.RECEIVED,
                entry__notice__issued_by_id__in=handles,
            )
            | Q(
                ~Q(handled_by_id=getattr(user, "pk", None)),
                state=ObjectionState.INVESTIGATED,
                handling_organisation_id__in=leads,
            )
        )

    def open(self) -> ObjectionQuerySet:
        return self.filter(state__in=OPEN_OBJECTIONS)

    def decided(self) -> ObjectionQuerySet:
        return self.exclude(state__in=OPEN_OBJECTIONS)

    def found_right(self) -> ObjectionQuerySet:
        """Investigated with the finding that they are right; a lead has to confirm."""
        return self.filter(
            state=ObjectionState.INVESTIGATED, finding=ObjectionState.UPHELD
        )

    def late(self, now: datetime) -> ObjectionQuerySet:
        return self.open().filter(due_at__lt=now.replace(microsecond=0))

    def for_list(self) -> ObjectionQuerySet:
        """With all that a row of a list shows, in one query."""
        return self.select_related(
            "application__applicant", "entry__notice__issued_by", "handled_by"
        )

    def to_remind(self, now: datetime) -> ObjectionQuerySet:
        return self.open().filter(remind_at__lte=now).order_by("remind_at", "pk")


class AppealQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> AppealQuerySet:
        """The applicant's own, and what the level that rejected or one above decides.

        A city sees the appeals against its own rejections alone.
        """
        standing = standing_of(user)
        if standing.is_national:
            return self.all()
        return self.filter(
            Q(application__applicant_id__in=standing.applicant_ids)
            | Q(application__managing_unit_id__in=standing.unit_codes)
            | Q(
                application__division_id__in=standing.city_codes,
                stage=Stage.CITY_REVIEW,
            )
        )

    def open(self) -> AppealQuerySet:
        return self.filter(outcome=AppealOutcome.OPEN)

    def for_list(self) -> AppealQuerySet:
        """With all that a row of a list shows."""
        return self.select_related(
            "application__applicant", "decided_organisation"
        ).prefetch_related("files__attachment")
