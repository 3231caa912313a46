"""Reference data for other systems: read only and public."""

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import viewsets
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from regions.api.serializers import (
    AddQuery,
    DaySerializer,
    DivisionSerializer,
    ManagingUnitSerializer,
    NewAreaSerializer,
    WorkingDaysSerializer,
)
from regions.calendar import (
    add_working_days,
    days_between,
    is_provisional,
    last_moment,
)
from regions.filters import DivisionFilter, ManagingUnitFilter, NewAreaFilter
from regions.models import Division, ManagingUnit, NewArea
from ui.api import ReadOnlyViewSet

# Three years of days: enough for any plan, small enough for one answer.
MAX_SPAN = 1100


class ManagingUnitViewSet(ReadOnlyViewSet):
    """The 37 managing units: 31 provinces, 5 separately planned cities, the XPCC."""

    queryset = ManagingUnit.objects.all()
    serializer_class = ManagingUnitSerializer
    filterset_class = ManagingUnitFilter
    permission_classes = [AllowAny]
    ordering = "order"


class DivisionViewSet(ReadOnlyViewSet):
    """Divisions of GB/T 2260; `?q=` searches code, name, pinyin and initials."""

    queryset = Division.objects.all()
    serializer_class = DivisionSerializer
    filterset_class = DivisionFilter
    permission_classes = [AllowAny]
    ordering = "code"


class NewAreaViewSet(ReadOnlyViewSet):
    """The 19 national new areas."""

    queryset = NewArea.objects.select_related("host_unit")
    serializer_class = NewAreaSerializer
    filterset_class = NewAreaFilter
    permission_classes = [AllowAny]
    ordering = "order"


def _query(name: str, kind: Any, description: str) -> OpenApiParameter:
    return OpenApiParameter(name, kind, description=description)


class WorkingDaysViewSet(viewsets.ViewSet):
    """Working days of China as the portal counts them."""

    permission_classes = [AllowAny]

    @extend_schema(
        parameters=[
            _query("from", OpenApiTypes.DATE, "First day of a span"),
            _query("to", OpenApiTypes.DATE, "Last day of the span"),
            _query("start", OpenApiTypes.DATE, "Day to count from, itself not counted"),
            _query("add", OpenApiTypes.INT, "Working days to add to start"),
        ],
        responses=WorkingDaysSerializer,
    )
    def list(self, request: Request) -> Response:
        """Either `?from=&to=` (the days) or `?start=&add=` (the day reached)."""
        asked = request.query_params
        if "start" in asked or "add" in asked:
            return Response(_reached(asked))
        return Response(_span(asked))


def _reached(asked: Any) -> dict[str, Any]:
    query = AddQuery(data=asked)
    query.is_valid(raise_exception=True)
    start, count = query.validated_data["start"], query.validated_data["add"]
    day = add_working_days(start, count)
    answer = {
        "start": start,
        "add": count,
        "date": day,
        "last_moment": last_moment(day),
        "is_provisional": is_provisional(day),
    }
    return dict(WorkingDaysSerializer(answer).data)


def _span(asked: Any) -> dict[str, Any]:
    first, last = _day(asked, "from"), _day(asked, "to")
    if last < first:
        raise ValidationError({"to": [_("结束日期不能早于开始日期。")]})
    if last - first > timedelta(days=MAX_SPAN):
        sentence = _("一次最多查询 %d 天。") % MAX_SPAN
        raise ValidationError({"to": [sentence]})
    days = days_between(first, last)
    return {
        "days": DaySerializer(days, many=True).data,
        "working_days": sum(note.is_working for note in days),
        "is_provisional": any(note.is_provisional for note in days),
    }


def _day(asked: Any, name: str) -> date:
    text = asked.get(name, "")
    try:
        return date.fromisoformat(text)
    except ValueError:
        sentence = _("请按 2026-06-30 的形式写明 %s。") % name
        raise ValidationError({name: [sentence]}) from None
