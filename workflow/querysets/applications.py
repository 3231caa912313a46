"""Reads of applications, in domain words: the desk, lists, the clock."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from accounts.choices import Role, Tier
from accounts.standing import standing_of
from workflow.choices import (
    EDITABLE_STAGES,
    OPEN_STAGES,
    REVIEW_STAGES,
    Lane,
    Reminder,
    Stage,
)

# Where somebody has to act before a day; a notice ends by itself.
DUE_STAGES = (*REVIEW_STAGES, Stage.RETURNED, Stage.UNDER_APPEAL)


class ApplicationQuerySet(QuerySet[Any]):
    """Used by page, table, export, API and download alike."""

    def visible_to(self, user: Any) -> ApplicationQuerySet:
        """Applicants see their own; authorities what was ever submitted to them.

        A draft is its applicant's alone. A separately planned city is a managing
        unit of its own, so its applications are not the province's; what the nation
        takes in itself is neither a province's nor a city's.
        """
        standing = standing_of(user)
        mine = Q(applicant_id__in=standing.applicant_ids)
        if standing.is_national:
            return self.filter(mine | Q(submitted_at__isnull=False))
        theirs = Q(managing_unit_id__in=standing.unit_codes)
        theirs |= Q(division_id__in=standing.city_codes) & ~Q(lane=Lane.NATIONAL)
        return self.filter(mine | Q(theirs, submitted_at__isnull=False))

    def awaiting(self, user: Any) -> ApplicationQuerySet:
        """What waits for this person: to fill in, to answer, to handle, to confirm.

        A handler sees what has no open proposal, a lead what a handler of his own
        organisation has proposed, or all where the round wants no four eyes. Other
        departments than the lead authorities see none: they decide nothing.
        """
        mine = Q(applicant_id__in=standing_of(user).applicant_ids)
        asked = Q(paused_at__isnull=False)
        own = mine & (Q(stage__in=EDITABLE_STAGES) | asked)
        turn = _to_confirm(user)
        for post in getattr(user, "posts_now", []):
            if post.role in (Role.HANDLER, Role.LEAD):
                turn |= _turn_of(post)
        return self.filter(own | turn & ~self._stays_off(user))

    def to_confirm(self, user: Any, move: str = "") -> ApplicationQuerySet:
        """What a colleague proposed and this lead has to confirm; of one move only."""
        proposed = Q(proposal__move=move) if move else Q()
        return self.filter(_to_confirm(user) & proposed & ~self._stays_off(user))

    def _stays_off(self, user: Any) -> Q:
        """As `permissions.is_impartial` says it of one case."""
        declared = Exists(self._conflicts().filter(user_id=user.pk))
        submitted = Exists(self._own("submissions").filter(by_id=user.pk))
        mine = Q(applicant_id__in=standing_of(user).applicant_ids)
        return mine | Q(declared) | Q(submitted)

    def _conflicts(self) -> QuerySet[Any]:
        """Declarations of the row in hand, by which a reviewer stays off a case."""
        return self._own("conflicts")

    def _own(self, name: str) -> QuerySet[Any]:
        """Rows of a relation that belong to the row in hand."""
        related = self.model._meta.get_field(name).related_model
        rows: QuerySet[Any] = related._default_manager.filter(
            application_id=OuterRef("pk")
        )
        return rows

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
            stage__in=DUE_STAGES,
            due_at__lt=now.replace(microsecond=0),
        )

    def soon_due(self, now: datetime | None = None) -> ApplicationQuerySet:
        """Not late yet, but within the working days at which the round reminds."""
        now = now or timezone.now()
        soon = Q(remind_of=Reminder.LATE) | Q(
            remind_of=Reminder.SOON, remind_at__lte=now
        )
        return self.filter(soon, due_at__gte=now.replace(microsecond=0))

    def paused(self) -> ApplicationQuerySet:
        """Their clock stands still until the applicant has answered."""
        return self.filter(paused_at__isnull=False)

    def with_question(self) -> ApplicationQuerySet:
        """With the number of the question that each waits for (`waits_for`)."""
        related = self.model._meta.get_field("questions").related_model
        rows = related._default_manager.open().filter(application_id=OuterRef("pk"))
        return self.annotate(waits_for=Subquery(rows.values("number")[:1]))

    def with_versions(self) -> ApplicationQuerySet:
        """With how often each was handed in (`versions`)."""
        rows = self._own("submissions").order_by().values("application_id")
        return self.annotate(versions=Subquery(rows.values(n=Count("pk"))))

    def for_review(self) -> ApplicationQuerySet:
        """With what a row of a review list shows of any kind."""
        rows = self.select_related("managing_unit", "round", "assignee")
        return rows.with_question().with_versions()

    def with_term(self, now: datetime) -> ApplicationQuerySet:
        """Those whose day due counts: somebody has still to act by it."""
        appealable = Q(stage=Stage.REJECTED, due_at__gte=now.replace(microsecond=0))
        return self.filter(
            Q(stage__in=OPEN_STAGES) | appealable, term_days__isnull=False
        )

    def in_turn_at(self, user: Any) -> ApplicationQuerySet:
        """What this person's authorities handle now, whoever of them has it."""
        found = Q(pk__in=[])
        for post in getattr(user, "posts_now", []):
            if post.role in (Role.HANDLER, Role.LEAD):
                found |= _office_turn(post.organisation)
        return self.filter(found)

    def handled_by(self, user_id: int) -> ApplicationQuerySet:
        """What this person has taken or was given, and still has."""
        return self.filter(assignee_id=user_id)

    def decided_with(self, user_id: int, since: datetime) -> ApplicationQuerySet:
        """What was decided since then on this person's work."""
        steps: Any = self.model._meta.get_field("steps").related_model
        rows = steps.objects.decisions(since).with_handler()
        mine = rows.filter(application_id=OuterRef("pk"), handler_id=user_id)
        return self.filter(Exists(mine))

    def left_by_assignee(self, now: datetime) -> ApplicationQuerySet:
        """Given to somebody who is no longer a handler of the authority that has it."""
        given: Any = self.model._meta.get_field("assignments").related_model
        office = given._default_manager.filter(
            application_id=OuterRef("pk"), to_id=OuterRef("assignee_id")
        ).order_by("-pk")
        posts: Any = self.model._meta.get_field("assignee").related_model
        held = (
            posts._meta.get_field("posts")
            .related_model.objects.current(now)
            .filter(
                user_id=OuterRef("assignee_id"),
                user__is_active=True,
                organisation_id=OuterRef("office"),
                role=Role.HANDLER,
            )
        )
        return (
            self.filter(assignee__isnull=False)
            .annotate(office=Subquery(office.values("organisation_id")[:1]))
            .filter(~Exists(held))
            .order_by("pk")
        )

    def to_remind(self, now: datetime) -> ApplicationQuerySet:
        """Those whose people have still to be told of the day due."""
        return self.filter(remind_at__lte=now).order_by("remind_at", "pk")

    def for_detail(self) -> ApplicationQuerySet:
        """With all that the pieces of a detail page ask of the row, in one query."""
        conflicts = self._conflicts().order_by().values("user_id")
        submitters = self._own("submissions").order_by().values("by_id")
        rows = self.annotate(
            conflict_list=ArraySubquery(conflicts),
            submitter_list=ArraySubquery(submitters),
            has_objections=Exists(self._own("objections")),
            has_appeals=Exists(self._own("appeals")),
        )
        return rows.select_related(
            "applicant",
            "managing_unit",
            "division",
            "round",
            "rule_set",
            "assignee",
            "proposal__organisation",
            "proposal__by",
        )

    def by_due(self) -> ApplicationQuerySet:
        """What is due first comes first; what has no term comes last."""
        return self.order_by(F("due_at").asc(nulls_last=True), "-pk")

    def for_list(self) -> ApplicationQuerySet:
        """With all that a row of a list shows, in one query."""
        return self.with_question().select_related(
            "applicant",
            "managing_unit",
            "division",
            "round",
            "rule_set",
            "assignee",
            "proposal__organisation",
        )


