"""Resources `reward-indicators` and `indicator-entries`."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from incentives.choices.rewards import RewardLevel
from incentives.filters.rewards import IndicatorEntryFilter
from incentives.indicators import indicators_for
from incentives.models import IndicatorEntry
from incentives.permissions.rewards import can_make, reads_inside
from incentives.services.indicator_entries import Entered, decide_figure, enter_figure
from ui.api import ActViewSet
from ui.refusals import allow


class IndicatorSerializer(serializers.Serializer[Any]):
    """What can be chosen as an indicator."""

    key = serializers.CharField()
    code = serializers.CharField()
    name = serializers.CharField()
    unit = serializers.CharField()
    meaning = serializers.CharField()
    higher_is_better = serializers.BooleanField()
    levels = serializers.ListField(child=serializers.CharField())
    by_hand = serializers.BooleanField(source="is_by_hand")


class IndicatorEntryCreateSerializer(serializers.Serializer[Any]):
    """A figure with its source; of a share numerator and denominator."""

    indicator = serializers.CharField(max_length=40)
    level = serializers.ChoiceField(RewardLevel.choices)
    place = serializers.CharField(max_length=40)
    year = serializers.IntegerField(min_value=2019, max_value=2100)
    value = serializers.DecimalField(
        max_digits=18, decimal_places=4, min_value=0, allow_null=True, default=None
    )
    numerator = serializers.DecimalField(
        max_digits=18, decimal_places=2, min_value=0, allow_null=True, default=None
    )
    denominator = serializers.DecimalField(
        max_digits=18, decimal_places=2, min_value=0, allow_null=True, default=None
    )
    source = serializers.CharField(max_length=300)


class DecideFigureSerializer(serializers.Serializer[Any]):
    """Whether it counts; a reason where it does not."""

    accept = serializers.BooleanField()
    note = serializers.CharField(max_length=300, allow_blank=True, default="")


class IndicatorEntrySerializer(serializers.ModelSerializer[IndicatorEntry]):
    """A figure by hand."""

    state_label = serializers.CharField(source="get_state_display", read_only=True)
    organisation = serializers.CharField(source="organisation.name", read_only=True)

    class Meta:
        model = IndicatorEntry
        fields = [
            "id", "indicator", "level", "place", "place_name", "managing_unit",
            "year", "value", "numerator", "denominator", "source", "state",
            "state_label", "organisation", "entered_at", "decided_at",
            "decision_note", "updated_at",
        ]  # fmt: skip
        read_only_fields = fields


class IndicatorViewSet(mixins.ListModelMixin, viewsets.GenericViewSet[Any]):
    """What indicators there are."""

    serializer_class = IndicatorSerializer
    permission_classes = [IsAuthenticated]
    pagination_class = None
    filter_backends: list[Any] = []

    def get_queryset(self) -> Any:
        """For the nation and the units."""
        allow(reads_inside(self.request.user))
        return indicators_for()


class IndicatorEntryViewSet(ActViewSet):
    """Figures by hand."""

    queryset = IndicatorEntry.objects.for_list()
    serializer_class = IndicatorEntrySerializer
    filterset_class = IndicatorEntryFilter
    permission_classes = [IsAuthenticated]

    @extend_schema(
        request=IndicatorEntryCreateSerializer,
        responses={201: IndicatorEntrySerializer},
    )
    def create(self, request: Request) -> Response:
        """Enter one."""
        allow(can_make(request.user, RewardLevel.CITY))
        data = self.given(IndicatorEntryCreateSerializer)
        made = enter_figure(Entered(**data), by=request.user)  # type: ignore[arg-type]
        return self.answer(made, status.HTTP_201_CREATED)

    @extend_schema(request=DecideFigureSerializer, responses=IndicatorEntrySerializer)
    @action(detail=True, methods=["post"])
    def decide(self, request: Request, pk: str) -> Response:
        """Confirm or drop it."""
        entry = self.get_object()
        data = self.given(DecideFigureSerializer)
        return self.answer(decide_figure(entry, by=request.user, **data))  # type: ignore[arg-type]


ROUTES: list[tuple[str, Any, str]] = [
    ("reward-indicators", IndicatorViewSet, "reward-indicator"),
    ("indicator-entries", IndicatorEntryViewSet, "indicator-entry"),
]
