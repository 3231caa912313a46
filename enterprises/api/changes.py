"""Resource `change-reports`."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from enterprises.choices import ChangeKind
from enterprises.filters import ChangeFilter
from enterprises.models import ChangeReport
from enterprises.services.changes import start_change
from ui.api import body_of
from workflow.api.serializers import SectionedSerializer
from workflow.api.views import SectionedViewSet


class ChangeRowSerializer(serializers.ModelSerializer[ChangeReport]):
    """A report as a row of a list."""

    stage_label = serializers.CharField(read_only=True)
    change_label = serializers.CharField(source="get_change_display", read_only=True)
    enterprise = serializers.UUIDField(source="enterprise.public_id", read_only=True)
    enterprise_name = serializers.CharField(source="enterprise.name", read_only=True)

    class Meta:
        model = ChangeReport
        fields = [
            "id",
            "number",
            "title",
            "enterprise",
            "enterprise_name",
            "change",
            "change_label",
            "effective_on",
            "stage",
            "stage_label",
            "lane",
            "managing_unit",
            "version",
            "submitted_at",
            "due_at",
            "updated_at",
        ]
        read_only_fields = fields


class ChangeSerializer(SectionedSerializer, ChangeRowSerializer):
    """A report with the content that this person may read."""

    class Meta(ChangeRowSerializer.Meta):
        fields = [*ChangeRowSerializer.Meta.fields, "content", "sections", "issues"]
        read_only_fields = fields


class ChangeStartSerializer(serializers.Serializer[Any]):
    """What begins a report."""

    change = serializers.ChoiceField(choices=ChangeKind.choices)


class ChangeViewSet(SectionedViewSet):
    """Reports that the caller may see; PATCH saves sections by their versions."""

    queryset = ChangeReport.objects.for_detail().select_related(
        "enterprise__division",
        "enterprise__industry",
        "new_division",
        "new_industry",
    )
    row_serializer_class = ChangeRowSerializer
    serializer_class = ChangeSerializer
    filterset_class = ChangeFilter

    @extend_schema(request=ChangeStartSerializer, responses={201: ChangeSerializer})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Begin a report; an enterprise has one under way at a time."""
        made = start_change(
            **body_of(request, ChangeStartSerializer),
            by=request.user,  # type: ignore[arg-type]
        )
        return self.answer(made.pk, status.HTTP_201_CREATED)
