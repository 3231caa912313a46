"""Resource `city-nominations`."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.parsers import FormParser, JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from cities.api.serializers import (
    NominationRowSerializer,
    NominationSerializer,
    RecommendationSerializer,
    RoundComparisonSerializer,
    StartSerializer,
)
from cities.comparing import Comparison, round_to_compare
from cities.filters import NominationFilter, rounds
from cities.models import CityNomination
from cities.permissions import can_compare_round, can_start
from cities.services import enter_recommendation, start_nomination
from regions.models import Division, NewArea
from ui.api import body_of
from ui.refusals import Invalid, NotFound, allow
from workflow.api.views import SectionedViewSet
from workflow.models import Round


class CityNominationViewSet(SectionedViewSet):
    """Nominations that the caller may see; PATCH saves sections by their versions."""

    queryset = CityNomination.objects.for_detail().select_related(
        "core_district", "core_new_area"
    )
    row_serializer_class = NominationRowSerializer
    serializer_class = NominationSerializer
    filterset_class = NominationFilter

    @extend_schema(request=StartSerializer, responses={201: NominationSerializer})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Begin a nomination in a round."""
        allow(can_start(request.user))
        data = body_of(request, StartSerializer)
        made = start_nomination(
            round=_round(data["round"]),
            division=_division("division", data["division"]),
            core_area=_core_area(data),
            by=request.user,
        )
        return self.answer(made.pk, status.HTTP_201_CREATED)

    @extend_schema(
        parameters=[
            OpenApiParameter("round", int, description="Default: the newest in use."),
            OpenApiParameter("sort", str, description="A figure's key, `-` downwards."),
        ],
        responses=RoundComparisonSerializer,
    )
    @action(detail=False, filterset_class=None, pagination_class=None)
    def comparison(self, request: Request) -> Response:
        """The nominations of a round side by side, for the national reviewers."""
        allow(can_compare_round(request.user))
        asked = request.query_params.get("round", "")
        published = list(rounds(request).published())
        chosen = round_to_compare(asked, published, request.user)
        if chosen is None or asked not in ("", str(chosen.pk)):
            raise NotFound("没有这个申报批次。")
        shown = RoundComparisonSerializer(
            Comparison(chosen, request.user),
            context={"sort": request.query_params.get("sort", "")},
        )
        return Response(shown.data)

    @extend_schema(request=RecommendationSerializer, responses=NominationSerializer)
    @action(
        detail=True,
        methods=["put"],
        parser_classes=[JSONParser, MultiPartParser, FormParser],
    )
    def recommendation(self, request: Request, pk: Any = None) -> Response:
        """The province enters its letter."""
        nomination = self.get_object()
        data = body_of(request, RecommendationSerializer)
        upload = data.pop("letter", None)
        enter_recommendation(nomination, by=request.user, upload=upload, **data)
        return self.answer(nomination.pk)


def _round(pk: int) -> Round:
    found: Round | None = Round.objects.filter(pk=pk).first()
    if found is None:
        raise Invalid.at("round", "没有这个申报批次。")
    return found


def _division(field: str, code: str) -> Division:
    rows = Division.objects.select_related("managing_unit", "parent")
    found: Division | None = rows.filter(pk=code).first()
    if found is None:
        raise Invalid.at(field, f"没有代码为“{code}”的行政区划，请核对。")
    return found


def _core_area(data: dict[str, Any]) -> Division | NewArea | None:
    if data.get("core_district") and data.get("core_new_area"):
        raise Invalid.at("core_area", "试点核心区只能是一个市辖区或一个国家级新区。")
    if data.get("core_district"):
        return _division("core_district", data["core_district"])
    if data.get("core_new_area") is None:
        return None
    found: NewArea | None = (
        NewArea.objects.select_related("host_unit")
        .filter(pk=data["core_new_area"])
        .first()
    )
    if found is None:
        raise Invalid.at("core_new_area", "没有这个国家级新区。")
    return found
