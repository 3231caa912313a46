"""Resource `grant-proposals`: direct awards and revocations under four eyes."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from enterprises.models import Enterprise
from incentives.choices.grants import GrantCategory
from incentives.filters.grants import GrantProposalFilter
from incentives.models import GrantProposal, PolicyVersion
from incentives.permissions.grants import can_propose_awards
from incentives.services.grants import (
    propose_award,
)
from regions.models import Division
from ui.refusals import Invalid, allow
from workflow.api.views import FourEyesViewSet

TERMS = (
    "category",
    "policy",
    "basis_name",
    "basis_number",
    "basis_url",
    "amount",
    "right",
    "starts",
    "ends",
    "conditions",
)
ONE_RECEIVER = "请填写一家企业或者一个城市。"


def optional(**kwargs: Any) -> Any:
    """A text that may be left out."""
    return serializers.CharField(required=False, allow_blank=True, default="", **kwargs)


@extend_schema_field(serializers.UUIDField())
class PolicyField(serializers.SlugRelatedField[PolicyVersion]):
    """A benefit of the policy list by its id, in the version now in force."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(slug_field="benefit__public_id", **kwargs)

    def to_representation(self, obj: PolicyVersion) -> str:
        return str(obj.benefit.public_id)


class AwardSerializer(serializers.Serializer[Any]):
    """Whom to grant what; an enterprise by its id or a city by its code."""

    enterprise = serializers.UUIDField(required=False, allow_null=True, default=None)
    city = optional(max_length=10)
    category = serializers.ChoiceField(GrantCategory.choices)
    policy = PolicyField(
        queryset=PolicyVersion.objects.current(),
        required=False,
        allow_null=True,
        default=None,
        help_text="Id of a benefit; its document takes the place of the fields below.",
    )
    basis_name = optional(max_length=200)
    basis_number = optional(max_length=100)
    basis_url = serializers.URLField(
        max_length=300, required=False, allow_blank=True, default=""
    )
    amount = serializers.DecimalField(
        16, 2, min_value=Decimal("0.01"), required=False, allow_null=True, default=None
    )
    right = optional(max_length=500)
    starts = serializers.DateField()
    ends = serializers.DateField(required=False, allow_null=True, default=None)
    conditions = optional(max_length=5000)
    awarded_on = serializers.DateField(required=False, allow_null=True, default=None)
    reason = serializers.CharField(max_length=2000)
    amount_is_public = serializers.BooleanField(required=False, default=False)
    checked = serializers.BooleanField(
        required=False,
        default=False,
        help_text="true, where another level's grant on the same basis was looked at.",
    )
    file = serializers.FileField(required=False, allow_null=True, default=None)


class GrantProposalSerializer(serializers.ModelSerializer[GrantProposal]):
    """A proposal; money in yuan."""

    enterprise = serializers.UUIDField(
        source="enterprise.public_id", read_only=True, default=None
    )
    receiver_name = serializers.CharField(source="receiver_words", read_only=True)
    grant = serializers.UUIDField(
        source="grant.public_id", read_only=True, default=None
    )
    organisation = serializers.CharField(source="organisation.name", read_only=True)
    act_label = serializers.CharField(source="get_act_display", read_only=True)
    state_label = serializers.CharField(source="get_state_display", read_only=True)
    policy = PolicyField(read_only=True)

    class Meta:
        model = GrantProposal
        fields = [
            "id", "act", "act_label", "grant", "enterprise", "city", "receiver_name",
            *TERMS, "awarded_on", "amount_is_public", "ground", "demanded",
            "organisation", "state", "state_label", "proposed_at", "decided_at",
            "decision_note", "version",
        ]  # fmt: skip
        read_only_fields = fields


class GrantProposalViewSet(FourEyesViewSet):
    """Proposals of one's own authority; confirmed or dropped by a lead."""

    queryset = GrantProposal.objects.for_list()
    serializer_class = GrantProposalSerializer
    filterset_class = GrantProposalFilter
    parser_classes = [JSONParser, MultiPartParser]

    @extend_schema(request=AwardSerializer, responses={201: GrantProposalSerializer})
    def create(self, request: Request) -> Response:
        """Propose to grant without application; nothing is granted yet."""
        allow(can_propose_awards(request.user))
        data = self.given(AwardSerializer)
        receiver = self._receiver(data.pop("enterprise"), data.pop("city"))
        terms = {name: data.pop(name) for name in TERMS}
        upload = data.pop("file")
        made = propose_award(
            receiver,
            terms=terms,
            upload=upload,
            by=request.user,  # type: ignore[arg-type]
            **data,
        )
        return self.answer(made, status.HTTP_201_CREATED)

    def _receiver(self, firm: Any, city: str) -> Enterprise | Division:
        if bool(firm) == bool(city):
            raise Invalid.at("enterprise", ONE_RECEIVER)
        if firm:
            rows = Enterprise.objects.visible_to(self.request.user)
            found = rows.filter(public_id=firm).first()
            field = "enterprise"
        else:
            found = Division.objects.managed().filter(pk=city).first()
            field = "city"
        if found is None:
            raise Invalid.at(field, "没有找到该激励对象。")
        return found  # type: ignore[no-any-return]
