"""Resources `reward-schemes` and `reward-simulations`."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticatedOrReadOnly
from rest_framework.request import Request
from rest_framework.response import Response

from incentives.choices.rewards import Method, MissingRule, RewardBy, RewardLevel
from incentives.filters.rewards import (
    RewardSchemeFilter,
    SimulationFilter,
)
from incentives.indicators import indicator_named
from incentives.models import RewardScheme, Simulation
from incentives.permissions.rewards import can_make
from incentives.rewarding import Definition, IndicatorLine, Left
from incentives.services.rewards import (
    create_scheme,
    fix,
    propose,
    publish,
    send_back,
    simulate,
    update_scheme,
)
from ui.api import ActViewSet, ReadOnlyViewSet
from ui.refusals import allow


class SchemeLineInputSerializer(serializers.Serializer[Any]):
    """An indicator with weight (of 100) and method; null direction: its own."""

    indicator = serializers.CharField(max_length=40)
    weight = serializers.DecimalField(max_digits=5, decimal_places=2)
    method = serializers.ChoiceField(Method.choices)
    higher_is_better = serializers.BooleanField(
        required=False, allow_null=True, default=None
    )
    target = serializers.DecimalField(
        max_digits=18,
        decimal_places=4,
        required=False,
        allow_null=True,
        default=None,
    )


class LeftOutSerializer(serializers.Serializer[Any]):
    """A place that does not take part, and why."""

    place = serializers.CharField(max_length=40)
    reason = serializers.CharField(max_length=300)


class SchemeDefinitionSerializer(serializers.Serializer[Any]):
    """All that a scheme decides beforehand; money in yuan."""

    name = serializers.CharField(max_length=120)
    year = serializers.IntegerField(min_value=2019, max_value=2100)
    basis = serializers.CharField(max_length=300)
    missing = serializers.ChoiceField(MissingRule.choices, default=MissingRule.ZERO)
    leave_out_ended = serializers.BooleanField(default=True)
    reward_by = serializers.ChoiceField(RewardBy.choices, default=RewardBy.NUMBER)
    reward_size = serializers.DecimalField(max_digits=5, decimal_places=2)
    reward = serializers.CharField(max_length=500, allow_blank=True, default="")
    amount = serializers.DecimalField(
        max_digits=16, decimal_places=2, min_value=0, default=Decimal("0.00")
    )
    city_result = serializers.IntegerField(
        required=False, allow_null=True, default=None
    )
    indicators = SchemeLineInputSerializer(many=True)
    exclusions = LeftOutSerializer(many=True, required=False, default=list)

    def definition(self) -> Definition:
        """The body as the services take it."""
        data = dict(self.validated_data)
        lines, left = data.pop("indicators"), data.pop("exclusions")
        data.pop("level", None)
        data.pop("version", None)
        return Definition(
            **data,
            lines=tuple(_line(row) for row in lines),
            left=tuple(Left(row["place"], row["reason"]) for row in left),
        )


def _line(row: dict[str, Any]) -> IndicatorLine:
    known = indicator_named(row["indicator"])
    direction = row["higher_is_better"]
    if direction is None:
        direction = known.higher_is_better if known else True
    return IndicatorLine(**row | {"higher_is_better": direction})


class SchemeCreateSerializer(SchemeDefinitionSerializer):
    """A new draft of the person's office."""

    level = serializers.ChoiceField(RewardLevel.choices)


class SchemeUpdateSerializer(SchemeDefinitionSerializer):
    """The whole definition anew; `version` as last read."""

    version = serializers.IntegerField(min_value=1)


class ReckonSerializer(serializers.Serializer[Any]):
    """What the reckoning is for."""

    note = serializers.CharField(max_length=200, allow_blank=True, default="")


class ProposeSimulationSerializer(serializers.Serializer[Any]):
    """Which reckoning; `version` as last read."""

    version = serializers.IntegerField(min_value=1)
    number = serializers.IntegerField(min_value=1)


class SendBackSchemeSerializer(serializers.Serializer[Any]):
    """Why; `version` as last read."""

    version = serializers.IntegerField(min_value=1)
    note = serializers.CharField(max_length=500)


class FixSchemeSerializer(serializers.Serializer[Any]):
    """`version` as last read."""

    version = serializers.IntegerField(min_value=1)


class PublishSchemeSerializer(FixSchemeSerializer):
    """By which document."""

    document = serializers.CharField(max_length=200, allow_blank=True, default="")


class SchemeLineSerializer(serializers.Serializer[Any]):
    """An indicator of a scheme."""

    indicator = serializers.CharField()
    weight = serializers.DecimalField(max_digits=5, decimal_places=2)
    method = serializers.CharField()
    higher_is_better = serializers.BooleanField()
    target = serializers.DecimalField(max_digits=18, decimal_places=4, allow_null=True)


