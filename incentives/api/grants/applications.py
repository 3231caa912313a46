"""Resource `incentive-grants`: applications for grants."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from incentives.choices.grants import GrantCategory
from incentives.filters.grants import GrantApplicationFilter
from incentives.models import GrantRuling, IncentiveGrant
from incentives.permissions.grants import can_set_amount
from incentives.services.grants import ruling_seen_by, set_amount, start_grant
from ui.api import body_of
from ui.refusals import allow
from workflow.api.serializers import SectionedSerializer
from workflow.api.views import SectionedViewSet


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


class RulingSerializer(serializers.ModelSerializer[GrantRuling]):
    """What was applied for and what is granted of it, in yuan."""

    organisation = serializers.CharField(source="organisation.name", read_only=True)

    class Meta:
        model = GrantRuling
        fields = ["applied", "amount", "reason", "organisation", "at"]
        read_only_fields = fields


class GrantApplicationSerializer(SectionedSerializer, GrantApplicationRowSerializer):
    """An application with the content that this person may read."""

    ruling = serializers.SerializerMethodField()

    class Meta(GrantApplicationRowSerializer.Meta):
        fields = [
            *GrantApplicationRowSerializer.Meta.fields,
            "content",
            "sections",
            "issues",
            "ruling",
        ]
        read_only_fields = fields

    @extend_schema_field(RulingSerializer(allow_null=True))
    def get_ruling(self, case: IncentiveGrant) -> dict[str, Any] | None:
        """Null until it was set, and for the applicant until it is granted."""
        found = ruling_seen_by(self.context["request"].user, case)
        return RulingSerializer(found).data if found else None


class AmountSerializer(serializers.Serializer[Any]):
    """How much is granted, in yuan; `version` of the case as last read."""

    amount = serializers.DecimalField(16, 2)
    reason = serializers.CharField(
        max_length=500, required=False, allow_blank=True, default=""
    )
    version = serializers.IntegerField(min_value=1)


class GrantStartSerializer(serializers.Serializer[Any]):
    """What begins an application."""

    category = serializers.ChoiceField(choices=GrantCategory.choices)


class GrantApplicationViewSet(SectionedViewSet):
    """Applications that the caller may see; PATCH saves sections by their versions."""

    queryset = IncentiveGrant.objects.for_detail().select_related("enterprise", "city")
    row_serializer_class = GrantApplicationRowSerializer
    serializer_class = GrantApplicationSerializer
    filterset_class = GrantApplicationFilter

    @extend_schema(
        request=GrantStartSerializer, responses={201: GrantApplicationSerializer}
    )
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Begin an application for a kind of grant that is open to the applicant."""
        made = start_grant(**body_of(request, GrantStartSerializer), by=request.user)  # type: ignore[arg-type]
        return self.answer(made.pk, status.HTTP_201_CREATED)

    @extend_schema(request=AmountSerializer, responses=GrantApplicationSerializer)
    @action(detail=True, methods=["post"])
    def amount(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Say how much is granted of what was applied for."""
        case = self.get_object()
        allow(can_set_amount(request.user, case))
        set_amount(case, **body_of(request, AmountSerializer), by=request.user)  # type: ignore[arg-type]
        return self.answer(case.pk)
