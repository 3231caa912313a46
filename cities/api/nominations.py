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
    RoundComparisonSerializer,
    EvidenceSerializer,
    NominationRowSerializer,
    NominationSerializer,
    RecommendationSerializer,
    SectionsSerializer,
    StartSerializer,
)
from cities.comparing import Comparison, round_to_compare
from cities.filters import NominationFilter, rounds
from cities.forms.incoming import read_section
from cities.models import CityNomination
from cities.models.sections import sections_of
from cities.permissions import can_compare_round, can_start
from cities.reading import Reading
from cities.services import (
    SectionInput,
    enter_recommendation,
    save_section,
    save_sections,
    start_nomination,
)
from regions.models import Division, NewArea
from ui.refusals import Invalid, Issue, NotAllowed, NotFound
from workflow.api.views import ApplicationViewSet
from workflow.models import Round


def given(serializer_class: Any, request: Request) -> dict[str, Any]:
    """The request's body, checked."""
    form = serializer_class(data=request.data)
    form.is_valid(raise_exception=True)
    data: dict[str, Any] = form.validated_data
    return data


def wrong(field: str, sentence: str) -> Invalid:
    return Invalid(sentence, issues=[Issue(field, sentence)])


class CityNominationViewSet(ApplicationViewSet):
    """Nominations that the caller may see; PATCH saves sections by their versions."""

    queryset = CityNomination.objects.for_detail().select_related(
        "core_district", "core_new_area"
    )
    serializer_class = NominationSerializer
    filterset_class = NominationFilter
    http_method_names = ["get", "post", "patch", "put", "head", "options"]

    def get_serializer_class(self) -> Any:
        """Rows in the list, content with one."""
        if self.action == "list":
            return NominationRowSerializer
        return super().get_serializer_class()

    def reading(self, nomination: CityNomination) -> Reading:
        """The content that the caller may read, once a request."""
        held: Reading | None = getattr(nomination, "_reading", None)
        if held is None:
            held = Reading(nomination, self.request.user)
            nomination._reading = held  # type: ignore[attr-defined]
        return held

    def answer(self, pk: Any, code: int = status.HTTP_200_OK) -> Response:
        """The nomination as it stands now."""
        fresh = self.get_queryset().get(pk=pk)
        return Response(self.get_serializer(fresh).data, status=code)

    @extend_schema(request=StartSerializer, responses={201: NominationSerializer})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Begin a nomination in a round."""
        verdict = can_start(request.user)
        if not verdict:
            raise NotAllowed(verdict.reason)
        data = given(StartSerializer, request)
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
        verdict = can_compare_round(request.user)
        if not verdict:
            raise NotAllowed(verdict.reason)
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

    @extend_schema(request=SectionsSerializer, responses=NominationSerializer)
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Save sections, all or none; 409 when one has another version."""
        nomination = self.get_object()
        known = {s.key.value: s for s in sections_of(nomination)}
        bodies = given(SectionsSerializer, request)["sections"]
        strange = [Issue(key, "没有这一部分。") for key in bodies if key not in known]
        if strange:
            raise Invalid("有内容需要改正。", issues=strange)
        parts = {
            key: read_section(known[key], nomination, body)
            for key, body in bodies.items()
        }
        save_sections(nomination, given=parts, by=request.user)
        return self.answer(nomination.pk)

    @extend_schema(
        request={"multipart/form-data": EvidenceSerializer},
        responses={201: NominationSerializer},
    )
    @action(detail=True, methods=["post"], parser_classes=[MultiPartParser, JSONParser])
    def evidence(self, request: Request, pk: Any = None) -> Response:
        """Put a file in its place, as the section's page does."""
        nomination = self.get_object()
        data = given(EvidenceSerializer, request)
        section = _section_with(nomination, data["slot"])
        try:
            save_section(
                nomination,
                section=section,
                given=SectionInput(),
                uploads={data["slot"]: data["file"]},
                version=data["version"],
                by=request.user,
            )
        except Invalid as refusal:  # said of the page's field for this place
            raise wrong("file", refusal.sentence) from refusal
        return self.answer(nomination.pk, status.HTTP_201_CREATED)

    @extend_schema(request=RecommendationSerializer, responses=NominationSerializer)
    @action(
        detail=True,
        methods=["put"],
        parser_classes=[JSONParser, MultiPartParser, FormParser],
    )
    def recommendation(self, request: Request, pk: Any = None) -> Response:
        """The province enters its letter."""
        nomination = self.get_object()
        data = given(RecommendationSerializer, request)
        upload = data.pop("letter", None)
        enter_recommendation(nomination, by=request.user, upload=upload, **data)
        return self.answer(nomination.pk)


def _section_with(nomination: CityNomination, slot: str) -> str:
    for section in sections_of(nomination):
        if slot in {place.key for place in section.slots}:
            return section.key.value
    raise wrong("slot", "该申报没有这一类材料。")


def _round(pk: int) -> Round:
    found: Round | None = Round.objects.filter(pk=pk).first()
    if found is None:
        raise wrong("round", "没有这个申报批次。")
    return found


def _division(field: str, code: str) -> Division:
    rows = Division.objects.select_related("managing_unit", "parent")
    found: Division | None = rows.filter(pk=code).first()
    if found is None:
        raise wrong(field, f"没有代码为“{code}”的行政区划，请核对。")
    return found


def _core_area(data: dict[str, Any]) -> Division | NewArea | None:
    if data.get("core_district") and data.get("core_new_area"):
        raise wrong("core_area", "试点核心区只能是一个市辖区或一个国家级新区。")
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
        raise wrong("core_new_area", "没有这个国家级新区。")
    return found
