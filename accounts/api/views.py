"""Resources `organisations`, `tokens` and `me`."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import mixins, status, viewsets
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.serializers import (
    MeSerializer,
    NewTokenSerializer,
    OrganisationSerializer,
    TokenSerializer,
)
from accounts.facts import facts_of
from accounts.filters import OrganisationFilter
from accounts.models import ApiToken, Organisation
from accounts.permissions import can_hold_tokens
from accounts.services import create_token, revoke_token
from ui.api import ReadOnlyViewSet, ViewSet


class OrganisationViewSet(ReadOnlyViewSet):
    """The organisations of the caller's area, or his own."""

    queryset = Organisation.objects.all()
    serializer_class = OrganisationSerializer
    filterset_class = OrganisationFilter
    updated_since_field = "registered_at"


class TokenViewSet(ViewSet):
    """The caller's own tokens; a new one's secret is in the answer, once."""

    queryset = ApiToken.objects.all()
    serializer_class = TokenSerializer
    updated_since_field = "created_at"
    http_method_names = ["get", "post", "delete", "head", "options"]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        verdict = can_hold_tokens(request.user)
        if not verdict:
            raise PermissionDenied(verdict.reason)

    @extend_schema(responses={201: NewTokenSerializer})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        form = self.get_serializer(data=request.data)
        form.is_valid(raise_exception=True)
        token, secret = create_token(
            user=request.user,
            request_facts=facts_of(request._request),
            **form.validated_data,
        )
        shown = NewTokenSerializer(token, context={"secret": secret})
        return Response(shown.data, status=status.HTTP_201_CREATED)

    def perform_destroy(self, instance: ApiToken) -> None:
        revoke_token(
            token=instance,
            by=self.request.user,
            request_facts=facts_of(self.request._request),
        )


class MeViewSet(mixins.ListModelMixin, viewsets.GenericViewSet[Any]):
    """Who is calling."""

    serializer_class = MeSerializer
    pagination_class = None
    filter_backends = ()

    @extend_schema(responses={200: MeSerializer})
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return Response(MeSerializer(request.user).data)
