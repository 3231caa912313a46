"""What the API tells of applications, by who asks, and what it takes."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.functional import cached_property
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.choices import Tier
from accounts.models import User
from regions.calendar import WorkingCalendar, load_calendar
from workflow.hints import is_soon_due, next_hint, pause_words, term_of
from workflow.kinds import kind_named
from workflow.models import (
    Application,
    Notification,
    Proposal,
    Remark,
    Round,
    Step,
    Submission,
)
from workflow.permissions import is_past, proposal_seen_by, sees_internal_of
from workflow.rules import filled
from workflow.services import MoveOffer


class ProposalSerializer(serializers.ModelSerializer[Proposal]):
    """An open proposal; only for those whose own matter it is."""

    label = serializers.CharField(source="get_move_display")
    organisation = serializers.CharField(source="organisation.name")

    class Meta:
        model = Proposal
        fields = ["move", "label", "organisation", "note", "at"]


class PersonSerializer(serializers.Serializer[User]):
    """Somebody of an office."""

    id = serializers.IntegerField()
    name = serializers.CharField()


class ApplicationSerializer(serializers.ModelSerializer[Application]):
    """An application as every list shows it, whatever its kind."""

    kind = serializers.CharField(read_only=True)
    kind_name = serializers.CharField(read_only=True)
    stage_label = serializers.CharField(read_only=True)
    applicant_name = serializers.CharField(source="applicant.name", read_only=True)
    late = serializers.SerializerMethodField()
    soon_due = serializers.SerializerMethodField()
    paused = serializers.SerializerMethodField()
    days_left = serializers.SerializerMethodField()
    next = serializers.SerializerMethodField()
    assignee = serializers.SerializerMethodField()
    proposal = serializers.SerializerMethodField()

    class Meta:
        model = Application
        fields = [
            "id",
            "kind",
            "kind_name",
            "number",
            "title",
            "applicant",
            "applicant_name",
            "managing_unit",
            "division",
            "round",
            "lane",
            "stage",
            "stage_label",
            "stage_since",
            "due_at",
            "late",
            "soon_due",
            "paused",
            "days_left",
            "checks_passed",
            "checks_total",
            "evidence_count",
            "next",
            "assignee",
            "proposal",
            "version",
            "submitted_at",
            "updated_at",
        ]
        read_only_fields = fields

    def _seen(self, row: Application) -> Proposal | None:
        return proposal_seen_by(self.context["request"].user, row)

    def get_late(self, row: Application) -> bool:
        """Past the day due while somebody has still to act."""
        return not row.is_final and is_past(row.due_at, timezone.now())

    def get_soon_due(self, row: Application) -> bool:
        """Within the working days at which the round reminds."""
        return not row.is_final and is_soon_due(row, timezone.now())

    def get_paused(self, row: Application) -> str:
        """Why the clock of the stage stands still, in words; "" while it runs."""
        return pause_words(row)

    def get_days_left(self, row: Application) -> int | None:
        """Working days to the day due, below 0 when late; none where nothing is due."""
        term = term_of(row, calendar=self._calendar)
        if term is None or term.due_at is None:
            return None
        return -term.days if term.late else term.days

    @cached_property
    def _calendar(self) -> WorkingCalendar:
        return load_calendar()

    def get_next(self, row: Application) -> str:
        """Whose turn it is, in words."""
        return next_hint(row, self._seen(row))

    @extend_schema_field(PersonSerializer(allow_null=True))
    def get_assignee(self, row: Application) -> Any:
        """Who handles it, for the authorities whose matter it is."""
        tier = Tier(row.waiting_tier) if row.waiting_tier else None
        if row.assignee is None or tier is None:
            return None
        seen = sees_internal_of(self.context["request"].user, row, tier)
        return PersonSerializer(row.assignee).data if seen else None

    @extend_schema_field(ProposalSerializer(allow_null=True))
    def get_proposal(self, row: Application) -> Any:
        """The open proposal, if it may be seen."""
        seen = self._seen(row)
        return ProposalSerializer(seen).data if seen else None


class MoveOfferSerializer(serializers.Serializer[MoveOffer]):
    """One move as this person meets it: open, or closed with its reason."""

    move = serializers.CharField()
    label = serializers.CharField()
    allowed = serializers.BooleanField()
    reason = serializers.CharField()
    needs_note = serializers.BooleanField()
    is_proposal = serializers.BooleanField()
    confirms = serializers.BooleanField()


class MovesSerializer(serializers.Serializer[Any]):
    """The moves of the stage, and the version to send with one."""

    version = serializers.IntegerField()
    moves = MoveOfferSerializer(many=True)


class RemarkInSerializer(serializers.Serializer[Any]):
    """A reason at one place."""

    field = serializers.CharField(max_length=100, allow_blank=True)
    sentence = serializers.CharField()


class DeclineInSerializer(serializers.Serializer[Any]):
    """Why a proposal goes back."""

    note = serializers.CharField(required=False, allow_blank=True, default="")
    version = serializers.IntegerField(required=False, allow_null=True, default=None)


class MoveInSerializer(DeclineInSerializer):
    """A move with its reasons; `version` is the one last read."""

    move = serializers.CharField()
    remarks = RemarkInSerializer(many=True, required=False, default=list)


class RemarkSerializer(serializers.ModelSerializer[Remark]):
    """A reason at one place, as it was given."""

    class Meta:
        model = Remark
        fields = ["field", "label", "sentence"]


class StepSerializer(serializers.ModelSerializer[Step]):
    """One act on an application, with its place in the chain."""

    from_stage = serializers.CharField()
    to_stage = serializers.CharField()
    remarks = RemarkSerializer(many=True)
    submission = serializers.SerializerMethodField()
    rules_version = serializers.SerializerMethodField()

    class Meta:
        model = Step
        fields = [
            "sequence",
            "action",
            "move",
            "by_name",
            "post",
            "at",
            "from_stage",
            "to_stage",
            "note",
            "remarks",
            "submission",
            "rules_version",
            "previous_hash",
            "hash",
        ]

    def get_submission(self, step: Step) -> int | None:
        """Which submission was frozen with it."""
        return step.submission.number if step.submission else None

    def get_rules_version(self, step: Step) -> int | None:
        """Under which version of the rules."""
        return step.rule_set.version if step.rule_set else None


class SubmissionSerializer(serializers.ModelSerializer[Submission]):
    """What was handed in, frozen, with its digest."""

    by_name = serializers.CharField(source="by.name")

    class Meta:
        model = Submission
        fields = ["number", "at", "by_name", "digest", "data"]


class RoundSerializer(serializers.ModelSerializer[Round]):
    """A round with its window and the rules in force."""

    kind = serializers.CharField()
    kind_name = serializers.CharField(read_only=True)
    state = serializers.SerializerMethodField()
    rules = serializers.SerializerMethodField()

    class Meta:
        model = Round
        fields = [
            "id",
            "kind",
            "kind_name",
            "name",
            "year",
            "batch",
            "managing_unit",
            "opens_at",
            "closes_at",
            "basis",
            "instructions",
            "published_at",
            "state",
            "rules",
            "version",
            "updated_at",
        ]
        read_only_fields = ["published_at", "version", "updated_at"]
        # The service checks the batch; the database keeps it.
        validators: list[Any] = []

    def get_state(self, row: Round) -> str:
        """未发布, 未开始, 申报中 or 已截止."""
        return row.state_at(timezone.now())[0]

    def get_rules(self, row: Round) -> dict[str, Any]:
        """The rules in force, complete; those of a unit stand at its override."""
        own = [rules for rules in row.rule_sets.all() if rules.managing_unit_id is None]
        if not own:
            return {}
        settings = kind_named(row.kind).settings
        extra = own[0].data["extra"]
        return own[0].data | {"extra": extra | filled(settings, extra)}


class RulesInSerializer(serializers.Serializer[Any]):
    """A new version: what differs, why, and for which unit if not for all."""

    changes = serializers.DictField()
    note = serializers.CharField(max_length=300)
    for_unit = serializers.BooleanField(default=False)


class RulesSerializer(serializers.Serializer[Any]):
    """A version of the rules."""

    version = serializers.IntegerField()
    managing_unit = serializers.CharField(source="managing_unit_id", allow_null=True)
    changes = serializers.DictField()
    data = serializers.DictField()
    note = serializers.CharField()
    created_at = serializers.DateTimeField()


class NotificationSerializer(serializers.ModelSerializer[Notification]):
    """A message of one's own."""

    class Meta:
        model = Notification
        fields = ["id", "application", "subject", "body", "created_at", "read_at"]
