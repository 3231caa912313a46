"""Proposals outside a life cycle, confirmed or dropped; kinds add how they come."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from ui.api import ActViewSet
from workflow.api.serializers.four_eyes import ConfirmInSerializer, DropInSerializer
from workflow.services import confirm_proposed, drop_proposed


class FourEyesViewSet(ActViewSet):
    """Rows of a `FourEyes` model; declare queryset, serializer and filter."""

    updated_since_field = "changed_at"

    def get_queryset(self) -> QuerySet[Any]:
        """With when each was proposed or, later, decided."""
        rows = super().get_queryset()
        return rows.annotate(changed_at=Coalesce("decided_at", "proposed_at"))

    @extend_schema(request=ConfirmInSerializer)
    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, pk: str) -> Response:
        """A lead confirms what was proposed: it takes effect now."""
        row: Any = self.get_object()
        data = self.given(ConfirmInSerializer)
        return self.answer(confirm_proposed(row, by=request.user, **data))  # type: ignore[arg-type]

    @extend_schema(request=DropInSerializer)
    @action(detail=True, methods=["post"])
    def drop(self, request: Request, pk: str) -> Response:
        """Do not follow it, or take one's own back."""
        row: Any = self.get_object()
        data = self.given(DropInSerializer)
        return self.answer(drop_proposed(row, by=request.user, **data))  # type: ignore[arg-type]
