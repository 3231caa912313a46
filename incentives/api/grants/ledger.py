"""Resources `grants` and `public-grants`: the ledger, and what everybody may know."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from incentives.api.grants.proposals import PolicyField
from incentives.choices.grants import INTERNAL_EVENTS, GrantEventKind
from incentives.filters.grants import GrantFilter, PublicGrantFilter
from incentives.models import Grant, GrantEvent
from incentives.permissions.grants import can_enter_event, reads_inside
from incentives.services.grants import (
    Given,
    keep_after_review,
    propose_revocation,
    record_condition,
    record_payment,
    record_recovery,
    reverse_event,
    show_amount,
)
from ui.api import ReadOnlyViewSet, body_of
from ui.refusals import allow

PLAIN: dict[str, Any] = {"pagination_class": None, "filter_backends": []}
CENT = Decimal("0.01")


class GrantEventSerializer(serializers.ModelSerializer[GrantEvent]):
    """An entry of the ledger; money in yuan."""

    kind = serializers.ChoiceField(GrantEventKind.choices, read_only=True)
    kind_label = serializers.CharField(source="get_kind_display", read_only=True)
    organisation = serializers.CharField(
        source="organisation.name", read_only=True, default=""
    )
    reverses = serializers.IntegerField(
        source="reverses.sequence", read_only=True, default=None
    )

    class Meta:
        model = GrantEvent
        fields = [
            "sequence", "kind", "kind_label", "on", "amount", "voucher_number",
            "voucher", "note", "reverses", "organisation", "at",
        ]  # fmt: skip
        read_only_fields = fields


class GrantSerializer(serializers.ModelSerializer[Grant]):
    """An award with the sums that follow from its entries; money in yuan."""

    id = serializers.UUIDField(source="public_id", read_only=True)
    enterprise = serializers.UUIDField(
        source="enterprise.public_id", read_only=True, default=None
    )
    category_label = serializers.CharField(
        source="get_category_display", read_only=True
    )
    state_label = serializers.CharField(source="get_state_display", read_only=True)
    organisation = serializers.CharField(source="organisation.name", read_only=True)
    to_recover = serializers.DecimalField(16, 2, read_only=True)
    policy = PolicyField(read_only=True)
    needs_review = serializers.SerializerMethodField()

    class Meta:
        model = Grant
        fields = [
            "id", "number", "receiver_name", "enterprise", "city", "managing_unit",
            "category", "category_label", "policy", "basis_name", "basis_number",
            "basis_url", "amount", "right", "starts", "ends", "conditions",
            "organisation", "tier", "awarded_on", "state", "state_label", "paid",
            "demanded", "recovered", "to_recover", "needs_review", "amount_is_public",
            "version", "updated_at",
        ]  # fmt: skip
        read_only_fields = fields

    def get_needs_review(self, grant: Grant) -> bool | None:
        """Null for the receiver."""
        inside = reads_inside(self.context["request"].user, grant)
        return grant.needs_review if inside else None


class PublicGrantSerializer(serializers.ModelSerializer[Grant]):
    """What everybody may know; the amount is null where it is not public."""

    id = serializers.UUIDField(source="public_id", read_only=True)
    category_label = serializers.CharField(
        source="get_category_display", read_only=True
    )
    organisation = serializers.CharField(source="organisation.name", read_only=True)
    year = serializers.IntegerField(read_only=True)
    amount = serializers.DecimalField(
        16, 2, source="public_amount", read_only=True, allow_null=True
    )

    class Meta:
        model = Grant
        fields = [
            "id", "receiver_name", "category", "category_label", "organisation",
            "basis_name", "basis_number", "basis_url", "year", "amount",
        ]  # fmt: skip
        read_only_fields = fields


class GrantEntrySerializer(serializers.Serializer[Any]):
    """An entry; `version` of the award as last read, 409 where it moved on."""

    on = serializers.DateField()
    note = serializers.CharField(
        max_length=2000, required=False, allow_blank=True, default=""
    )
    file = serializers.FileField(required=False, allow_null=True, default=None)
    version = serializers.IntegerField(min_value=1)


class MoneyEntrySerializer(GrantEntrySerializer):
    """Money paid out or back, in yuan, with its voucher."""

    amount = serializers.DecimalField(16, 2, min_value=CENT)
    voucher_number = serializers.CharField(
        max_length=60, required=False, allow_blank=True, default=""
    )


class GrantConditionSerializer(GrantEntrySerializer):
    """Whether the conditions are met, and why."""

    met = serializers.BooleanField()
    note = serializers.CharField(max_length=2000)


class RevocationSerializer(serializers.Serializer[Any]):
    """On which ground to revoke, and what has to come back, in yuan."""

    ground = serializers.CharField(max_length=2000)
    demanded = serializers.DecimalField(16, 2, min_value=Decimal(0))
    file = serializers.FileField(required=False, allow_null=True, default=None)
    version = serializers.IntegerField(min_value=1)


class KeepSerializer(serializers.Serializer[Any]):
    """Why the award goes on."""

    reason = serializers.CharField(max_length=2000)
    version = serializers.IntegerField(min_value=1)


class ReverseSerializer(serializers.Serializer[Any]):
    """Which entry, by its number in the ledger of the award, and why."""

    sequence = serializers.IntegerField(min_value=1)
    reason = serializers.CharField(max_length=2000)


class ShowSerializer(serializers.Serializer[Any]):
    """Whether everybody may know the amount."""

    shown = serializers.BooleanField()
    version = serializers.IntegerField(min_value=1)


class GrantViewSet(ReadOnlyViewSet):
    """The ledger; a file comes as `file` in multipart/form-data."""

    queryset = Grant.objects.for_list()
    serializer_class = GrantSerializer
    filterset_class = GrantFilter
    lookup_field = "public_id"
    parser_classes = [JSONParser, MultiPartParser]

    def given(self, serializer_class: Any) -> tuple[Grant, dict[str, Any]]:
        """The award and the request's body, checked; strangers are told before."""
        grant: Grant = self.get_object()
        allow(can_enter_event(self.request.user, grant))
        return grant, body_of(self.request, serializer_class)

    def enter(self, serializer_class: Any, service: Any, **more: Any) -> Response:
        """An entry through its service."""
        grant, data = self.given(serializer_class)
        version, upload = data.pop("version"), data.pop("file")
        extra = {name: data.pop(name) for name in more.get("apart", ())}
        service(
            grant,
            given=Given(upload=upload, **data),
            by=self.request.user,
            version=version,
            **extra,
        )
        return self.answer(grant)

    def answer(self, grant: Grant) -> Response:
        """The award as it stands now."""
        shown = self.get_queryset().get(pk=grant.pk)
        return Response(self.get_serializer(shown).data)

    @extend_schema(responses=GrantEventSerializer(many=True))
    @action(detail=True, **PLAIN)
    def events(self, request: Request, public_id: str) -> Response:
        """The entries that the caller may read, in order."""
        grant = self.get_object()
        rows = grant.events.in_order().select_related("organisation", "reverses")
        if not reads_inside(request.user, grant):
            rows = rows.exclude(kind__in=INTERNAL_EVENTS)
        return Response(GrantEventSerializer(rows, many=True).data)

    @extend_schema(request=MoneyEntrySerializer, responses=GrantSerializer)
    @action(detail=True, methods=["post"])
    def pay(self, request: Request, public_id: str) -> Response:
        """Enter a payment with its voucher."""
        return self.enter(MoneyEntrySerializer, record_payment)

    @extend_schema(request=MoneyEntrySerializer, responses=GrantSerializer)
    @action(detail=True, methods=["post"])
    def recover(self, request: Request, public_id: str) -> Response:
        """Enter money that came back."""
        return self.enter(MoneyEntrySerializer, record_recovery)

    @extend_schema(request=GrantConditionSerializer, responses=GrantSerializer)
    @action(detail=True, methods=["post"])
    def condition(self, request: Request, public_id: str) -> Response:
        """Say whether the conditions are met."""
        return self.enter(GrantConditionSerializer, record_condition, apart=("met",))

    @extend_schema(request=RevocationSerializer, responses=GrantSerializer)
    @action(detail=True, methods=["post"])
    def revoke(self, request: Request, public_id: str) -> Response:
        """Propose to revoke it; a lead confirms in `grant-proposals`."""
        grant, data = self.given(RevocationSerializer)
        upload = data.pop("file")
        propose_revocation(grant, upload=upload, by=request.user, **data)  # type: ignore[arg-type]
        return self.answer(grant)

    @extend_schema(request=KeepSerializer, responses=GrantSerializer)
    @action(detail=True, methods=["post"])
    def keep(self, request: Request, public_id: str) -> Response:
        """Say that it goes on after its review."""
        grant, data = self.given(KeepSerializer)
        keep_after_review(grant, by=request.user, **data)  # type: ignore[arg-type]
        return self.answer(grant)

    @extend_schema(request=ReverseSerializer, responses=GrantSerializer)
    @action(detail=True, methods=["post"])
    def reverse(self, request: Request, public_id: str) -> Response:
        """Undo a payment or recovery that was entered wrongly; both stay."""
        grant, data = self.given(ReverseSerializer)
        rows = grant.events.select_related("grant")
        event = get_object_or_404(rows, sequence=data["sequence"])
        reverse_event(event, reason=data["reason"], by=request.user)  # type: ignore[arg-type]
        return self.answer(grant)

    @extend_schema(request=ShowSerializer, responses=GrantSerializer)
    @action(detail=True, methods=["post"])
    def show(self, request: Request, public_id: str) -> Response:
        """Let everybody know the amount, or no longer."""
        grant, data = self.given(ShowSerializer)
        show_amount(grant, by=request.user, **data)  # type: ignore[arg-type]
        return self.answer(grant)


class PublicGrantViewSet(ReadOnlyViewSet):
    """The public directory of grants."""

    queryset = Grant.objects.public().for_list()
    serializer_class = PublicGrantSerializer
    filterset_class = PublicGrantFilter
    permission_classes = [AllowAny]
    lookup_field = "public_id"

    def get_queryset(self) -> QuerySet[Grant]:
        """Everybody's."""
        rows: Any = Grant.objects.public().for_list()
        fake = getattr(self, "swagger_fake_view", False)
        found: QuerySet[Grant] = rows.none() if fake else rows
        return found
