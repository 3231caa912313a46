"""Objections for those who handle them, and appeals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.facts import client_address
from ui.api import ReadOnlyViewSet, body_of
from ui.refusals import NotAllowed
from workflow.api import serializers as shapes
from workflow.api.views.notices import WITH_FILES
from workflow.filters import AppealFilter, ObjectionFilter
from workflow.models import Appeal, Application, Objection
from workflow.permissions import can_list_objections
from workflow.services import (
    ASKING,
    confirm_objection,
    count_once,
    file_appeal,
    find_objection,
    hand_up_appeal,
    investigate,
    return_objection,
)

PLAIN: dict[str, Any] = {"pagination_class": None, "filter_backends": []}


class ObjectionViewSet(ReadOnlyViewSet):
    """Objections to the notices of the caller's own authority."""

    queryset = Objection.objects.for_list().prefetch_related("files__attachment")
    serializer_class = shapes.ObjectionSerializer
    filterset_class = ObjectionFilter

    def check_permissions(self, request: Request) -> None:
        """Lead authorities; the status is for everybody."""
        super().check_permissions(request)
        verdict = can_list_objections(request.user)
        if self.action == "list" and not verdict:
            raise NotAllowed(verdict.reason)

    def _act(
        self, request: Request, shape: Any, service: Callable[..., Objection]
    ) -> Response:
        """What was sent goes to the service; the objection as it stands then."""
        given = body_of(request, shape)
        made = service(self.get_object(), by=request.user, **given)
        fresh = self.get_queryset().get(pk=made.pk)
        return Response(self.get_serializer(fresh).data)

    @extend_schema(
        request=shapes.FindingInSerializer, responses={200: shapes.ObjectionSerializer}
    )
    @action(detail=True, methods=["post"], **PLAIN)
    def investigate(self, request: Request, pk: str) -> Response:
        """Write down what was found, and propose it to a lead."""
        return self._act(request, shapes.FindingInSerializer, investigate)

    @extend_schema(
        request=shapes.VersionInSerializer, responses={200: shapes.ObjectionSerializer}
    )
    @action(detail=True, methods=["post"], **PLAIN)
    def confirm(self, request: Request, pk: str) -> Response:
        """Confirm the finding; upheld, the case goes back to review."""
        return self._act(request, shapes.VersionInSerializer, confirm_objection)

    @extend_schema(
        request=shapes.ReturnInSerializer, responses={200: shapes.ObjectionSerializer}
    )
    @action(detail=True, methods=["post"], url_path="return", **PLAIN)
    def give_back(self, request: Request, pk: str) -> Response:
        """Give the finding back to its handler with a reason."""
        return self._act(request, shapes.ReturnInSerializer, return_objection)

    @extend_schema(
        request=shapes.StatusInSerializer, responses={200: shapes.StatusSerializer}
    )
    @action(detail=False, methods=["post"], permission_classes=[AllowAny], **PLAIN)
    def status(self, request: Request) -> Response:
        """Where an objection stands, for who holds its number and code."""
        given = body_of(request, shapes.StatusInSerializer)
        count_once(ASKING, client_address(request._request))
        found = find_objection(**given)
        return Response(shapes.StatusSerializer(found).data)


class AppealViewSet(ReadOnlyViewSet):
    """Appeals that the caller raised, or that his level or one below decides."""

    queryset = Appeal.objects.for_list()
    serializer_class = shapes.AppealSerializer
    filterset_class = AppealFilter
    updated_since_field = "filed_at"
    parser_classes = WITH_FILES

    @extend_schema(
        request=shapes.AppealInSerializer, responses={201: shapes.AppealSerializer}
    )
    def create(self, request: Request) -> Response:
        """Appeal against a rejection with grounds and documents."""
        data = body_of(request, shapes.AppealInSerializer)
        user: Any = request.user
        seen = Application.objects.visible_to(user)
        case = get_object_or_404(seen, pk=data.pop("application").pk)
        made = file_appeal(case, by=user, **data)
        shown = self.get_serializer(self.get_queryset().get(pk=made.pk)).data
        return Response(shown, status=status.HTTP_201_CREATED)

    @extend_schema(
        request=shapes.VersionInSerializer, responses={200: shapes.AppealSerializer}
    )
    @action(detail=True, methods=["post"], url_path="hand-up", **PLAIN)
    def hand_up(self, request: Request, pk: str) -> Response:
        """Give it to the level above, where nobody else is there to decide it."""
        given = body_of(request, shapes.VersionInSerializer)
        appeal, user = self.get_object(), request.user
        hand_up_appeal(appeal.application, by=user, **given)  # type: ignore[arg-type]
        return Response(self.get_serializer(appeal).data)
