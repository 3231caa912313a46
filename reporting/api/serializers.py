"""Reports and figures for other systems."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from reporting.choices import ReportFormat
from reporting.models import ProgressReport


class SnapshotSerializer(serializers.Serializer[Any]):
    """The newest frozen figures, by name and digest."""

    number = serializers.IntegerField()
    digest = serializers.CharField()
    definitions = serializers.CharField()
    as_of = serializers.DateTimeField()
    taken_at = serializers.DateTimeField()


class RenditionSerializer(serializers.Serializer[Any]):
    """A file of a report, or the work that makes it."""

    format = serializers.CharField()
    snapshot = serializers.IntegerField(source="snapshot.number")
    state = serializers.CharField(source="job.state", default="done")
    percent = serializers.IntegerField(source="job.percent", default=100)
    url = serializers.SerializerMethodField()

    def get_url(self, rendition: Any) -> str | None:
        """Where the file is, once it is there."""
        attachment = rendition.attachment
        return attachment.get_absolute_url() if attachment else None


class ReportSerializer(serializers.ModelSerializer[ProgressReport]):
    """A progress report with its newest figures and its files."""

    period = serializers.CharField(source="period_code")
    stage_label = serializers.CharField(read_only=True)
    snapshot = serializers.SerializerMethodField()
    renditions = serializers.SerializerMethodField()
    url = serializers.CharField(source="get_absolute_url", read_only=True)

    class Meta:
        model = ProgressReport
        fields = (
            "id",
            "number",
            "title",
            "scope",
            "period",
            "stage",
            "stage_label",
            "stage_since",
            "due_at",
            "version",
            "snapshot",
            "renditions",
            "url",
            "created_at",
            "updated_at",
        )
        read_only_fields = fields

    @extend_schema_field(SnapshotSerializer(allow_null=True))
    def get_snapshot(self, report: Any) -> Any:
        """The newest of the prefetched snapshots."""
        newest = max(report.snapshots.all(), key=lambda s: s.number, default=None)
        return SnapshotSerializer(newest).data if newest else None

    @extend_schema_field(RenditionSerializer(many=True))
    def get_renditions(self, report: Any) -> Any:
        """All files, newest first."""
        found = [r for s in report.snapshots.all() for r in s.renditions.all()]
        found.sort(key=lambda rendition: -rendition.pk)
        return RenditionSerializer(found, many=True).data


class ReportRequestSerializer(serializers.Serializer[Any]):
    """What is asked for: scope and period as codes."""

    scope = serializers.CharField(max_length=20)
    period = serializers.CharField(max_length=20)
    format = serializers.ChoiceField(
        choices=ReportFormat.choices, default=ReportFormat.PDF
    )


class FigureSerializer(serializers.Serializer[Any]):
    """A figure of the dashboard; `href` is the page with its rows."""

    key = serializers.CharField()
    label = serializers.CharField()
    value = serializers.IntegerField()
    unit = serializers.CharField()
    href = serializers.CharField()
    note = serializers.CharField()


class CreditTotalSerializer(serializers.Serializer[Any]):
    """A total: firms, or yuan as text with two decimals; its rows are at `href`."""

    key = serializers.CharField()
    label = serializers.CharField()
    value = serializers.CharField(source="text")
    unit = serializers.CharField()
    href = serializers.CharField()
