"""Resources `certification-applications` and `certificates`."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from enterprises.choices import CERTIFICATION
from enterprises.filters import CertificateFilter, CertificationFilter
from enterprises.models import Certificate, CertificationApplication
from enterprises.permissions import can_start_certification
from enterprises.services.certifying import start_certification
from ui.api import ReadOnlyViewSet, body_of
from ui.refusals import allow
from workflow.api.serializers import SectionedSerializer
from workflow.api.views import SectionedViewSet
from workflow.models import Round


class CertificationRowSerializer(serializers.ModelSerializer[CertificationApplication]):
    """An application as a row of a list."""

    stage_label = serializers.CharField(read_only=True)
    lane_label = serializers.CharField(source="get_lane_display", read_only=True)
    enterprise = serializers.UUIDField(source="enterprise.public_id", read_only=True)
    name = serializers.CharField(source="enterprise.name", read_only=True)
    credit_code = serializers.CharField(
        source="enterprise.credit_code", read_only=True, allow_null=True
    )

    class Meta:
        model = CertificationApplication
        fields = [
            "id", "number", "title", "enterprise", "name", "credit_code", "is_renewal",
            "stage", "stage_label", "lane", "lane_label", "division", "managing_unit",
            "round", "version", "submitted_at", "due_at", "updated_at",
        ]  # fmt: skip
        read_only_fields = fields


class CertificationSerializer(SectionedSerializer, CertificationRowSerializer):
    """An application with the content that this person may read."""

    class Meta(CertificationRowSerializer.Meta):
        fields = [
            *CertificationRowSerializer.Meta.fields, "content", "sections", "issues",
        ]  # fmt: skip
        read_only_fields = fields


class CertificationStartSerializer(serializers.Serializer[Any]):
    """In which round."""

    round = serializers.PrimaryKeyRelatedField(
        queryset=Round.objects.filter(kind=CERTIFICATION)
    )


class CertificationViewSet(SectionedViewSet):
    """Applications that the caller may see; PATCH saves sections by their versions."""

    queryset = CertificationApplication.objects.for_detail().select_related(
        "enterprise__managing_unit", "enterprise__rule_set"
    )
    row_serializer_class = CertificationRowSerializer
    serializer_class = CertificationSerializer
    filterset_class = CertificationFilter

    @extend_schema(
        request=CertificationStartSerializer,
        responses={201: CertificationSerializer},
    )
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Begin a certification; 422 names each thing that is still missing."""
        allow(can_start_certification(request.user))
        made = start_certification(
            **body_of(request, CertificationStartSerializer), by=request.user
        )
        return self.answer(made.pk, status.HTTP_201_CREATED)


class CertificateCheckSerializer(serializers.ModelSerializer[Certificate]):
    """What a certificate is worth today, with its public facts and nothing else."""

    state = serializers.CharField(read_only=True)
    state_label = serializers.CharField(source="state.label", read_only=True)
    level = serializers.CharField(source="issuing_level", read_only=True)

    class Meta:
        model = Certificate
        fields = [
            "number", "name", "credit_code", "valid_from", "valid_until", "level",
            "state", "state_label",
        ]  # fmt: skip
        read_only_fields = fields


class CertifiedSerializer(CertificateCheckSerializer):
    """A row of the certified directory, with its enterprise."""

    enterprise = serializers.UUIDField(source="enterprise.public_id", read_only=True)
    managing_unit = serializers.CharField(
        source="enterprise.managing_unit_id", read_only=True, allow_null=True
    )

    class Meta(CertificateCheckSerializer.Meta):
        fields = [
            *CertificateCheckSerializer.Meta.fields, "enterprise", "managing_unit",
            "updated_at",
        ]  # fmt: skip
        read_only_fields = fields


class CertificateViewSet(ReadOnlyViewSet):
    """The certified directory; one by the token of its QR code. Public."""

    queryset = Certificate.objects.for_list()
    serializer_class = CertificateCheckSerializer
    filterset_class = CertificateFilter
    permission_classes = [AllowAny]
    lookup_field = "token"

    def get_serializer_class(self) -> Any:
        """Rows in the list, the bare facts with one."""
        return CertifiedSerializer if self.action == "list" else self.serializer_class

    def finalize_response(
        self, request: Request, response: Any, *args: Any, **kwargs: Any
    ) -> Any:
        """One of them is for who holds the paper, not for search engines."""
        done = super().finalize_response(request, response, *args, **kwargs)
        if self.action == "retrieve":
            done["X-Robots-Tag"] = "noindex, nofollow"
        return done
