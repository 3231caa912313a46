"""Resource `preferences`: the ledger, its totals, entries and counter entries."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import Organisation
from incentives.api.grants.proposals import optional
from incentives.choices.grants import PREFERENCE_UNIT, PreferenceKind
from incentives.filters.grants import PreferenceFilter
from incentives.models import Preference
from incentives.permissions.grants import can_list_preferences, can_propose_preference
from incentives.services.preferences import (
    propose_counter,
    propose_preference,
)
from industries.models import Industry
from regions.models import Division
from ui.refusals import Invalid, allow
from workflow.api.views import FourEyesViewSet

PLAIN: dict[str, Any] = {"pagination_class": None, "filter_backends": []}
ONE_RECEIVER = "请填写一个城市、一所学校或一个行业。"
CENT = Decimal("0.01")


class PreferenceSerializer(serializers.ModelSerializer[Preference]):
    """An entry; `quantity` in `unit` (名, 元 or 个), negative in a counter entry."""

    kind_label = serializers.CharField(source="get_kind_display", read_only=True)
    receiver_name = serializers.CharField(source="receiver_words", read_only=True)
    unit = serializers.CharField(source="unit_words", read_only=True)
    organisation = serializers.CharField(source="organisation.name", read_only=True)
    state_label = serializers.CharField(source="get_state_display", read_only=True)

    class Meta:
        model = Preference
        fields = [
            "id", "kind", "kind_label", "receiver_name", "city", "school", "industry",
            "year", "quantity", "unit", "basis_name", "basis_number", "basis_url",
            "note", "corrects", "managing_unit", "organisation", "state",
            "state_label", "proposed_at", "decided_at", "version",
        ]  # fmt: skip
        read_only_fields = fields


class PreferenceInSerializer(serializers.Serializer[Any]):
    """What is given to one city (code), school (number) or industry (code)."""

    kind = serializers.ChoiceField(PreferenceKind.choices)
    city = optional(max_length=10)
    school = serializers.IntegerField(required=False, allow_null=True, default=None)
    industry = optional(max_length=2)
    year = serializers.IntegerField(min_value=2019, max_value=2100)
    quantity = serializers.DecimalField(16, 2, min_value=CENT)
    basis_name = serializers.CharField(max_length=200)
    basis_number = optional(max_length=100)
    basis_url = serializers.URLField(
        max_length=300, required=False, allow_blank=True, default=""
    )
    note = optional(max_length=2000)


class PreferenceCounterSerializer(serializers.Serializer[Any]):
    """What is taken off again (positive), and why."""

    quantity = serializers.DecimalField(16, 2, min_value=CENT)
    reason = serializers.CharField(max_length=500)


class PreferenceTotalSerializer(serializers.Serializer[Any]):
    """Confirmed entries of a kind and a year, counter entries taken off."""

    year = serializers.IntegerField()
    kind = serializers.CharField()
    quantity = serializers.DecimalField(16, 2)
    unit = serializers.SerializerMethodField()
    entries = serializers.IntegerField()

    def get_unit(self, row: dict[str, Any]) -> str:
        """名, 元 or 个."""
        return PREFERENCE_UNIT[row["kind"]]


class PreferenceViewSet(FourEyesViewSet):
    """The ledger of preferences."""

    queryset = Preference.objects.for_list()
    serializer_class = PreferenceSerializer
    filterset_class = PreferenceFilter

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Those without a place in an office read nothing here."""
        super().initial(request, *args, **kwargs)
        allow(can_list_preferences(request.user))

    @extend_schema(
        request=PreferenceInSerializer, responses={201: PreferenceSerializer}
    )
    def create(self, request: Request) -> Response:
        """Enter a preference; a lead confirms it."""
        allow(can_propose_preference(request.user))
        data = self.given(PreferenceInSerializer)
        names = ("city", "school", "industry")
        receiver = _receiver({name: data.pop(name) for name in names})
        made = propose_preference(receiver, given=data, by=request.user)  # type: ignore[arg-type]
        return self.answer(made, status.HTTP_201_CREATED)

    @extend_schema(responses=PreferenceTotalSerializer(many=True))
    @action(detail=False, pagination_class=None)
    def totals(self, request: Request) -> Response:
        """Totals by year and kind of the rows filtered."""
        rows = self.filter_queryset(self.get_queryset())
        found = rows.totals()  # type: ignore[attr-defined]
        return Response(PreferenceTotalSerializer(found, many=True).data)

    @extend_schema(
        request=PreferenceCounterSerializer, responses={201: PreferenceSerializer}
    )
    @action(detail=True, methods=["post"])
    def counter(self, request: Request, pk: str) -> Response:
        """Take something off a confirmed entry; a lead confirms it."""
        row = self.get_object()
        data = self.given(PreferenceCounterSerializer)
        made = propose_counter(row, by=request.user, **data)  # type: ignore[arg-type]
        return self.answer(made, status.HTTP_201_CREATED)


def _receiver(named: dict[str, Any]) -> Any:
    given = {name: value for name, value in named.items() if value}
    if len(given) != 1:
        raise Invalid.at("city", ONE_RECEIVER)
    ((name, value),) = given.items()
    rows: dict[str, Any] = {
        "city": Division.objects.managed(),
        "school": Organisation.objects.active().filter(kind="school"),
        "industry": Industry.objects.filter(section__isnull=False),
    }
    found = rows[name].filter(pk=value).first()
    if found is None:
        raise Invalid.at(name, "没有找到该支持对象。")
    return found


ROUTES: list[tuple[str, Any, str]] = [("preferences", PreferenceViewSet, "preference")]
