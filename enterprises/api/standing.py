"""Resources `removals`, `suspensions` and `exclusions`."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from enterprises.choices import ExclusionKind, RemovalGround
from enterprises.filters import RemovalFilter
from enterprises.models import Enterprise, Exclusion, Removal, Suspension
from enterprises.permissions import answering_posts
from enterprises.services.excluding import enter_exclusion, lift_exclusion
from enterprises.services.removing import propose_removal
from enterprises.services.suspending import resume, suspend
from ui.api import ActViewSet
from ui.refusals import NotAllowed, NotFound
from workflow.api.views import FourEyesViewSet

NOT_YOURS = "只有企业管理单位和国家牵头部门的人员可以办理。"


class OfEnterpriseSerializer(serializers.Serializer[Any]):
    """An act on an enterprise, named by its permanent id."""

    enterprise = serializers.UUIDField()


class SuspendSerializer(OfEnterpriseSerializer):
    """Whom to suspend, and why."""

    reason = serializers.CharField(max_length=500)


class ResumeSerializer(serializers.Serializer[Any]):
    """Why."""

    reason = serializers.CharField(max_length=500)


class ExcludeSerializer(OfEnterpriseSerializer):
    """What keeps an enterprise out; `until` is its last day, null for no end."""

    kind = serializers.ChoiceField(ExclusionKind.choices)
    note = serializers.CharField(max_length=500)
    since = serializers.DateField()
    until = serializers.DateField(required=False, allow_null=True, default=None)


class ProposeSerializer(OfEnterpriseSerializer):
    """On which ground and facts to remove."""

    ground = serializers.ChoiceField(RemovalGround.choices)
    facts = serializers.CharField(max_length=5000)
    document = serializers.CharField(
        max_length=200, required=False, allow_blank=True, default=""
    )


class _Firm(serializers.ModelSerializer[Any]):
    enterprise = serializers.UUIDField(source="enterprise.public_id", read_only=True)
    enterprise_name = serializers.CharField(source="enterprise.name", read_only=True)
    organisation = serializers.CharField(source="organisation.name", read_only=True)


class RemovalSerializer(_Firm):
    """A removal; who decided and why is told to authorities only."""

    ground_label = serializers.CharField(source="get_ground_display", read_only=True)
    state_label = serializers.CharField(source="get_state_display", read_only=True)
    decision_note = serializers.SerializerMethodField()

    class Meta:
        model = Removal
        fields = [
            "id", "enterprise", "enterprise_name", "ground", "ground_label", "facts",
            "document", "state", "state_label", "organisation", "proposed_at",
            "decided_at", "decision_note", "banned_until", "version",
        ]  # fmt: skip
        read_only_fields = fields

    def get_decision_note(self, removal: Removal) -> str | None:
        """Null for the enterprise itself."""
        own = removal.enterprise.organisation_id
        posts = getattr(self.context["request"].user, "posts_now", [])
        inside = all(post.organisation_id != own for post in posts)
        return removal.decision_note if inside else None


class SuspensionSerializer(_Firm):
    """A suspension from a day to its resumption, null while it runs."""

    class Meta:
        model = Suspension
        fields = [
            "id", "enterprise", "enterprise_name", "organisation", "since", "reason",
            "resumed_on", "resume_reason",
        ]  # fmt: skip
        read_only_fields = fields


class ExclusionSerializer(_Firm):
    """What keeps an enterprise out."""

    kind_label = serializers.CharField(source="get_kind_display", read_only=True)

    class Meta:
        model = Exclusion
        fields = [
            "id", "enterprise", "enterprise_name", "organisation", "kind",
            "kind_label", "note", "since", "until", "entered_at", "lifted_at",
        ]  # fmt: skip
        read_only_fields = fields


class OfEnterpriseViewSet(ActViewSet):
    """POST makes a row about the enterprise that the body names."""

    def given_with_firm(self, serializer_class: Any) -> tuple[Enterprise, Any]:
        """The enterprise named, and the rest; strangers are told before what is."""
        offices = getattr(self.request.user, "posts_now", [])
        if not any(post.organisation.is_lead_authority for post in offices):
            raise NotAllowed(NOT_YOURS)
        wanted = self.given(OfEnterpriseSerializer)["enterprise"]
        rows = Enterprise.objects.visible_to(self.request.user)
        firm = rows.filter(public_id=wanted).first()
        if firm is None:
            raise NotFound("没有找到该企业。")
        if not answering_posts(self.request.user, firm):
            raise NotAllowed(NOT_YOURS)
        data = self.given(serializer_class)
        data.pop("enterprise")
        return firm, data


class RemovalViewSet(OfEnterpriseViewSet, FourEyesViewSet):
    """Removals: proposed by a handler, confirmed or dropped by a lead."""

    queryset = Removal.objects.for_list()
    serializer_class = RemovalSerializer
    filterset_class = RemovalFilter

    @extend_schema(request=ProposeSerializer, responses={201: RemovalSerializer})
    def create(self, request: Request) -> Response:
        """Propose to remove an enterprise; nothing changes for it yet."""
        firm, data = self.given_with_firm(ProposeSerializer)
        made = propose_removal(firm, by=request.user, **data)  # type: ignore[arg-type]
        return self.answer(made, status.HTTP_201_CREATED)


class SuspensionViewSet(OfEnterpriseViewSet):
    """Suspensions of a standing and its certificate."""

    queryset = Suspension.objects.select_related("enterprise", "organisation")
    serializer_class = SuspensionSerializer
    updated_since_field = "suspended_at"

    @extend_schema(request=SuspendSerializer, responses={201: SuspensionSerializer})
    def create(self, request: Request) -> Response:
        """Suspend an enterprise from today on."""
        firm, data = self.given_with_firm(SuspendSerializer)
        made = suspend(firm, by=request.user, **data)  # type: ignore[arg-type]
        return self.answer(made, status.HTTP_201_CREATED)

    @extend_schema(request=ResumeSerializer, responses=SuspensionSerializer)
    @action(detail=True, methods=["post"])
    def resume(self, request: Request, pk: str) -> Response:
        """End the suspension today."""
        firm = self.get_object().enterprise
        data = self.given(ResumeSerializer)
        return self.answer(resume(firm, by=request.user, **data))  # type: ignore[arg-type]


class ExclusionViewSet(OfEnterpriseViewSet):
    """What keeps enterprises out, as authorities entered it."""

    queryset = Exclusion.objects.select_related("enterprise", "organisation")
    serializer_class = ExclusionSerializer
    updated_since_field = "entered_at"

    @extend_schema(request=ExcludeSerializer, responses={201: ExclusionSerializer})
    def create(self, request: Request) -> Response:
        """Enter a fact that keeps an enterprise out."""
        firm, data = self.given_with_firm(ExcludeSerializer)
        made = enter_exclusion(firm, by=request.user, **data)  # type: ignore[arg-type]
        return self.answer(made, status.HTTP_201_CREATED)

    @extend_schema(request=None, responses=ExclusionSerializer)
    @action(detail=True, methods=["post"])
    def lift(self, request: Request, pk: str) -> Response:
        """End it; it stays in the record."""
        done = lift_exclusion(self.get_object(), by=request.user)  # type: ignore[arg-type]
        return self.answer(done)
