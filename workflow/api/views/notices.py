"""Public notices, and objections to them by everybody."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.parsers import FormParser, JSONParser, MultiPartParser
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.facts import client_address
from ui.api import ReadOnlyViewSet, body_of
from workflow.api import serializers as shapes
from workflow.checks.objections import Objector
from workflow.filters import NoticeFilter
from workflow.models import Notice
from workflow.services import FILING, count_once, file_objection

WITH_FILES = [JSONParser, MultiPartParser, FormParser]


class NoticeViewSet(ReadOnlyViewSet):
    """Public notices."""

    queryset = Notice.objects.select_related("issued_by").prefetch_related(
        "entries__application__applicant", "entries__objections"
    )
    serializer_class = shapes.NoticeSerializer
    filterset_class = NoticeFilter
    permission_classes = [AllowAny]
    lookup_field = "number"
    updated_since_field = "created_at"

    @extend_schema(
        request=shapes.ObjectionInSerializer, responses={201: shapes.ReceiptSerializer}
    )
    @action(
        detail=True,
        methods=["post"],
        pagination_class=None,
        filter_backends=[],
        parser_classes=WITH_FILES,
    )
    def objections(self, request: Request, number: str) -> Response:
        """Raise an objection to a case on the notice; no account is needed."""
        data = body_of(request, shapes.ObjectionInSerializer)
        notice = self.get_object()
        entry = get_object_or_404(notice.entries, pk=data["entry"])
        count_once(FILING, client_address(request._request))
        filed = file_objection(
            entry,
            objector=_objector(data),
            text=data["text"],
            seal=data["seal"],
            files=data.get("files", ()),
        )
        made = filed.objection
        receipt = {
            "number": made.number,
            "code": filed.code,
            "received_at": made.received_at,
            "due_at": made.due_at,
        }
        shown = shapes.ReceiptSerializer(receipt).data
        return Response(shown, status=status.HTTP_201_CREATED)


def _objector(data: dict[str, Any]) -> Objector:
    return Objector.cleaned(
        kind=data["objector_kind"],
        name=data["objector_name"],
        phone=data["phone"],
        contact_name=data["contact_name"],
        email=data["email"],
    )
