"""The history of a case over the API, whatever its kind."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from documents.api.serializers import JobSerializer
from ui.refusals import Invalid
from workflow.api.serializers import history as shapes
from workflow.choices import EntryKind
from workflow.comparing import compare
from workflow.describing import described
from workflow.forms import CompareForm
from workflow.services import order_archive, timeline_page

PLAIN: dict[str, Any] = {"pagination_class": None, "filter_backends": []}
KIND = OpenApiParameter("kind", enum=EntryKind.values, description="all if left out")
PAGE = OpenApiParameter("page", int, description="from 1, 50 entries a page")
PAIR = [
    OpenApiParameter("a", int, description="number of the earlier submission"),
    OpenApiParameter("b", int, description="number of the later one"),
    OpenApiParameter("only", bool, description="leave out what is the same"),
]


class HistoryMixin:
    """`timeline/`, `compare/` and `archive/` of one application."""

    request: Request
    get_object: Any

    @extend_schema(parameters=[KIND, PAGE], responses={200: shapes.TimelineSerializer})
    @action(detail=True, methods=["get"], **PLAIN)
    def timeline(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """All that happened and is the caller's to see, newest first."""
        asked = request.query_params
        kind = asked.get("kind", "")
        if kind and kind not in EntryKind.values:
            raise Invalid.at("kind", "没有这一类记录。")
        number = asked.get("page", 1)
        page = timeline_page(request.user, self.get_object(), kind=kind, number=number)
        return Response(shapes.TimelineSerializer(page).data)

    @extend_schema(parameters=PAIR, responses={200: shapes.ComparisonSerializer})
    @action(detail=True, methods=["get"], **PLAIN)
    def compare(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Two submissions side by side; the last two where none are named."""
        case = self.get_object()
        rows = list(case.submissions.defer("data").order_by("number"))
        form = CompareForm(request.query_params, submissions=rows)
        before, after = shapes.compared(form)
        kind, context = case.kind_of, {"only": form.cleaned_data["only"]}
        found = compare(described(kind, before.data), described(kind, after.data))
        return Response(shapes.ComparisonSerializer(found, context=context).data)

    @extend_schema(request=None, responses={202: JobSerializer})
    @action(detail=True, methods=["post"], **PLAIN)
    def archive(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Have everything put into one file; the job says how far it is."""
        job = order_archive(self.get_object(), by=request.user)  # type: ignore[arg-type]
        return Response(JobSerializer(job).data, status=status.HTTP_202_ACCEPTED)
