"""Resources `pilot-cities` and `listed-imports`."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from cities.api.serializers import (
    ListedImportSerializer,
    ListFileSerializer,
    PilotCitySerializer,
)
from cities.filters import PilotCityFilter
from cities.models import ListedImport, PilotCity
from cities.permissions import can_import
from cities.services import import_listed, preview_listed
from ui.api import ReadOnlyViewSet, body_of
from ui.refusals import allow


class PilotCityViewSet(ReadOnlyViewSet):
    """The national list, for everybody."""

    queryset = PilotCity.objects.for_list()
    serializer_class = PilotCitySerializer
    filterset_class = PilotCityFilter
    permission_classes = [AllowAny]


class ListedImportViewSet(ReadOnlyViewSet):
    """Imports of official lists; POST imports one, `dry_run` only looks."""

    queryset = ListedImport.objects.all()
    serializer_class = ListedImportSerializer
    updated_since_field = "at"

    @extend_schema(request=ListFileSerializer, responses={201: ListedImportSerializer})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Import a list whole, or not at all."""
        allow(can_import(request.user))
        data = body_of(request, ListFileSerializer)
        content = data["file"].read()
        if data["dry_run"]:
            report = preview_listed(content)
            return Response({"rows": [line.to_json() for line in report]})
        record = import_listed(content, file_name=data["file"].name, by=request.user)
        shown = self.get_serializer(record)
        return Response(shown.data, status=status.HTTP_201_CREATED)
