"""Reports and figures in the API; the same services and figures as the pages."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from reporting.api.serializers import (
    CreditTotalSerializer,
    FigureSerializer,
    ReportRequestSerializer,
    ReportSerializer,
)
from reporting.dashboard.credit import CreditTotals
from reporting.dashboard.homes import Home, figures_for, home_of
from reporting.filters import ReportFilter
from reporting.models import ProgressReport, Rendition, Snapshot
from reporting.periods import parse_period
from reporting.scopes import parse_scope
from reporting.services import request_report
from ui.api import ReadOnlyViewSet, body_of
from workflow.api.views import MovesMixin


class ProgressReportViewSet(MovesMixin, ReadOnlyViewSet):
    """Progress reports; POST asks for one and answers 202 with its job."""

    queryset = ProgressReport.objects.all()
    serializer_class = ReportSerializer
    filterset_class = ReportFilter

    def get_queryset(self) -> QuerySet[Any]:
        """With snapshots (without their data) and files."""
        files = Rendition.objects.select_related("job", "attachment", "snapshot")
        files = files.defer("snapshot__data")
        snapshots = Snapshot.objects.defer("data").prefetch_related(
            Prefetch("renditions", files)
        )
        rows: QuerySet[Any] = super().get_queryset()
        return rows.prefetch_related(Prefetch("snapshots", snapshots))

    @extend_schema(request=ReportRequestSerializer, responses={202: ReportSerializer})
    def create(self, request: Request) -> Response:
        """Ask for the report of a scope and period; its file follows."""
        asked = body_of(request, ReportRequestSerializer)
        report, job = request_report(
            scope=parse_scope(asked["scope"]),
            period=parse_period(asked["period"]),
            format=asked["format"],
            by=request.user,  # type: ignore[arg-type]
        )
        made = self.get_queryset().get(pk=report.pk)
        body = {**self.get_serializer(made).data, "job": job.pk}
        headers = {"Location": report.get_absolute_url()}
        return Response(body, status.HTTP_202_ACCEPTED, headers=headers)


class FigureViewSet(viewsets.ViewSet):
    """The figures of the caller's own home page."""

    @extend_schema(responses=FigureSerializer(many=True))
    def list(self, request: Request) -> Response:
        """All figures, each with the page of its rows."""
        figures = figures_for(request.user, timezone.now())
        return Response(FigureSerializer(figures, many=True).data)


class CreditTotalViewSet(viewsets.ViewSet):
    """What firms declared of the 30% credit in a year, and what is confirmed of it."""

    @extend_schema(
        parameters=[
            OpenApiParameter("year", int, description="the newest if left out")
        ],
        responses=CreditTotalSerializer(many=True),
    )
    def list(self, request: Request) -> Response:
        """Every total of the caller's home, each with the page of its rows."""
        totals = CreditTotals(request.user, request.query_params.get("year", ""))
        seen = totals.figures() if home_of(request.user) == Home.AUTHORITY else []
        return Response(CreditTotalSerializer(seen, many=True).data)