def _office_turn(organisation: Any) -> Q:
    """Cases in the stages in which an organisation decides, if it decides at all."""
    place = {
        Tier.NATION: Q(),
        Tier.UNIT: Q(managing_unit_id=organisation.managing_unit_id),
        Tier.CITY: Q(division_id=organisation.division_id),
    }.get(organisation.tier)
    if place is None or not organisation.is_lead_authority:
        return Q(pk__in=[])
    turn = Q(
        waiting_tier=organisation.tier, stage__in=(*REVIEW_STAGES, Stage.UNDER_APPEAL)
    )
    return place & turn & ~Q(applicant_id=organisation.pk)


def _to_confirm(user: Any) -> Q:
    """Proposals of a colleague at the authorities of which the person is a lead."""
    offices = [
        p.organisation_id
        for p in getattr(user, "posts_now", [])
        if p.role == Role.LEAD and p.organisation.is_lead_authority
    ]
    return Q(proposal__organisation_id__in=offices) & ~Q(proposal__by_id=user.pk)


def _turn_of(post: Any) -> Q:
    """Cases without a proposal in the stages in which this post's office decides."""
    turn = _office_turn(post.organisation) & Q(proposal__isnull=True)
    if post.role == Role.LEAD:
        return turn & Q(four_eyes=False)
    return turn & (Q(assignee__isnull=True) | Q(assignee_id=post.user_id))
