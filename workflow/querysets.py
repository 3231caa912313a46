"""Reads of applications, rounds, notices and notifications, in domain words."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.lookups import IsNull
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

        A handler sees what has no open proposal, a lead what a handler of his own
        organisation has proposed, or all where the round wants no four eyes. Other
        departments than the lead authorities see none: they decide nothing.
        """
        mine = standing_of(user).applicant_ids
        found = Q(applicant_id__in=mine, stage__in=EDITABLE_STAGES)
        for post in getattr(user, "posts_now", []):
            if post.role in (Role.HANDLER, Role.LEAD):
                found |= _turn_of(post)
        confirms = [
            p.organisation_id
            for p in getattr(user, "posts_now", [])
            if p.role == Role.LEAD and p.organisation.is_lead_authority
        ]
        found |= Q(proposal__organisation_id__in=confirms) & ~Q(proposal__by_id=user.pk)
        return self.filter(found)

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
        now = now or timezone.now()
        return self.submitted().filter(
            stage__in=(*REVIEW_STAGES, Stage.RETURNED, Stage.UNDER_APPEAL),
            due_at__lt=now.replace(microsecond=0),
        )

    def to_remind(self, now: datetime) -> ApplicationQuerySet:
        """Those whose people have still to be told of the day due."""
        return self.filter(remind_at__lte=now).order_by("remind_at", "pk")

    def for_detail(self) -> ApplicationQuerySet:
        """With all that the pieces of a detail page ask of the row, in one query."""
        return self.select_related(
            "applicant",
            "managing_unit",
            "division",
            "round",
            "rule_set",
            "proposal__organisation",
            "proposal__by",
        )

    def by_due(self) -> ApplicationQuerySet:
        """What is due first comes first; what has no term comes last."""
        return self.order_by(F("due_at").asc(nulls_last=True), "-pk")

    def for_list(self) -> ApplicationQuerySet:
        """With all that a row of a list shows, in one query."""
        return self.select_related(
            "applicant",
            "managing_unit",
            "division",
            "round",
            "rule_set",
            "proposal__organisation",
        )


def _turn_of(post: Any) -> Q:
    """Cases without a proposal in the stages in which this post's office decides."""
    organisation = post.organisation
    if not organisation.is_lead_authority:
        return Q(pk__in=[])
    place = {
        Tier.NATION: Q(),
        Tier.UNIT: Q(managing_unit_id=organisation.managing_unit_id),
        Tier.CITY: Q(division_id=organisation.division_id),
    }.get(organisation.tier)
    if place is None:
        return Q(pk__in=[])
    turn = place & Q(
        waiting_tier=organisation.tier,
        stage__in=(*REVIEW_STAGES, Stage.UNDER_APPEAL),
        proposal__isnull=True,
    )
    if post.role == Role.LEAD:
        turn &= Q(four_eyes=False)
    return turn & ~Q(applicant_id=organisation.pk)


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

    def in_state(self, state: str, now: datetime) -> RoundQuerySet:
        """Published rounds that are coming, open or closed at this moment."""
        published = self.filter(published_at__isnull=False)
        if state == "coming":
            return published.filter(opens_at__gt=now)
        if state == "closed":
            return published.filter(closes_at__lte=now)
        return self.open_at(now)

    def for_unit(self, unit_code: str | None) -> RoundQuerySet:
        return self.filter(
            Q(managing_unit__isnull=True) | Q(managing_unit_id=unit_code)
        )


class NoticeQuerySet(QuerySet[Any]):
    def running(self, today: date) -> NoticeQuerySet:
        return self.filter(starts_on__lte=today, ends_on__gte=today)

    def not_ended(self, today: date) -> NoticeQuerySet:
        """Running, or posted to begin on the next working day."""
        return self.filter(ends_on__gte=today)

    def visible_to(self, user: Any) -> NoticeQuerySet:
        """A notice is public."""
        return self.all()

    def with_amount(self) -> NoticeQuerySet:
        """With the number of cases on each."""
        return self.annotate(amount=Count("entries", distinct=True))

    def ended_before(self, today: date) -> NoticeQuerySet:
        return self.filter(ends_on__lt=today)

    def with_running_entries(self) -> NoticeQuerySet:
        return self.filter(entries__outcome=NoticeOutcome.RUNNING).distinct()


class NoticeEntryQuerySet(QuerySet[Any]):
    def to_close(self, today: date) -> NoticeEntryQuerySet:
        """Running entries whose last day is over and on which nothing is open."""
        return self.filter(
            outcome=NoticeOutcome.RUNNING,
            notice__ends_on__lt=today,
            application__stage=Stage.PUBLIC_NOTICE,
            application__proposal__isnull=True,
        ).order_by("pk")


class NotificationQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> NotificationQuerySet:
        return self.filter(user_id=user.pk) if user.is_authenticated else self.none()

    def unread_first(self) -> NotificationQuerySet:
        """The inbox: what was not opened, then the rest, newest first."""
        return self.order_by(IsNull(F("read_at"), False), "-pk")

    def unread(self) -> NotificationQuerySet:
        return self.filter(read_at__isnull=True)


class MailQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> MailQuerySet:
        """The sent log is the system administrator's."""
        if standing_of(user).has_role(Role.SYSADMIN):
            return self.all()
        return self.none()

    def to_send(self, now: datetime) -> MailQuerySet:
        """Waiting mails that were not tried in the last five minutes."""
        return self.filter(
            Q(tried_at__isnull=True) | Q(tried_at__lt=now - timedelta(minutes=5)),
            state="waiting",
        )