class SchemeSerializer(serializers.ModelSerializer[RewardScheme]):
    """A scheme; `result` is the number of the reckoning that was fixed."""

    state_label = serializers.CharField(source="get_state_display", read_only=True)
    level_label = serializers.CharField(source="get_level_display", read_only=True)
    organisation = serializers.CharField(source="organisation.name", read_only=True)
    indicators = SchemeLineSerializer(
        source="scheme_indicators", many=True, read_only=True
    )
    exclusions = LeftOutSerializer(
        source="scheme_exclusions", many=True, read_only=True
    )
    result = serializers.SerializerMethodField()

    class Meta:
        model = RewardScheme
        fields = [
            "id", "name", "level", "level_label", "managing_unit", "organisation",
            "year", "basis", "missing", "leave_out_ended", "reward_by", "reward_size",
            "reward", "amount", "city_result", "indicators", "exclusions", "state",
            "state_label", "result", "fixed_at", "published_at", "document",
            "version", "updated_at",
        ]  # fmt: skip
        read_only_fields = fields

    def get_result(self, scheme: RewardScheme) -> int | None:
        """Null until it is fixed."""
        return scheme.fixed.number if scheme.is_settled and scheme.fixed else None


class SimulationSerializer(serializers.ModelSerializer[Simulation]):
    """A reckoning with all that went in; `digest` is SHA-256 of `data`."""

    class Meta:
        model = Simulation
        fields = ["id", "scheme", "number", "note", "taken_at", "digest", "data"]
        read_only_fields = fields


class RewardSchemeViewSet(ActViewSet):
    """Schemes: made, reckoned, proposed, fixed and published as on the pages."""

    queryset = RewardScheme.objects.for_list().prefetch_related(
        "scheme_indicators", "scheme_exclusions"
    )
    serializer_class = SchemeSerializer
    filterset_class = RewardSchemeFilter
    permission_classes = [IsAuthenticatedOrReadOnly]

    @extend_schema(request=SchemeCreateSerializer, responses={201: SchemeSerializer})
    def create(self, request: Request) -> Response:
        """A draft."""
        allow(can_make(request.user, RewardLevel.CITY))
        form = self.checked(SchemeCreateSerializer)
        user: Any = request.user
        level = form.validated_data["level"]
        made = create_scheme(level=level, definition=form.definition(), by=user)
        return self.answer(made, status.HTTP_201_CREATED)

    @extend_schema(request=SchemeUpdateSerializer, responses=SchemeSerializer)
    def update(self, request: Request, pk: str) -> Response:
        """The whole definition anew."""
        scheme, user = self.get_object(), request.user
        form = self.checked(SchemeUpdateSerializer)
        done = update_scheme(
            scheme,
            definition=form.definition(),
            by=user,  # type: ignore[arg-type]
            version=form.validated_data["version"],
        )
        return self.answer(done)

    @extend_schema(request=ReckonSerializer, responses={201: SimulationSerializer})
    @action(detail=True, methods=["post"])
    def simulate(self, request: Request, pk: str) -> Response:
        """Take the figures now, and rank."""
        scheme, user = self.get_object(), request.user
        note = self.given(ReckonSerializer)["note"]
        made = simulate(scheme, note=note, by=user)  # type: ignore[arg-type]
        return Response(SimulationSerializer(made).data, status=status.HTTP_201_CREATED)

    def _act(self, service: Any, serializer_class: Any) -> Response:
        scheme = self.get_object()
        data = self.given(serializer_class)
        return self.answer(service(scheme, by=self.request.user, **data))

    @extend_schema(request=ProposeSimulationSerializer, responses=SchemeSerializer)
    @action(detail=True, methods=["post"])
    def propose(self, request: Request, pk: str) -> Response:
        """Name the reckoning that the lead is to fix."""
        return self._act(propose, ProposeSimulationSerializer)

    @extend_schema(request=SendBackSchemeSerializer, responses=SchemeSerializer)
    @action(detail=True, methods=["post"], url_path="send-back")
    def send_back(self, request: Request, pk: str) -> Response:
        """Open it again."""
        return self._act(send_back, SendBackSchemeSerializer)

    @extend_schema(request=FixSchemeSerializer, responses=SchemeSerializer)
    @action(detail=True, methods=["post"])
    def fix(self, request: Request, pk: str) -> Response:
        """The lead's word."""
        return self._act(fix, FixSchemeSerializer)

    @extend_schema(request=PublishSchemeSerializer, responses=SchemeSerializer)
    @action(detail=True, methods=["post"])
    def publish(self, request: Request, pk: str) -> Response:
        """For everybody."""
        return self._act(publish, PublishSchemeSerializer)


class SimulationViewSet(ReadOnlyViewSet):
    """Reckonings: one's own office's all, others' only where fixed."""

    queryset = Simulation.objects.for_list()
    serializer_class = SimulationSerializer
    filterset_class = SimulationFilter
    permission_classes = [IsAuthenticatedOrReadOnly]
    updated_since_field = "taken_at"


ROUTES: list[tuple[str, Any, str]] = [
    ("reward-schemes", RewardSchemeViewSet, "reward-scheme"),
    ("reward-simulations", SimulationViewSet, "reward-simulation"),
]
