"""Nominations for their city and their reviewers; pilot cities for everybody."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from cities.comparing import FIGURES, Comparison
from cities.models import CityNomination, ListedImport, PilotCity
from workflow.api.serializers import SectionedSerializer


class NominationRowSerializer(serializers.ModelSerializer[CityNomination]):
    """A nomination as a row of a list."""

    stage_label = serializers.CharField(read_only=True)
    lane_label = serializers.CharField(source="get_lane_display", read_only=True)
    applicant = serializers.CharField(source="applicant.name", read_only=True)
    division = serializers.CharField(source="division_id", read_only=True)
    division_name = serializers.CharField(source="division.full_name", read_only=True)
    managing_unit = serializers.CharField(source="managing_unit_id", read_only=True)
    round = serializers.IntegerField(source="round_id", read_only=True)

    class Meta:
        model = CityNomination
        fields = [
            "id",
            "number",
            "title",
            "stage",
            "stage_label",
            "lane",
            "lane_label",
            "applicant",
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


class NominationSerializer(SectionedSerializer, NominationRowSerializer):
    """A nomination with the content that this person may read."""

    class Meta(NominationRowSerializer.Meta):
        fields = [*NominationRowSerializer.Meta.fields, "content", "sections", "issues"]
        read_only_fields = fields


class ComparedFigureSerializer(serializers.Serializer[Any]):
    """What a figure of the comparison is called."""

    key = serializers.CharField()
    label = serializers.CharField()


class ComparedLineSerializer(serializers.Serializer[Any]):
    """A nomination with the figures of its last submission."""

    nomination = NominationRowSerializer()
    figures = serializers.DictField(
        source="values", child=serializers.DecimalField(None, None, allow_null=True)
    )


class RegionCountSerializer(serializers.Serializer[Any]):
    """Nominations in an economic region: information, never a quota."""

    region = serializers.CharField(source="region.value")
    label = serializers.CharField(source="region.label")
    count = serializers.IntegerField()
    less_developed = serializers.IntegerField()


class RoundComparisonSerializer(serializers.Serializer[Any]):
    """The nominations of a round side by side; context: `sort`."""

    round = serializers.IntegerField(source="round.pk")
    round_name = serializers.CharField(source="round.name")
    figures = serializers.SerializerMethodField()
    lines = serializers.SerializerMethodField()
    distribution = RegionCountSerializer(many=True)

    @extend_schema_field(ComparedFigureSerializer(many=True))
    def get_figures(self, comparison: Comparison) -> list[dict[str, str]]:
        """Keys and labels, in the order of the page."""
        return [{"key": key, "label": head} for key, head, _places in FIGURES]

    @extend_schema_field(ComparedLineSerializer(many=True))
    def get_lines(self, comparison: Comparison) -> Any:
        """Sorted as asked."""
        lines = comparison.sorted_by(self.context["sort"])
        return ComparedLineSerializer(lines, many=True).data


class StartSerializer(serializers.Serializer[Any]):
    """What begins a nomination; a municipality names one core area."""

    round = serializers.IntegerField()
    division = serializers.CharField(max_length=6)
    core_district = serializers.CharField(max_length=6, required=False)
    core_new_area = serializers.IntegerField(required=False)


class RecommendationSerializer(serializers.Serializer[Any]):
    """The province's letter; `version` 0 for the first time."""

    authority = serializers.CharField(max_length=200)
    letter_number = serializers.CharField(max_length=60)
    letter_date = serializers.DateField()
    version = serializers.IntegerField(min_value=0, default=0)
    letter = serializers.FileField(required=False)


class PilotCitySerializer(serializers.ModelSerializer[PilotCity]):
    """A pilot city as the public sees it."""

    economic_region_label = serializers.CharField(
        source="get_economic_region_display", read_only=True
    )
    managing_unit_name = serializers.CharField(
        source="managing_unit.name", read_only=True
    )
    document_date_words = serializers.CharField(read_only=True)
    url = serializers.CharField(source="get_absolute_url", read_only=True)

    class Meta:
        model = PilotCity
        fields = [
            "id",
            "code",
            "name",
            "core_area",
            "division",
            "managing_unit",
            "managing_unit_name",
            "economic_region",
            "economic_region_label",
            "batch",
            "document_name",
            "document_number",
            "document_date",
            "document_date_precision",
            "document_date_words",
            "listed_on",
            "status",
            "ended_on",
            "end_reason",
            "provenance",
            "source",
            "url",
            "updated_at",
        ]
        read_only_fields = fields


class ListedImportSerializer(serializers.ModelSerializer[ListedImport]):
    """An import of an official list with every row of the file."""

    class Meta:
        model = ListedImport
        fields = [
            "id",
            "file_name",
            "digest",
            "made",
            "unchanged",
            "waiting",
            "at",
            "rows",
        ]
        read_only_fields = fields


class ListFileSerializer(serializers.Serializer[Any]):
    """The file, and whether only to look."""

    file = serializers.FileField()
    dry_run = serializers.BooleanField(default=False)
