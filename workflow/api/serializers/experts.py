"""What the API tells of pools, panels, seats and the ranking, and what it takes."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.models import Organisation
from regions.models import ManagingUnit
from workflow.choices import ExpertField, ExpertStatus, TieNature
from workflow.models import Draw, Expert, ExpertTie, Panel, ScoreSheet, Seat
from workflow.permissions import can_keep_pool
from workflow.services import SeenSeat, draws_seen, seats_seen

FIELDS = serializers.ListField(
    child=serializers.ChoiceField(choices=ExpertField.choices), allow_empty=False
)


class TieSerializer(serializers.ModelSerializer[ExpertTie]):
    """What binds an expert to an organisation."""

    organisation_name = serializers.CharField(source="organisation.name")
    nature = serializers.CharField()
    nature_label = serializers.CharField(source="get_nature_display")

    class Meta:
        model = ExpertTie
        fields = [
            "id",
            "organisation",
            "organisation_name",
            "nature",
            "nature_label",
            "note",
            "starts_on",
            "ends_on",
            "declared_at",
        ]


class TieInSerializer(serializers.Serializer[Any]):
    """A tie to declare."""

    organisation = serializers.PrimaryKeyRelatedField(
        queryset=Organisation.objects.all()
    )
    nature = serializers.ChoiceField(choices=TieNature.choices)
    starts_on = serializers.DateField(required=False, allow_null=True)
    ends_on = serializers.DateField(required=False, allow_null=True)
    note = serializers.CharField(required=False, allow_blank=True, max_length=200)


class TieEndSerializer(serializers.Serializer[Any]):
    """Since when a tie is over; null while it goes on."""

    ends_on = serializers.DateField(allow_null=True)


class ExpertSerializer(serializers.ModelSerializer[Expert]):
    """An expert of a pool; the note is for those who keep it."""

    name = serializers.CharField(source="user.name")
    username = serializers.CharField(source="user.username")
    fields_known = serializers.ListField(child=serializers.CharField(), source="fields")
    employer_name = serializers.CharField(source="employer.name")
    status = serializers.CharField()
    status_label = serializers.CharField(source="get_status_display")
    note = serializers.SerializerMethodField()
    ties = TieSerializer(many=True)

    class Meta:
        model = Expert
        fields = [
            "id",
            "name",
            "username",
            "managing_unit",
            "fields_known",
            "employer",
            "employer_name",
            "home_unit",
            "title",
            "status",
            "status_label",
            "note",
            "ties",
            "version",
            "updated_at",
        ]

    def get_note(self, row: Expert) -> str:
        """For who keeps the pool; "" for the expert himself."""
        user = self.context["request"].user
        return row.note if can_keep_pool(user, row.managing_unit_id) else ""


class ExpertInSerializer(serializers.Serializer[Any]):
    """A person to enter into a pool; null as unit is the nation's."""

    user = serializers.CharField(help_text="用户名或电子邮箱")
    managing_unit = serializers.PrimaryKeyRelatedField(
        queryset=ManagingUnit.objects.all(), allow_null=True, default=None
    )
    fields_known = FIELDS
    home_unit = serializers.PrimaryKeyRelatedField(
        queryset=ManagingUnit.objects.all(), required=False, allow_null=True
    )
    title = serializers.CharField(required=False, allow_blank=True, max_length=60)
    note = serializers.CharField(required=False, allow_blank=True, max_length=300)


class ExpertEditSerializer(serializers.Serializer[Any]):
    """What may be changed; `version` is the one last read."""

    version = serializers.IntegerField(required=False, allow_null=True)
    fields_known = FIELDS
    employer = serializers.PrimaryKeyRelatedField(queryset=Organisation.objects.all())
    home_unit = serializers.PrimaryKeyRelatedField(queryset=ManagingUnit.objects.all())
    title = serializers.CharField(allow_blank=True, max_length=60)
    status = serializers.ChoiceField(choices=ExpertStatus.choices)
    note = serializers.CharField(allow_blank=True, max_length=300)


class SheetSerializer(serializers.ModelSerializer[ScoreSheet]):
    """A score sheet: for each criterion a score and a comment."""

    scores = serializers.DictField(
        child=serializers.DictField(child=serializers.CharField())
    )

    class Meta:
        model = ScoreSheet
        fields = ["scores", "comment", "total", "version", "saved_at", "submitted_at"]


class SheetInSerializer(serializers.Serializer[Any]):
    """What is filled in so far; `version` is the one last read."""

    scores = serializers.DictField(
        child=serializers.DictField(child=serializers.CharField(allow_blank=True))
    )
    comment = serializers.CharField(allow_blank=True, required=False, default="")
    version = serializers.IntegerField()


class GiveUpInSerializer(serializers.Serializer[Any]):
    """Why a seat is left to another."""

    reason = serializers.CharField(max_length=500)


class SteerInSerializer(serializers.Serializer[Any]):
    """`version` is that of the application as last read."""

    version = serializers.IntegerField(required=False, allow_null=True, default=None)


class SecondRoundInSerializer(SteerInSerializer, GiveUpInSerializer):
    """Why the experts shall score again."""


