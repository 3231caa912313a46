"""Resource `cultivation-applications`."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from enterprises.checks import Finding
from enterprises.choices import CULTIVATION, GroupKind
from enterprises.filters import CultivationFilter
from enterprises.judging import condition_findings
from enterprises.models import CultivationApplication
from enterprises.permissions import can_start
from enterprises.services.starting import start_cultivation
from regions.models import Division
from ui.api import body_of
from ui.refusals import Invalid, allow
from workflow.api.serializers import SectionedSerializer
from workflow.api.views import SectionedViewSet
from workflow.models import Round


class CultivationRowSerializer(serializers.ModelSerializer[CultivationApplication]):
    """An application as a row of a list."""

    stage_label = serializers.CharField(read_only=True)
    lane_label = serializers.CharField(source="get_lane_display", read_only=True)
    name = serializers.CharField(source="registered_name", read_only=True)
    division_name = serializers.CharField(source="division.full_name", read_only=True)

    class Meta:
        model = CultivationApplication
        fields = [
            "id",
            "number",
            "title",
            "name",
            "credit_code",
            "group_kind",
            "stage",
            "stage_label",
            "lane",
            "lane_label",
            "place",
            "division",
            "division_name",
            "managing_unit",
            "round",
            "version",
            "submitted_at",
            "due_at",
            "updated_at",
        ]
        read_only_fields = fields


class FindingSerializer(serializers.Serializer[Finding]):
    """One of the six conditions of art. 5 as the checks find it."""

    condition = serializers.CharField()
    label = serializers.CharField(source="condition.label")
    met = serializers.BooleanField()
    sentence = serializers.CharField()
    counted = serializers.CharField()
    needed = serializers.CharField()


class CultivationSerializer(SectionedSerializer, CultivationRowSerializer):
    """An application with the content that this person may read."""

    conditions = serializers.SerializerMethodField()

    class Meta(CultivationRowSerializer.Meta):
        fields = [
            *CultivationRowSerializer.Meta.fields,
            "content",
            "sections",
            "issues",
            "conditions",
        ]
        read_only_fields = fields

    @extend_schema_field(FindingSerializer(many=True))
    def get_conditions(self, application: CultivationApplication) -> Any:
        """The six, in their order."""
        reading = self.context["view"].reading(application)
        found = condition_findings(application, reading.content, reading.checked_on)
        return FindingSerializer(found, many=True).data


class CultivationStartSerializer(serializers.Serializer[Any]):
    """What begins an application: round, place of registration, whole group or not."""

    round = serializers.PrimaryKeyRelatedField(
        queryset=Round.objects.filter(kind=CULTIVATION)
    )
    place = serializers.CharField(max_length=6)
    group_kind = serializers.ChoiceField(
        choices=GroupKind.choices, default=GroupKind.NONE
    )

    def validate_place(self, code: str) -> Division:
        """A division by its code."""
        rows = Division.objects.select_related("managing_unit", "parent")
        found: Division | None = rows.filter(pk=code).first()
        if found is None:
            raise Invalid.at("place", f"没有代码为“{code}”的行政区划，请核对。")
        return found


class CultivationViewSet(SectionedViewSet):
    """Applications that the caller may see; PATCH saves sections by their versions."""

    queryset = CultivationApplication.objects.for_detail().select_related(
        "enterprise", "place", "industry"
    )
    row_serializer_class = CultivationRowSerializer
    serializer_class = CultivationSerializer
    filterset_class = CultivationFilter

    @extend_schema(
        request=CultivationStartSerializer, responses={201: CultivationSerializer}
    )
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Begin an application in a round."""
        allow(can_start(request.user))
        made = start_cultivation(
            **body_of(request, CultivationStartSerializer), by=request.user
        )
        return self.answer(made.pk, status.HTTP_201_CREATED)
