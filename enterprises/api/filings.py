"""Resources `three-year-plans`, `annual-reports` and `visits`."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from enterprises.choices import ReportFigure
from enterprises.filters.filings import PlanFilter, ReportFilter, VisitFilter
from enterprises.models import (
    AnnualReport,
    Enterprise,
    FormerFiling,
    ThreeYearPlan,
    Visit,
)
from enterprises.permissions import can_keep
from enterprises.services.filings import (
    excuse_filing,
    file_filing,
    return_filing,
    save_filing,
)
from enterprises.services.visits import register_visit
from ui.api import ReadOnlyViewSet, body_of

PLAIN: dict[str, Any] = {"pagination_class": None, "filter_backends": []}
OF_ALL = [
    "id",
    "enterprise",
    "enterprise_name",
    "due_on",
    "state",
    "state_label",
    "filed_at",
    "excused_at",
    "excuse",
    "file",
    "former",
    "version",
    "updated_at",
]


class FormerSerializer(serializers.ModelSerializer[FormerFiling]):
    """What was filed before it was sent back."""

    class Meta:
        model = FormerFiling
        fields = ["filed_at", "due_on", "returned_at", "reason", "content", "file"]
        read_only_fields = fields


class FilingSerializer(serializers.ModelSerializer[Any]):
    """A paper; what is only drafted is its enterprise's alone, so empty for others."""

    enterprise = serializers.UUIDField(source="enterprise.public_id", read_only=True)
    enterprise_name = serializers.CharField(source="enterprise.name", read_only=True)
    state = serializers.CharField(read_only=True)
    state_label = serializers.CharField(source="state.label", read_only=True)
    former = FormerSerializer(many=True, read_only=True)

    def to_representation(self, filing: Any) -> dict[str, Any]:
        """Drafts of others are hidden."""
        shown = super().to_representation(filing)
        user = self.context["request"].user
        if filing.filed_at is None and not can_keep(user, filing.enterprise):
            shown |= dict.fromkeys([*filing.CONTENT, "file"])
        return shown


class ThreeYearPlanSerializer(FilingSerializer):
    """A three-year plan."""

    class Meta:
        model = ThreeYearPlan
        fields = [*OF_ALL, *ThreeYearPlan.CONTENT]
        read_only_fields = OF_ALL


class FiguresSerializer(serializers.Serializer[Any]):
    """What a report counts; money in yuan."""

    def get_fields(self) -> dict[str, Any]:
        """One text of digits for each figure."""
        return {
            key.value: serializers.DecimalField(
                max_digits=16,
                decimal_places=2 if key == ReportFigure.INVESTED else 0,
                min_value=0,
                required=False,
                help_text=str(key.label),
            )
            for key in ReportFigure
        }


class AnnualReportSerializer(FilingSerializer):
    """The report of a year."""

    figures = FiguresSerializer(required=False)

    class Meta:
        model = AnnualReport
        fields = [*OF_ALL, "year", *AnnualReport.CONTENT]
        read_only_fields = [*OF_ALL, "year"]

    def validate_figures(self, figures: dict[str, Any]) -> dict[str, str]:
        """As the record keeps them."""
        return {key: str(value) for key, value in figures.items()}


class ReasonSerializer(serializers.Serializer[Any]):
    """A reason; with `version`, 409 where the paper moved on meanwhile."""

    reason = serializers.CharField(max_length=500)
    version = serializers.IntegerField(required=False)


class ReturnSerializer(ReasonSerializer):
    """Also by when it has to come again."""

    due_on = serializers.DateField()


class FilingViewSet(ReadOnlyViewSet):
    """Papers that the caller may see; the enterprise drafts and files, PATCH and POST.

    A file comes as `file` in multipart/form-data.
    """

    http_method_names = ["get", "post", "patch", "head", "options"]
    parser_classes = [JSONParser, MultiPartParser]

    def _answer(self, filing: Any) -> Response:
        fresh = self.get_queryset().get(pk=filing.pk)
        return Response(self.get_serializer(fresh).data)

    def _write(self, request: Request, write: Any) -> Response:
        filing = self.get_object()
        form = self.get_serializer(filing, data=request.data, partial=True)
        form.is_valid(raise_exception=True)
        version = serializers.IntegerField(required=False, allow_null=True)
        asked = request.data.get("version")
        done = write(
            filing,
            given=form.validated_data,
            by=request.user,
            version=version.run_validation(asked) if asked is not None else None,
            upload=request.FILES.get("file"),
        )
        return self._answer(done)

    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Keep a draft, complete or not; 409 where `version` is not the present one."""
        return self._write(request, save_filing)

    @action(detail=True, methods=["post"], url_path="file", **PLAIN)
    def hand_in(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Save what is sent and file it; 422 names each thing missing."""
        return self._write(request, file_filing)

    @extend_schema(request=ReasonSerializer)
    @action(detail=True, methods=["post"], **PLAIN)
    def excuse(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The managing authority's lead lets the enterprise off."""
        return self._decide(ReasonSerializer, excuse_filing)

    @extend_schema(request=ReturnSerializer)
    @action(detail=True, methods=["post"], url_path="return", **PLAIN)
    def send_back(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The managing authority sends back what was filed."""
        return self._decide(ReturnSerializer, return_filing)

    def _decide(self, shape: Any, decide: Any) -> Response:
        filing = self.get_object()
        done = decide(filing, **body_of(self.request, shape), by=self.request.user)
        return self._answer(done)


class PlanViewSet(FilingViewSet):
    """Three-year plans."""

    queryset = ThreeYearPlan.objects.select_related("enterprise").prefetch_related(
        "former"
    )
    serializer_class = ThreeYearPlanSerializer
    filterset_class = PlanFilter


class ReportViewSet(FilingViewSet):
    """Annual reports."""

    queryset = AnnualReport.objects.select_related("enterprise").prefetch_related(
        "former"
    )
    serializer_class = AnnualReportSerializer
    filterset_class = ReportFilter


class VisitSerializer(serializers.ModelSerializer[Visit]):
    """A follow-up visit; `enterprise` is the permanent id."""

    enterprise = serializers.SlugRelatedField(
        slug_field="public_id", queryset=Enterprise.objects.all()
    )
    organisation = serializers.StringRelatedField[Any](read_only=True)

    class Meta:
        model = Visit
        fields = [
            "id",
            "enterprise",
            "on",
            "kind",
            "findings",
            "advice",
            "is_shared",
            "organisation",
            "at",
        ]
        read_only_fields = ["id", "organisation", "at"]


class VisitViewSet(ReadOnlyViewSet):
    """Visits that the caller may read; a wrong one is followed by another."""

    queryset = Visit.objects.select_related("enterprise", "organisation")
    serializer_class = VisitSerializer
    filterset_class = VisitFilter
    updated_since_field = "at"
    http_method_names = ["get", "post", "head", "options"]

    @extend_schema(request=VisitSerializer, responses={201: VisitSerializer})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Write a visit down."""
        form = self.get_serializer(data=request.data)
        form.fields["enterprise"].queryset = Enterprise.objects.in_reach_of(
            request.user
        )
        form.is_valid(raise_exception=True)
        made = register_visit(
            **form.validated_data,
            by=request.user,  # type: ignore[arg-type]
        )
        shown = self.get_serializer(made).data
        return Response(shown, status=status.HTTP_201_CREATED)
