"""The directory for other systems, by the filters of the page."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from enterprises.api.serializers import EnterpriseSerializer
from enterprises.filters import DirectoryFilter
from enterprises.forms.directory import DayForm
from enterprises.models import Enterprise
from ui.api import ReadOnlyViewSet

ON = OpenApiParameter(
    "on", OpenApiTypes.DATE, description="该日有效的企业名称在 name_on 中给出。"
)


class EnterpriseViewSet(ReadOnlyViewSet):
    """The directory; `?standing=all&updated_since=` keeps a copy up to date.

    By default it lists those in the pilot now; `all` also those removed or left.
    """

    queryset = Enterprise.objects.with_public_facts()
    serializer_class = EnterpriseSerializer
    filterset_class = DirectoryFilter
    permission_classes = [AllowAny]
    lookup_field = "public_id"
    ordering = "id"

    def get_queryset(self) -> QuerySet[Enterprise]:
        """The list is the directory, as on the page; one may be one's own draft."""
        rows = super().get_queryset()
        if self.request.user.is_authenticated:
            rows = rows.prefetch_related("years", "members")
        return rows if self.detail else rows.in_directory()

    def filter_queryset(self, queryset: QuerySet[Enterprise]) -> QuerySet[Enterprise]:
        """Filters are the list's: who left the pilot is still found at his address."""
        return queryset if self.detail else super().filter_queryset(queryset)

    def get_serializer_context(self) -> dict[str, Any]:
        """With the day for which names are asked."""
        context = super().get_serializer_context()
        asked = self.request and self.request.query_params.get("on")
        form = DayForm({"on": asked}) if asked else None
        if form is not None and not form.is_valid():
            raise ValidationError(form.errors)
        return context | {"on": form.cleaned_data["on"] if form else None}

    @extend_schema(parameters=[ON])
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One enterprise by its permanent id."""
        return super().retrieve(request, *args, **kwargs)
