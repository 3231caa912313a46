"""The policy list for other systems: read by all, kept by its offices."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from cities.models import PilotCity
from enterprises.models import Enterprise
from enterprises.permissions import can_read_inside
from incentives.choices.policies import PolicyKind
from incentives.conditions import words_of
from incentives.filters.policies import PolicyFilter
from incentives.matching import Matching, matching_of_city, matching_of_enterprise
from incentives.models import PolicyBenefit, PolicyVersion
from incentives.models.policies import CONTENT
from incentives.naming import names_for
from incentives.permissions.policies import can_keep_policies
from incentives.services.policies import (
    discard_version,
    draft_policy,
    propose_version,
    publish_version,
    redraft_policy,
    revise_policy,
    send_back_version,
    withdraw_policy,
)
from ui.api import ReadOnlyViewSet, body_of
from ui.refusals import NotFound, allow

READS = ("list", "retrieve", "matching", "versions")
ENTERPRISE = OpenApiParameter("enterprise", OpenApiTypes.UUID, description="企业 id。")
CITY = OpenApiParameter("city", OpenApiTypes.STR, description="试点城市代码。")


class PolicyContentSerializer(serializers.ModelSerializer[Any]):
    """What a benefit says, as it is written into a version."""

    kinds = serializers.ListField(
        child=serializers.ChoiceField(PolicyKind.choices), allow_empty=False
    )
    conditions = serializers.ListField(
        child=serializers.DictField(), required=False, default=list
    )

    class Meta:
        model = PolicyVersion
        fields = list(CONTENT)


class PolicyDraftSerializer(PolicyContentSerializer):
    """A draft, with the version of it that was read; empty for a new revision."""

    version = serializers.IntegerField(required=False, allow_null=True, default=None)

    class Meta(PolicyContentSerializer.Meta):
        fields = [*CONTENT, "change_note", "version"]


class PolicyVersionSerializer(serializers.ModelSerializer[PolicyVersion]):
    """A version of a benefit."""

    state_label = serializers.CharField(source="get_state_display", read_only=True)

    class Meta:
        model = PolicyVersion
        fields = [
            "number",
            "state",
            "state_label",
            *CONTENT,
            "change_note",
            "return_note",
            "drafted_at",
            "published_at",
            "version",
        ]
        read_only_fields = fields


class PolicySerializer(serializers.ModelSerializer[PolicyBenefit]):
    """A benefit as published last; conditions also in words."""

    id = serializers.UUIDField(source="public_id", read_only=True)
    condition_words = serializers.SerializerMethodField()
    area = serializers.CharField(read_only=True)
    state_label = serializers.CharField(source="get_state_display", read_only=True)
    url = serializers.CharField(source="get_absolute_url", read_only=True)

    class Meta:
        model = PolicyBenefit
        fields = [
            "id",
            *CONTENT,
            "condition_words",
            "scope",
            "managing_unit",
            "division",
            "area",
            "state",
            "state_label",
            "withdrawn_at",
            "withdrawal_reason",
            "url",
            "version",
            "updated_at",
        ]
        read_only_fields = fields

    def get_condition_words(self, benefit: PolicyBenefit) -> list[str]:
        """What each condition demands."""
        names = self.context.get("names") or names_for(benefit.conditions)
        return [words_of(item, names) for item in benefit.conditions]


class PolicyOutcomeSerializer(serializers.Serializer[Any]):
    """One condition and how it stands."""

    demand = serializers.CharField()
    fit = serializers.CharField(source="fit.value")
    present = serializers.CharField()
    mend = serializers.CharField()


class PolicyMatchSerializer(serializers.Serializer[Any]):
    """A benefit for an enterprise or a city."""

    policy = serializers.UUIDField(source="benefit.public_id")
    name = serializers.CharField(source="benefit.name")
    url = serializers.CharField(source="benefit.get_absolute_url")
    met = serializers.IntegerField(source="judgement.met")
    total = serializers.IntegerField(source="judgement.total")
    fits = serializers.BooleanField(source="judgement.fits")
    summary = serializers.CharField(source="judgement.summary")
    conditions = PolicyOutcomeSerializer(source="judgement.outcomes", many=True)


class PolicyActSerializer(serializers.Serializer[Any]):
    """The version that was read; null leaves it unchecked."""

    version = serializers.IntegerField(required=False, allow_null=True, default=None)


class PolicyReturnSerializer(PolicyActSerializer):
    """With what has to be mended."""

    note = serializers.CharField(max_length=500)


class PolicyWithdrawSerializer(PolicyActSerializer):
    """With the reason that everybody will read."""

    reason = serializers.CharField(max_length=500)


class PolicyViewSet(ReadOnlyViewSet):
    """The list; `?updated_since=&state=withdrawn` also tells what left it."""

    queryset = PolicyBenefit.objects.for_list()
    serializer_class = PolicySerializer
    filterset_class = PolicyFilter
    lookup_field = "public_id"
    lookup_value_regex = "[0-9a-f-]{36}"
    ordering = "id"

    def get_permissions(self) -> list[Any]:
        """Everybody reads; who writes has signed in."""
        return [AllowAny() if self.action in READS else IsAuthenticated()]

    def get_queryset(self) -> QuerySet[PolicyBenefit]:
        """The list is the public's; one may be a draft of one's own office."""
        rows = super().get_queryset()
        return rows if self.detail else rows.in_public()

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Filters are the list's: a withdrawn one is found at its address."""
        return queryset if self.detail else super().filter_queryset(queryset)

    def paginate_queryset(self, queryset: Any) -> Any:
        """A page, and the names for all its conditions at once."""
        page = super().paginate_queryset(queryset)
        self.names = names_for(item for row in page or [] for item in row.conditions)
        return page

    def get_serializer_context(self) -> dict[str, Any]:
        """With the names for the page."""
        return super().get_serializer_context() | {
            "names": getattr(self, "names", None)
        }

    def given(self, serializer_class: Any) -> dict[str, Any]:
        """The request's body, checked; strangers are told before what is wrong."""
        allow(can_keep_policies(self.request.user))
        return body_of(self.request, serializer_class)

    def open_version(self) -> PolicyVersion:
        """The version that is drafted or waits for the lead."""
        benefit = self.get_object()
        rows = PolicyVersion.objects.visible_to(self.request.user).unpublished()
        found = rows.filter(benefit=benefit).select_related("drafted_by").first()
        if found is None:
            raise NotFound("没有正在起草的版本，或您无权查看。")
        found.benefit = benefit
        return found

    def act(self, serializer_class: Any, service: Any) -> Response:
        """An act on the open version."""
        data = self.given(serializer_class)
        stamp = data.pop("version")
        service(self.open_version(), by=self.request.user, stamp=stamp, **data)
        shown = self.get_queryset().filter(public_id=self.kwargs["public_id"]).first()
        if shown is None:
            return Response(status=status.HTTP_204_NO_CONTENT)
        return Response(self.get_serializer(shown).data)

    @extend_schema(
        request=PolicyContentSerializer, responses={201: PolicyVersionSerializer}
    )
    def create(self, request: Request) -> Response:
        """Draft a benefit for the area of one's own office."""
        data = self.given(PolicyContentSerializer)
        content = _completed(data)
        made = draft_policy(content=content, by=request.user)  # type: ignore[arg-type]
        shown = PolicyVersionSerializer(made).data | {"id": str(made.benefit.public_id)}
        return Response(shown, status=status.HTTP_201_CREATED)

    @extend_schema(request=PolicyDraftSerializer, responses=PolicyVersionSerializer)
    @action(detail=True, methods=["put"])
    def draft(self, request: Request, public_id: str) -> Response:
        """Write the open version; of a published benefit the next one is opened."""
        data = self.given(PolicyDraftSerializer)
        stamp, note = data.pop("version"), data.pop("change_note", "")
        version = revise_policy(self.get_object(), by=request.user)  # type: ignore[arg-type]
        done = redraft_policy(
            version,
            content=_completed(data),
            change_note=note,
            by=request.user,  # type: ignore[arg-type]
            stamp=stamp,
        )
        return Response(PolicyVersionSerializer(done).data)

    @extend_schema(request=PolicyActSerializer, responses=PolicySerializer)
    @action(detail=True, methods=["post"])
    def propose(self, request: Request, public_id: str) -> Response:
        """Put the draft before the lead."""
        return self.act(PolicyActSerializer, propose_version)

    @extend_schema(request=PolicyActSerializer, responses=PolicySerializer)
    @action(detail=True, methods=["post"])
    def publish(self, request: Request, public_id: str) -> Response:
        """Publish what was proposed."""
        return self.act(PolicyActSerializer, publish_version)

    @extend_schema(request=PolicyReturnSerializer, responses=PolicySerializer)
    @action(detail=True, methods=["post"], url_path="send-back")
    def send_back(self, request: Request, public_id: str) -> Response:
        """Back to the draft, with what has to be mended."""
        return self.act(PolicyReturnSerializer, send_back_version)

    @extend_schema(
        request=PolicyActSerializer, responses={200: PolicySerializer, 204: None}
    )
    @action(detail=True, methods=["post"])
    def discard(self, request: Request, public_id: str) -> Response:
        """Throw the open version away."""
        return self.act(PolicyActSerializer, discard_version)

    @extend_schema(request=PolicyWithdrawSerializer, responses=PolicySerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, public_id: str) -> Response:
        """Out of the list; address and versions stay."""
        data = self.given(PolicyWithdrawSerializer)
        done = withdraw_policy(
            self.get_object(),
            reason=data["reason"],
            by=request.user,  # type: ignore[arg-type]
            stamp=data["version"],
        )
        return Response(self.get_serializer(done).data)

    @extend_schema(responses=PolicyVersionSerializer(many=True))
    @action(detail=True, methods=["get"], pagination_class=None)
    def versions(self, request: Request, public_id: str) -> Response:
        """Every version that was published, and the open one for its office."""
        rows = PolicyVersion.objects.visible_to(request.user)
        found = rows.filter(benefit=self.get_object()).order_by("-number")
        return Response(PolicyVersionSerializer(found, many=True).data)

    @extend_schema(
        parameters=[ENTERPRISE, CITY],
        responses=PolicyMatchSerializer(many=True),
        filters=False,
    )
    @action(detail=False, methods=["get"], pagination_class=None)
    def matching(self, request: Request) -> Response:
        """Which benefits fit an enterprise or a pilot city, and what is missing."""
        asked = request.query_params
        if bool(asked.get("enterprise")) == bool(asked.get("city")):
            raise ValidationError({"enterprise": ["请写明 enterprise 或 city 之一。"]})
        if asked.get("city"):
            found = self._of_city(asked["city"])
        else:
            found = self._of_enterprise(asked["enterprise"])
        return Response(PolicyMatchSerializer(found.matches, many=True).data)

    def _of_city(self, code: str) -> Matching:
        city = PilotCity.objects.listed().for_list().filter(code=code).first()
        if city is None:
            raise NotFound("没有找到该试点城市。")
        return matching_of_city(city, day=timezone.localdate())

    def _of_enterprise(self, wanted: str) -> Matching:
        try:
            key = serializers.UUIDField().to_internal_value(wanted)
        except ValidationError as error:
            raise ValidationError({"enterprise": error.detail}) from None
        rows = Enterprise.objects.visible_to(self.request.user).with_public_facts()
        firm = rows.filter(public_id=key).first()
        if firm is None:
            raise NotFound("没有找到该企业，或您无权查看。")
        inside = bool(can_read_inside(self.request.user, firm))
        return matching_of_enterprise(firm, day=timezone.localdate(), inside=inside)


def _completed(data: dict[str, Any]) -> dict[str, Any]:
    """Fields that were left out are empty, as in the form."""
    blank = PolicyVersion()
    return {name: data.get(name, getattr(blank, name)) for name in CONTENT}


ROUTES: list[tuple[str, Any, str]] = [("policies", PolicyViewSet, "policy")]
