"""Resource `incentive-grants`: applications for grants."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from incentives.choices.grants import GrantCategory
from incentives.filters.grants import GrantApplicationFilter
from incentives.models import IncentiveGrant
from incentives.services.grants import start_grant
from workflow.api.serializers import SectionedSerializer
from workflow.api.views import ApplicationViewSet, SectionsMixin


class GrantApplicationRowSerializer(serializers.ModelSerializer[IncentiveGrant]):
    """An application as a row of a list; money in yuan."""

    stage_label = serializers.CharField(read_only=True)
    category_label = serializers.CharField(
        source="get_category_display", read_only=True
    )
    enterprise = serializers.UUIDField(
        source="enterprise.public_id", read_only=True, default=None
    )

    class Meta:
        model = IncentiveGrant
        fields = [
            "id",
            "number",
            "title",
            "enterprise",
            "city",
            "category",
            "category_label",
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


class GrantApplicationSerializer(SectionedSerializer, GrantApplicationRowSerializer):
    """An application with the content that this person may read."""

    class Meta(GrantApplicationRowSerializer.Meta):
        fields = [
            *GrantApplicationRowSerializer.Meta.fields,
            "content",
            "sections",
            "issues",
        ]
        read_only_fields = fields


class GrantStartSerializer(serializers.Serializer[Any]):
    """What begins an application."""

    category = serializers.ChoiceField(choices=GrantCategory.choices)


class GrantApplicationViewSet(SectionsMixin, ApplicationViewSet):
    """Applications that the caller may see; PATCH saves sections by their versions."""

    queryset = IncentiveGrant.objects.for_detail().select_related("enterprise", "city")
    serializer_class = GrantApplicationSerializer
    filterset_class = GrantApplicationFilter
    http_method_names = ["get", "post", "patch", "put", "head", "options"]

    def get_serializer_class(self) -> Any:
        """Rows in the list, content with one."""
        if self.action == "list":
            return GrantApplicationRowSerializer
        return super().get_serializer_class()

    @extend_schema(
        request=GrantStartSerializer, responses={201: GrantApplicationSerializer}
    )
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Begin an application for a kind of grant that is open to the applicant."""
        form = GrantStartSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        made = start_grant(**form.validated_data, by=request.user)  # type: ignore[arg-type]
        return self.answer(made.pk, status.HTTP_201_CREATED)
