"""Reads of the record: what was decided, and on whose work."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import (
    Aggregate,
    BigIntegerField,
    Count,
    F,
    FloatField,
    Func,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Coalesce

from accounts.choices import OrganisationKind
from accounts.standing import standing_of
from workflow.choices import AUTHORITY_MOVES, REVIEW_STAGES, Action, Stage

TIMED_STAGES = (*REVIEW_STAGES, Stage.UNDER_APPEAL)


class Median(Aggregate):
    """The middle of the values; half a day where two stand in the middle."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()


class StepQuerySet(QuerySet[Any]):
    def decisions(self, since: datetime | None = None) -> StepQuerySet:
        """Moves by which an authority ended its stage."""
        found = self.filter(
            action=Action.MOVE,
            move__in=AUTHORITY_MOVES,
            from_stage__in=TIMED_STAGES,
        )
        return found.filter(at__gte=since) if since else found

    def measured_for(self, user: Any) -> StepQuerySet:
        """Decisions with the days they took, of the authorities this person may watch.

        The nation sees all, a unit its own and its cities', a city its own.
        """
        standing = standing_of(user)
        rows = self.decisions().filter(spent_days__isnull=False)
        own = rows.exclude(application__applicant_id__in=standing.applicant_ids)
        if standing.is_national:
            return own
        city, unit = OrganisationKind.CITY_OFFICE, OrganisationKind.UNIT_DEPARTMENT
        in_unit = Q(
            organisation__kind__in=(unit, city),
            application__managing_unit_id__in=standing.unit_codes,
        )
        in_city = Q(
            organisation__kind=city,
            application__division_id__in=standing.city_codes,
        )
        return own.filter(in_unit | in_city)

    def times(self, *by: str) -> QuerySet[Any, dict[str, Any]]:
        """How long decisions took, in working days, one row a group."""
        rows = self.order_by()
        # The term is read from the rules of the decision; those of today may differ.
        days = Func(
            F("rule_set__data"),
            Value("review_days"),
            F("from_stage"),
            function="jsonb_extract_path_text",
            output_field=TextField(),
        )
        late = Q(spent_days__gt=Cast(days, IntegerField()))
        return rows.values(*by).annotate(
            count=Count("pk"),
            median=Median("spent_days"),
            longest=Max("spent_days"),
            late=Count("pk", filter=late),
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
