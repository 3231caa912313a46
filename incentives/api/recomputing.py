"""All ledgers computed anew, for programs."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from documents.api.serializers import JobSerializer
from incentives.services.credit import start_recompute_all
from ui.api import body_of


class RecomputationSerializer(serializers.Serializer[Any]):
    """Why; it stands in the history of every result that changes."""

    cause = serializers.CharField(max_length=200)


class CreditRecomputationViewSet(viewsets.GenericViewSet[Any]):
    """POST begins one, by a lead of the nation; the job tells how far it is."""

    serializer_class = RecomputationSerializer

    @extend_schema(responses={202: JobSerializer})
    def create(self, request: Request) -> Response:
        """The job that computes all ledgers."""
        job = start_recompute_all(
            **body_of(request, RecomputationSerializer),
            by=request.user,  # type: ignore[arg-type]
            now=timezone.now(),
        )
        shown = JobSerializer(job, context=self.get_serializer_context())
        return Response(shown.data, status=status.HTTP_202_ACCEPTED)
