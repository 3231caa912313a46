"""How long decisions take, as a resource to read."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from ui.api import ETagMixin
from ui.refusals import allow
from workflow.api import serializers as shapes
from workflow.filters import DurationFilter
from workflow.models import Step
from workflow.permissions import can_read_times
from workflow.times import time_table


class DurationViewSet(ETagMixin, GenericViewSet[Any]):
    """Working days from a stage's beginning to its decision, pauses left out."""

    queryset = Step.objects.none()
    serializer_class = shapes.TimesSerializer
    filterset_class = DurationFilter
    pagination_class = None

    @extend_schema(responses={200: shapes.TimesSerializer})
    def list(self, request: Request) -> Response:
        """All together, by stage, by office and by handler."""
        allow(can_read_times(request.user))
        seen = Step.objects.measured_for(request.user)
        chosen = DurationFilter(request.query_params, queryset=seen, request=request)
        if not chosen.is_valid():
            raise ValidationError(chosen.errors)
        return Response(self.get_serializer(time_table(chosen.qs)).data)
