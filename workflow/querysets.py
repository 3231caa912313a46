"""Reads of applications, rounds, notices and notifications, in domain words."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.choices import Role, Tier
from accounts.standing import standing_of
from workflow.choices import (
    EDITABLE_STAGES,
    OPEN_STAGES,
    REVIEW_STAGES,
    NoticeOutcome,
    Stage,
)


class ApplicationQuerySet(QuerySet[Any]):
    """Used by page, table, export, API and download alike."""

    def visible_to(self, user: Any) -> ApplicationQuerySet:
        """Applicants see their own; authorities what was ever submitted to them.

        A draft is its applicant's alone. A separately planned city is a managing
        unit of its own, so its applications are not the province's.
        """
        standing = standing_of(user)
        mine = Q(applicant_id__in=standing.applicant_ids)
        if standing.is_national:
            return self.filter(mine | Q(submitted_at__isnull=False))
        theirs = Q(managing_unit_id__in=standing.unit_codes)
        theirs |= Q(division_id__in=standing.city_codes)
        return self.filter(mine | Q(theirs, submitted_at__isnull=False))

    def awaiting(self, user: Any) -> ApplicationQuerySet:
        """What waits for this person: to fill in, to handle, or to confirm.

        A handler sees what has no open proposal, a lead what his own organisation's
        handler has proposed. Listed ones wait for nobody unless a removal is proposed.
        """
        standing = standing_of(user)
        fill_in = Q(applicant_id__in=standing.applicant_ids, stage__in=EDITABLE_STAGES)
        turn = Q(pk__in=[])
        if standing.is_national:
            turn |= Q(waiting_tier=Tier.NATION)
        if standing.unit_codes:
            turn |= Q(waiting_tier=Tier.UNIT, managing_unit_id__in=standing.unit_codes)
        if standing.city_codes:
            turn |= Q(waiting_tier=Tier.CITY, division_id__in=standing.city_codes)
        turn &= Q(stage__in=(*REVIEW_STAGES, Stage.UNDER_APPEAL))
        step = Q(pk__in=[])
        if any(role == Role.HANDLER for role, _ in standing.roles):
            step |= Q(turn, proposal__isnull=True)
        if any(role == Role.LEAD for role, _ in standing.roles):
            step |= Q(proposal__organisation_id__in=standing.applicant_ids)
        return self.filter(fill_in | step)

    def sent_by(self, user: Any) -> ApplicationQuerySet:
        """What his organisations have submitted."""
        ids = standing_of(user).applicant_ids
        return self.filter(applicant_id__in=ids, submitted_at__isnull=False)

    def submitted(self) -> ApplicationQuerySet:
        return self.filter(submitted_at__isnull=False)

    def still_open(self) -> ApplicationQuerySet:
        return self.filter(stage__in=OPEN_STAGES)

    def in_review(self) -> ApplicationQuerySet:
        return self.filter(stage__in=REVIEW_STAGES)

    def listed(self) -> ApplicationQuerySet:
        return self.filter(stage=Stage.LISTED)

    def late(self, now: datetime | None = None) -> ApplicationQuerySet:
        """Past the day due, while somebody still has to act."""
        return self.submitted().filter(
            stage__in=(*REVIEW_STAGES, Stage.RETURNED, Stage.UNDER_APPEAL),
            due_at__lt=now or timezone.now(),
        )

    def due_before(self, moment: datetime) -> ApplicationQuerySet:
        return self.filter(
            stage__in=(*REVIEW_STAGES, Stage.RETURNED, Stage.UNDER_APPEAL),
            due_at__lt=moment,
        )

    def for_list(self) -> ApplicationQuerySet:
        """With all that a row of a list shows, in one query."""
        return self.select_related(
            "applicant", "managing_unit", "division", "round", "proposal__organisation"
        )


class RoundQuerySet(QuerySet[Any]):
    def open_at(self, now: datetime) -> RoundQuerySet:
        return self.filter(published_at__lte=now, opens_at__lte=now, closes_at__gt=now)

    def published(self) -> RoundQuerySet:
        return self.filter(published_at__isnull=False)

    def visible_to(self, user: Any) -> RoundQuerySet:
        """Published ones are public; a draft is seen where it is prepared."""
        standing = standing_of(user)
        seen = Q(published_at__isnull=False)
        if standing.is_national:
            seen |= Q(managing_unit__isnull=True)
        return self.filter(seen | Q(managing_unit_id__in=standing.unit_codes))

    def for_unit(self, unit_code: str | None) -> RoundQuerySet:
        return self.filter(
            Q(managing_unit__isnull=True) | Q(managing_unit_id=unit_code)
        )


class NoticeQuerySet(QuerySet[Any]):
    def running(self, today: date) -> NoticeQuerySet:
        return self.filter(starts_on__lte=today, ends_on__gte=today)

    def ended_before(self, today: date) -> NoticeQuerySet:
        return self.filter(ends_on__lt=today)

    def with_running_entries(self) -> NoticeQuerySet:
        return self.filter(entries__outcome=NoticeOutcome.RUNNING).distinct()


class NotificationQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> NotificationQuerySet:
        return self.filter(user_id=user.pk) if user.is_authenticated else self.none()

    def unread(self) -> NotificationQuerySet:
        return self.filter(read_at__isnull=True)


class MailQuerySet(QuerySet[Any]):
    def to_send(self, now: datetime) -> MailQuerySet:
        """Waiting mails that were not tried in the last five minutes."""
        return self.filter(
            Q(tried_at__isnull=True) | Q(tried_at__lt=now - timedelta(minutes=5)),
            state="waiting",
        )
