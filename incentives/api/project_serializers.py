"""What programs read and send of projects, their money and obstacles."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from incentives.choices.projects import (
    LEVEL_CHOICES,
    FundSource,
    FundStep,
    FundWarning,
    HostKind,
    ObstacleKind,
    Participation,
    Phase,
    ProjectKind,
)
from incentives.models import (
    FundEntry,
    FundTerms,
    Obstacle,
    ObstacleStep,
    Project,
    ProjectSource,
)
from incentives.services.warnings import warnings_on
from industries.choices import PriorityTag
from regions.models import Division

# How warnings are passed over, by the names of the services.
ANSWER = ("acknowledged", "reason")
LATER: dict[str, Any] = {"required": False, "allow_blank": True}


def amount(**kwargs: Any) -> serializers.DecimalField:
    """Yuan to the cent, as a string."""
    return serializers.DecimalField(16, 2, **kwargs)


def sentences() -> serializers.ListField:
    """Warnings that the person acknowledges, word for word as they were told."""
    text = serializers.CharField(max_length=500)
    return serializers.ListField(child=text, max_length=20, required=False)


class WarningSerializer(serializers.Serializer[Any]):
    """What an authority should look into."""

    kind = serializers.ChoiceField(FundWarning.choices, source="field")
    sentence = serializers.CharField()


class SourceSerializer(serializers.ModelSerializer[ProjectSource]):
    """The money of one source, in yuan."""

    source_label = serializers.CharField(source="get_source_display", read_only=True)

    class Meta:
        model = ProjectSource
        fields = [
            "source", "source_label", "planned", "allocated", "scheduled", "paid",
            "used", "waits_since",
        ]  # fmt: skip
        read_only_fields = fields


class ProjectSerializer(serializers.ModelSerializer[Project]):
    """A project with its money by source and its warnings of today.

    `execution_rate` is paid ÷ allocated, of one; null where nothing was allotted.
    """

    id = serializers.UUIDField(source="public_id", read_only=True)
    owner = serializers.CharField(source="owner.name", read_only=True)
    enterprise = serializers.UUIDField(
        source="enterprise.public_id", read_only=True, default=None
    )
    pilot_city = serializers.CharField(
        source="pilot_city.code", read_only=True, default=None
    )
    sources = SourceSerializer(many=True, read_only=True)
    planned = amount(read_only=True)
    allocated = amount(read_only=True)
    scheduled = amount(read_only=True)
    paid = amount(read_only=True)
    used = amount(read_only=True)
    execution_rate = serializers.DecimalField(18, 4, read_only=True)
    warnings = serializers.SerializerMethodField()

    class Meta:
        model = Project
        fields = [
            "id", "name", "kind", "priority", "owner", "managing_unit", "division",
            "enterprise", "pilot_city", "summary", "mode", "partner",
            "contract_number", "host_kind", "host_name", "stations", "facility_spend",
            "phase", "starts_on", "finishes_on", "total", "on_national_plan",
            "sources", "planned", "allocated", "scheduled", "paid", "used",
            "execution_rate", "warnings", "version", "created_at", "updated_at",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(WarningSerializer(many=True))
    def get_warnings(self, project: Project) -> Any:
        """As the rules stand today."""
        day = timezone.localdate()
        if "terms" not in self.context:
            self.context["terms"] = FundTerms.on(day)
        found = warnings_on(project, day, self.context["terms"])
        return WarningSerializer(found, many=True).data


class PublicProjectSerializer(serializers.ModelSerializer[Project]):
    """What everybody may know of a project; the total investment in yuan."""

    id = serializers.UUIDField(source="public_id", read_only=True)

    class Meta:
        model = Project
        fields = [
            "id", "name", "kind", "managing_unit", "division", "phase", "total",
            "updated_at",
        ]  # fmt: skip
        read_only_fields = fields


class PlannedSerializer(serializers.Serializer[Any]):
    """What is planned of one source, in yuan."""

    source = serializers.ChoiceField(FundSource.choices)
    planned = amount(min_value=Decimal(0))


class ProjectInSerializer(serializers.Serializer[Any]):
    """What an owner says of a project; money in yuan.

    Warnings (sources that do not add up, thousandfold jumps) are passed over by their
    sentences in `acknowledged`, with a `reason`.
    """

    name = serializers.CharField(max_length=200)
    kind = serializers.ChoiceField(ProjectKind.choices)
    priority = serializers.ChoiceField(PriorityTag.choices, **LATER)
    division = serializers.PrimaryKeyRelatedField(queryset=Division.objects.all())
    summary = serializers.CharField(max_length=2000, **LATER)
    mode = serializers.ChoiceField(Participation.choices, required=False)
    partner = serializers.CharField(max_length=200, **LATER)
    contract_number = serializers.CharField(max_length=80, **LATER)
    host_kind = serializers.ChoiceField(HostKind.choices, required=False)
    host_name = serializers.CharField(max_length=200, **LATER)
    stations = serializers.IntegerField(
        min_value=0, max_value=1_000_000, required=False
    )
    facility_spend = amount(min_value=Decimal(0), required=False)
    phase = serializers.ChoiceField(Phase.choices)
    starts_on = serializers.DateField()
    finishes_on = serializers.DateField()
    total = amount()
    on_national_plan = serializers.BooleanField(required=False)
    sources = PlannedSerializer(many=True, required=False)
    acknowledged = sentences()
    reason = serializers.CharField(max_length=500, **LATER)

    def words(self) -> dict[str, Any]:
        """By the names of the services."""
        given = dict(self.validated_data)
        planned = {row["source"]: row["planned"] for row in given.pop("sources", [])}
        found = {name: given.pop(name) for name in ANSWER if name in given}
        found["planned"] = planned
        if "version" in given:
            found["version"] = given.pop("version")
        return found | {"given": given}


class ProjectPatchSerializer(ProjectInSerializer):
    """The same; `version` as last read."""

    version = serializers.IntegerField(min_value=1)


class FundEntrySerializer(serializers.ModelSerializer[FundEntry]):
    """A line of the ledger, in yuan; negative in a counter entry alone."""

    project = serializers.UUIDField(source="project.public_id", read_only=True)
    project_name = serializers.CharField(source="project.name", read_only=True)
    organisation = serializers.CharField(source="organisation.name", read_only=True)
    is_undone = serializers.BooleanField(read_only=True)

    class Meta:
        model = FundEntry
        fields = [
            "id", "project", "project_name", "source", "step", "amount", "day",
            "document_number", "voucher_number", "voucher", "note", "application",
            "corrects", "is_undone", "reason", "warnings", "organisation", "entered_at",
        ]  # fmt: skip
        read_only_fields = fields


class FundEntryInSerializer(serializers.Serializer[Any]):
    """An amount in yuan.

    Warnings are passed over by their sentences in `acknowledged`, with a `reason`; both
    are kept with the entry.
    """

    source = serializers.ChoiceField(FundSource.choices)
    step = serializers.ChoiceField(FundStep.choices)
    amount = amount()
    day = serializers.DateField()
    document_number = serializers.CharField(max_length=80, **LATER)
    voucher_number = serializers.CharField(max_length=60, **LATER)
    file = serializers.FileField(required=False, allow_null=True)
    note = serializers.CharField(max_length=300, **LATER)
    # The approved application on which the money is allotted.
    application = serializers.IntegerField(required=False, allow_null=True)
    acknowledged = sentences()
    reason = serializers.CharField(max_length=500, **LATER)

    def words(self) -> dict[str, Any]:
        """By the names of the service."""
        given = dict(self.validated_data)
        return given | {"upload": given.pop("file", None)}


class NewFundEntrySerializer(FundEntryInSerializer):
    """The same, with the project."""

    project = serializers.UUIDField()


class CorrectEntrySerializer(serializers.Serializer[Any]):
    """Why an entry is undone."""

    reason = serializers.CharField(max_length=500)


class ObstacleStepSerializer(serializers.ModelSerializer[ObstacleStep]):
    """One act on an obstacle."""

    organisation = serializers.CharField(source="organisation.name", read_only=True)

    class Meta:
        model = ObstacleStep
        fields = ["act", "text", "level", "due_on", "organisation", "at"]
        read_only_fields = fields


class ObstacleSerializer(serializers.ModelSerializer[Obstacle]):
    """An obstacle with its record."""

    project = serializers.UUIDField(source="project.public_id", read_only=True)
    project_name = serializers.CharField(source="project.name", read_only=True)
    taken_by = serializers.CharField(
        source="taken_by.name", read_only=True, default=None
    )
    is_overdue = serializers.BooleanField(read_only=True)
    steps = ObstacleStepSerializer(many=True, read_only=True)

    class Meta:
        model = Obstacle
        fields = [
            "id", "project", "project_name", "kind", "text", "since", "level",
            "state", "due_on", "is_overdue", "taken_by", "raised_at", "closed_at",
            "steps", "version", "updated_at",
        ]  # fmt: skip
        read_only_fields = fields


class NewObstacleSerializer(serializers.Serializer[Any]):
    """What stands in the way, and whom the owner asks."""

    project = serializers.UUIDField()
    kind = serializers.ChoiceField(ObstacleKind.choices)
    text = serializers.CharField(max_length=2000)
    since = serializers.DateField()
    level = serializers.ChoiceField(LEVEL_CHOICES)


class FollowSerializer(serializers.Serializer[Any]):
    """What is said of an obstacle; `version` as last read."""

    version = serializers.IntegerField(min_value=1)
    text = serializers.CharField(max_length=2000)


class TakeSerializer(FollowSerializer):
    """By which day it will be solved."""

    due_on = serializers.DateField()
    text = serializers.CharField(max_length=2000, **LATER)


class FundTermsSerializer(serializers.ModelSerializer[FundTerms]):
    """After how many months and days something is warned of, from a day on."""

    class Meta:
        model = FundTerms
        fields = ["id", "effective_from", "idle_months", "answer_days", "entered_at"]
        read_only_fields = ["id", "entered_at"]


class NewTermsSerializer(serializers.Serializer[Any]):
    """Terms from a day to come."""

    effective_from = serializers.DateField()
    idle_months = serializers.IntegerField(min_value=1, max_value=60)
    answer_days = serializers.IntegerField(min_value=1, max_value=365)


class UnitMoneySerializer(serializers.Serializer[Any]):
    """A unit's money of one source, in yuan."""

    managing_unit = serializers.CharField(source="project__managing_unit_id")
    source = serializers.ChoiceField(FundSource.choices)
    planned = amount()
    allocated = amount()
    scheduled = amount()
    paid = amount()
    used = amount()
    execution_rate = serializers.DecimalField(18, 4, allow_null=True)
