"""Resource `fund-applications`."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from incentives.choices.projects import APPLIED_FOR
from incentives.filters.projects import FundApplicationFilter
from incentives.models import FundApplication, Project
from incentives.permissions.projects import owning_posts
from incentives.services.fund_applications import start_fund_application
from ui.api import body_of
from ui.refusals import NotAllowed, NotFound
from workflow.api.serializers import SectionedSerializer
from workflow.api.views import SectionedViewSet


class FundApplicationRowSerializer(serializers.ModelSerializer[FundApplication]):
    """An application as a row of a list; money in yuan."""

    stage_label = serializers.CharField(read_only=True)
    project = serializers.UUIDField(source="project.public_id", read_only=True)

    class Meta:
        model = FundApplication
        fields = [
            "id", "number", "title", "project", "source", "amount", "stage",
            "stage_label", "lane", "managing_unit", "version", "submitted_at",
            "due_at", "updated_at",
        ]  # fmt: skip
        read_only_fields = fields


class FundApplicationSerializer(SectionedSerializer, FundApplicationRowSerializer):
    """An application with the content that this person may read."""

    class Meta(FundApplicationRowSerializer.Meta):
        fields = [
            *FundApplicationRowSerializer.Meta.fields, "content", "sections", "issues",
        ]  # fmt: skip
        read_only_fields = fields


class FundApplicationStartSerializer(serializers.Serializer[Any]):
    """For which project, and of which source."""

    project = serializers.UUIDField()
    source = serializers.ChoiceField(APPLIED_FOR)


class FundApplicationViewSet(SectionedViewSet):
    """Applications that the caller may see; PATCH saves sections by their versions."""

    queryset = FundApplication.objects.for_detail().select_related("project")
    row_serializer_class = FundApplicationRowSerializer
    serializer_class = FundApplicationSerializer
    filterset_class = FundApplicationFilter

    @extend_schema(
        request=FundApplicationStartSerializer,
        responses={201: FundApplicationSerializer},
    )
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Begin an application for a project of one's own."""
        if not owning_posts(request.user):
            raise NotAllowed("资金由项目单位申请。")
        given = body_of(request, FundApplicationStartSerializer)
        rows = Project.objects.visible_to(request.user)
        project = rows.filter(public_id=given.pop("project")).first()
        if project is None:
            raise NotFound("没有找到该项目，或您无权查看。")
        made = start_fund_application(project, **given, by=request.user)  # type: ignore[arg-type]
        return self.answer(made.pk, status.HTTP_201_CREATED)


ROUTES: list[tuple[str, Any, str]] = [
    ("fund-applications", FundApplicationViewSet, "fund-application")
]
