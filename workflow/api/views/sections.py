"""Sectioned forms in JSON: the same form, service and versions as the pages."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from ui.api import body_of
from ui.refusals import Invalid, Issue, NotFound
from workflow.api.serializers import sections as shapes
from workflow.api.views.applications import ApplicationViewSet
from workflow.checks import section_of_issue
from workflow.forms import read_section
from workflow.models import SectionState
from workflow.outline import Section
from workflow.services import (
    Reading,
    SectionInput,
    outline_of,
    save_section,
    save_sections,
    section_content,
)

PLAIN: dict[str, Any] = {"pagination_class": None, "filter_backends": []}
SECTION = OpenApiParameter("section", str, OpenApiParameter.PATH)


class SectionedViewSet(ApplicationViewSet):
    """PATCH saves sections by their versions; `sections/{key}/` reads and saves one.

    class NominationViewSet(SectionedViewSet):
        row_serializer_class = NominationRowSerializer    # in the list
        serializer_class = NominationSerializer    # extends SectionedSerializer
    """

    http_method_names = ["get", "post", "patch", "put", "head", "options"]
    row_serializer_class: Any

    def get_serializer_class(self) -> Any:
        """Rows in the list, content with one."""
        if self.action == "list":
            return self.row_serializer_class
        return super().get_serializer_class()

    def reading(self, application: Any) -> Reading:
        """The content that the caller may read, once a request."""
        held: Reading | None = getattr(application, "_reading", None)
        if held is None:
            held = Reading(application, self.request.user)
            application._reading = held
        return held

    def answer(self, pk: Any, code: int = status.HTTP_200_OK) -> Response:
        """The application as it stands now."""
        fresh = self.get_queryset().get(pk=pk)
        return Response(self.get_serializer(fresh).data, status=code)

    def _given(self, section: Section, application: Any, body: Any) -> Any:
        held = section_content(application, section)
        return read_section(
            outline_of(application), section, application, body, content=held
        )

    @extend_schema(request=shapes.SectionsInSerializer)
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Save sections, all or none; 409 when one has another version."""
        application = self.get_object()
        known = sections_by_key(application)
        bodies = body_of(request, shapes.SectionsInSerializer)["sections"]
        strange = [Issue(key, "没有这一部分。") for key in bodies if key not in known]
        if strange:
            raise Invalid("有内容需要改正。", issues=strange)
        parts = {
            key: self._given(known[key], application, body)
            for key, body in bodies.items()
        }
        save_sections(application, given=parts, by=request.user)  # type: ignore[arg-type]
        return self.answer(application.pk)

    @extend_schema(parameters=[SECTION], responses=shapes.SectionSerializer)
    @action(detail=True, url_path=r"sections/(?P<section>[-\w]+)", **PLAIN)
    def section(self, request: Request, section: str, pk: Any = None) -> Response:
        """One section as the caller may read it."""
        application = self.get_object()
        return self._section_answer(application, section_named(application, section))

    @extend_schema(
        parameters=[SECTION],
        request=shapes.SectionInSerializer,
        responses=shapes.SectionSerializer,
    )
    @section.mapping.put
    def put_section(self, request: Request, section: str, pk: Any = None) -> Response:
        """Save one section; 409 when it has another version."""
        application = self.get_object()
        asked = section_named(application, section)
        given, version = self._given(asked, application, request.data)
        save_section(
            application,
            section=asked.key,
            given=given,
            by=request.user,  # type: ignore[arg-type]
            version=version,
            removed=_removed(request.data),
        )
        return self._section_answer(self.get_queryset().get(pk=application.pk), asked)

    def _section_answer(self, application: Any, section: Section) -> Response:
        own = {"application_id": application.pk, "section": str(section.key)}
        state = SectionState.objects.filter(**own).first() or SectionState(**own)
        reading = self.reading(application)
        shown = {
            "key": str(section.key),
            "label": str(section.label),
            "version": state.version,
            "saved_at": state.saved_at,
            "content": reading.content["sections"].get(section.key, {}),
            "issues": [i for i in reading.issues if section_of_issue(i) == section.key],
        }
        return Response(shapes.SectionSerializer(shown).data)

    @extend_schema(request={"multipart/form-data": shapes.EvidenceInSerializer})
    @action(detail=True, methods=["post"], parser_classes=[MultiPartParser, JSONParser])
    def evidence(self, request: Request, pk: Any = None) -> Response:
        """Put a file in its place, as the section's page does."""
        application = self.get_object()
        data = body_of(request, shapes.EvidenceInSerializer)
        section, place = place_named(application, data["slot"])
        try:
            save_section(
                application,
                section=section.key,
                given=SectionInput(),
                uploads={place: data["file"]},
                version=data["version"],
                by=request.user,  # type: ignore[arg-type]
            )
        except Invalid as refusal:  # said of the page's field for this place
            raise Invalid.at("file", refusal.sentence) from refusal
        return self.answer(application.pk, status.HTTP_201_CREATED)


def sections_by_key(application: Any) -> dict[str, Section]:
    """The sections that an application has."""
    return {str(s.key): s for s in outline_of(application).of(application)}


def section_named(application: Any, key: str) -> Section:
    """One of them; `NotFound` where it has none of this name."""
    found = sections_by_key(application).get(key)
    if found is None:
        raise NotFound("该申报没有这一部分。")
    return found


def place_named(application: Any, slot: str) -> tuple[Section, str]:
    """The section of a place for files, and its name there."""
    key, _dot, row = slot.partition(".")
    for section in outline_of(application).of(application):
        if slot in {place.key for place in section.slots}:
            return section, slot
        if section.row_files and row and section.key == key:
            return section, row
    raise Invalid.at("slot", "该申报没有这一类材料。")


def _removed(body: Any) -> list[int]:
    removed = body.get("remove_files") or []
    if isinstance(removed, list) and all(isinstance(n, int) for n in removed):
        return removed
    raise Invalid.at("remove_files", "应为材料编号的列表。")
