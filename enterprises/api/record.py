"""Resource `enterprise-records`: what an enterprise and its authorities keep."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from enterprises.filters import FollowedFilter
from enterprises.models import Enterprise, EnterpriseYear, GroupMember
from enterprises.models.facts import FIGURES
from enterprises.services.update import (
    FREE,
    LOCKED,
    keep_member,
    update_facts,
    update_year,
)
from enterprises.way import way_of
from ui.api import ReadOnlyViewSet, body_of

PLAIN: dict[str, Any] = {"pagination_class": None, "filter_backends": []}
YEAR = OpenApiParameter("year", int, OpenApiParameter.PATH)
MEMBER = OpenApiParameter("member", int, OpenApiParameter.PATH)


class RecordYear(serializers.ModelSerializer[EnterpriseYear]):
    """The figures of a year, in yuan."""

    class Meta:
        model = EnterpriseYear
        fields = ["year", *FIGURES]
        read_only_fields = ["year"]


class RecordMember(serializers.ModelSerializer[GroupMember]):
    """A member of the group with its ratio in percent, from–to."""

    class Meta:
        model = GroupMember
        fields = [
            "id",
            "name",
            "credit_code",
            "control_ratio",
            "since",
            "until",
            "version",
        ]
        read_only_fields = ["id", "version"]
        validators: list[Any] = []


class RecordSerializer(serializers.ModelSerializer[Enterprise]):
    """The record; in the pool only some facts are the enterprise's to change."""

    late_papers = serializers.IntegerField(read_only=True)
    next_due = serializers.DateField(read_only=True)
    last_visit = serializers.DateField(read_only=True)
    years = RecordYear(many=True, read_only=True)
    members = RecordMember(many=True, read_only=True)

    class Meta:
        model = Enterprise
        fields = [
            "public_id",
            "name",
            "credit_code",
            "managing_unit",
            "division",
            "standing",
            "pool_number",
            "pooled_on",
            *LOCKED,
            *FREE,
            "late_papers",
            "next_due",
            "last_visit",
            "years",
            "members",
            "version",
            "updated_at",
        ]
        read_only_fields = [name for name in fields if name not in (*LOCKED, *FREE)]


class MilestoneSerializer(serializers.Serializer[Any]):
    """One thing on the way of an enterprise; a day where no hour is known."""

    title = serializers.CharField()
    at = serializers.CharField()
    by = serializers.CharField()
    note = serializers.CharField()


class RecordViewSet(ReadOnlyViewSet):
    """Records whose inner matters the caller may read: his own, or those he follows."""

    queryset = Enterprise.objects.prefetch_related("years", "members")
    serializer_class = RecordSerializer
    filterset_class = FollowedFilter
    lookup_field = "public_id"
    http_method_names = ["get", "post", "patch", "put", "head", "options"]

    def get_queryset(self) -> QuerySet[Enterprise]:
        """Within reach, with what is owed."""
        rows = super().get_queryset().in_reach_of(self.request.user)
        return rows.for_following(timezone.localdate())

    def _version(self, request: Request) -> int | None:
        asked = request.data.get("version")
        if asked is None:
            return None
        return int(serializers.IntegerField().run_validation(asked))

    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Keep facts; 409 where `version` is not the present one."""
        firm = self.get_object()
        form = self.get_serializer(firm, data=request.data, partial=True)
        form.is_valid(raise_exception=True)
        update_facts(
            firm,
            given=form.validated_data,
            by=request.user,  # type: ignore[arg-type]
            version=self._version(request),
        )
        return Response(self.get_serializer(self.get_queryset().get(pk=firm.pk)).data)

    @extend_schema(parameters=[YEAR], request=RecordYear, responses=RecordYear)
    @action(detail=True, methods=["put"], url_path=r"years/(?P<year>\d{4})", **PLAIN)
    def year(self, request: Request, year: str, **kwargs: Any) -> Response:
        """Keep the figures of a finished year."""
        firm = self.get_object()
        row = update_year(
            firm,
            year=int(year),
            given=body_of(request, RecordYear, partial=True),
            by=request.user,  # type: ignore[arg-type]
        )
        return Response(RecordYear(row).data)

    @extend_schema(request=RecordMember, responses={201: RecordMember})
    @action(detail=True, methods=["post"], url_path="members", **PLAIN)
    def add_member(self, request: Request, **kwargs: Any) -> Response:
        """Add a member of the group."""
        return self._member(request, None, status.HTTP_201_CREATED)

    @extend_schema(
        parameters=[MEMBER],
        request=RecordMember,
        responses=RecordMember,
    )
    @action(
        detail=True,
        methods=["patch"],
        url_path=r"members/(?P<member>\d+)",
        **PLAIN,
    )
    def member(self, request: Request, member: str, **kwargs: Any) -> Response:
        """Change a member of the group, or end it."""
        return self._member(request, member, status.HTTP_200_OK)

    def _member(self, request: Request, pk: str | None, code: int) -> Response:
        firm = self.get_object()
        held = None
        if pk is not None:
            held = firm.members.filter(pk=int(pk)).first()
            if held is None:
                raise Http404
        form = RecordMember(held, data=request.data, partial=held is not None)
        form.is_valid(raise_exception=True)
        row = keep_member(
            firm,
            given=form.validated_data,
            by=request.user,  # type: ignore[arg-type]
            member=held,
            version=self._version(request),
        )
        return Response(RecordMember(row).data, status=code)

    @extend_schema(responses=MilestoneSerializer(many=True))
    @action(detail=True, **PLAIN)
    def way(self, request: Request, **kwargs: Any) -> Response:
        """Its whole way, newest first."""
        found = way_of(self.get_object(), request.user)
        return Response(MilestoneSerializer(found, many=True).data)