class SeatOfPanelSerializer(serializers.Serializer[SeenSeat]):
    """A seat as the authority sees it; its sheet only after the panel has closed."""

    id = serializers.IntegerField(source="seat.pk")
    expert = serializers.IntegerField(source="seat.expert_id")
    name = serializers.CharField(source="seat.expert.user.name")
    employer_name = serializers.CharField(source="seat.expert.employer.name")
    home_unit = serializers.CharField(source="seat.expert.home_unit_id")
    order = serializers.IntegerField(source="seat.order")
    state = serializers.CharField(source="seat.state")
    state_label = serializers.CharField(source="seat.get_state_display")
    reason = serializers.CharField(source="seat.reason")
    replaces = serializers.IntegerField(source="seat.replaces_id", allow_null=True)
    answered_at = serializers.DateTimeField(source="seat.answered_at", allow_null=True)
    sheet = SheetSerializer(allow_null=True)
    distance = serializers.CharField()


class DrawSerializer(serializers.ModelSerializer[Draw]):
    """A draw as it is kept: enough to do it again."""

    pool = serializers.ListField(child=serializers.DictField())
    demands = serializers.DictField()
    drawn = serializers.ListField(child=serializers.IntegerField())

    class Meta:
        model = Draw
        fields = ["number", "at", "seed", "demands", "pool", "drawn"]


class PanelRowSerializer(serializers.ModelSerializer[Panel]):
    """A panel as a list shows it; figures only after it has closed."""

    application_number = serializers.CharField(source="application.number")
    application_title = serializers.CharField(source="application.title")
    application_version = serializers.IntegerField(source="application.version")
    stage = serializers.CharField()
    state = serializers.CharField()
    state_label = serializers.CharField(source="get_state_display")
    summary = serializers.DictField()

    class Meta:
        model = Panel
        fields = [
            "id",
            "application",
            "application_number",
            "application_title",
            "application_version",
            "submission_number",
            "stage",
            "number",
            "state",
            "state_label",
            "shortfall",
            "reason",
            "drawn_at",
            "due_at",
            "closed_at",
            "sheets",
            "mean",
            "spread",
            "lowest",
            "highest",
            "summary",
        ]


class PanelSerializer(PanelRowSerializer):
    """With its seats and draws."""

    seats = serializers.SerializerMethodField()
    draws = serializers.SerializerMethodField()

    class Meta(PanelRowSerializer.Meta):
        fields = [*PanelRowSerializer.Meta.fields, "seats", "draws"]

    @extend_schema_field(SeatOfPanelSerializer(many=True))
    def get_seats(self, row: Panel) -> Any:
        """In order."""
        return SeatOfPanelSerializer(seats_seen(row), many=True).data

    @extend_schema_field(DrawSerializer(many=True))
    def get_draws(self, row: Panel) -> Any:
        """The latest first."""
        return DrawSerializer([seen.draw for seen in draws_seen(row)], many=True).data


class CriterionSerializer(serializers.Serializer[Any]):
    """A line of the scoring sheet."""

    key = serializers.CharField()
    label = serializers.CharField()
    points = serializers.IntegerField()
    hint = serializers.CharField()


class SeatSerializer(serializers.ModelSerializer[Seat]):
    """One's own seat: what of the case an expert may know."""

    title = serializers.CharField(source="panel.application.title")
    applicant_name = serializers.CharField(source="panel.application.applicant.name")
    round_number = serializers.IntegerField(source="panel.number")
    panel_state = serializers.CharField(source="panel.state")
    due_at = serializers.DateTimeField(source="panel.due_at", allow_null=True)
    state = serializers.CharField()
    state_label = serializers.CharField(source="get_state_display")
    criteria = CriterionSerializer(source="panel.rules.criteria", many=True)

    class Meta:
        model = Seat
        fields = [
            "id",
            "title",
            "applicant_name",
            "round_number",
            "panel_state",
            "state",
            "state_label",
            "reason",
            "invited_at",
            "answer_by",
            "answered_at",
            "due_at",
            "criteria",
        ]


class RankingSerializer(PanelRowSerializer):
    """A result with its place in the round; what is equal shares one."""

    round = serializers.IntegerField(source="application.round_id")
    applicant_name = serializers.CharField(source="application.applicant.name")
    managing_unit = serializers.CharField(
        source="application.managing_unit_id", allow_null=True
    )
    application_stage = serializers.CharField(source="application.stage")
    place = serializers.SerializerMethodField()
    shared_by = serializers.SerializerMethodField()

    class Meta(PanelRowSerializer.Meta):
        fields = [
            "place",
            "shared_by",
            "round",
            "applicant_name",
            "managing_unit",
            "application_stage",
            *PanelRowSerializer.Meta.fields,
        ]

    def _place(self, row: Panel) -> Any:
        return self.context["places"](row.application.round_id)[row.mean]

    def get_place(self, row: Panel) -> int:
        """1 is the highest mean."""
        return int(self._place(row).number)

    def get_shared_by(self, row: Panel) -> int:
        """How many stand on this place."""
        return int(self._place(row).shared)
