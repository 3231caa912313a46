"""Who handles what: acts about one case and many, loads, and saved views."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import status, viewsets
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from ui.api import ViewSet, body_of
from ui.refusals import NotAllowed
from workflow.api import serializers as shapes
from workflow.kept import kept_query
from workflow.models import SavedView
from workflow.permissions import leads_handlers, sees_handling
from workflow.services import (
    act_on_many,
    assign_case,
    change_view,
    declare_conflict,
    delete_view,
    give_back,
    save_view,
    take_case,
    workload_of,
)

PLAIN: dict[str, Any] = {"pagination_class": None, "filter_backends": []}
CASE = {200: shapes.ApplicationSerializer}
ONLY_LEADS = "只有牵头部门的负责人可以查看承办情况。"


class HandlingMixin:
    """`take/`, `assign/`, `give-back/`, `declare-conflict/` and the past of it."""

    request: Request
    get_object: Any
    _answer: Any

    def _given(self, shape: Any) -> dict[str, Any]:
        return {**body_of(self.request, shape), "by": self.request.user}

    @extend_schema(request=shapes.VersionInSerializer, responses=CASE)
    @action(detail=True, methods=["post"], **PLAIN)
    def take(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Make it one's own."""
        given = self._given(shapes.VersionInSerializer)
        return self._answer(take_case(self.get_object(), **given))

    @extend_schema(request=shapes.AssignInSerializer, responses=CASE)
    @action(detail=True, methods=["post"], **PLAIN)
    def assign(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Give it to a handler of the same authority."""
        case, given = self.get_object(), self._given(shapes.AssignInSerializer)
        return self._answer(assign_case(case, **given))

    @extend_schema(request=shapes.GiveBackInSerializer, responses=CASE)
    @action(detail=True, methods=["post"], url_path="give-back", **PLAIN)
    def give_back(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Back to the office."""
        case, given = self.get_object(), self._given(shapes.GiveBackInSerializer)
        return self._answer(give_back(case, **given))

    @extend_schema(request=shapes.ConflictInSerializer, responses=CASE)
    @action(detail=True, methods=["post"], url_path="declare-conflict", **PLAIN)
    def declare_conflict(self, request: Request, *args: Any, **kw: Any) -> Response:
        """Stay off the case, for good."""
        case, given = self.get_object(), self._given(shapes.ConflictInSerializer)
        declare_conflict(case, **given)
        return self._answer(case)

    @extend_schema(responses={200: shapes.AssignmentSerializer(many=True)})
    @action(detail=True, methods=["get"], **PLAIN)
    def assignments(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """To whom it was given, in order; only for the authorities' own eyes."""
        case = self.get_object()
        rows = case.assignments.select_related("organisation", "to", "by")
        seen = [row for row in rows if sees_handling(request.user, case, row)]
        return Response(shapes.AssignmentSerializer(seen, many=True).data)

    @extend_schema(
        request=shapes.ManyInSerializer,
        responses={200: shapes.RowResultSerializer(many=True)},
    )
    @action(detail=False, methods=["post"], url_path="acts", **PLAIN)
    def acts(self, request: Request) -> Response:
        """One act on many; the answer says for each what became of it."""
        given = self._given(shapes.ManyInSerializer)
        rows = [(row["id"], row["version"]) for row in given.pop("rows")]
        results = act_on_many(given.pop("act"), rows, **given)
        return Response(shapes.RowResultSerializer(results, many=True).data)


class WorkloadViewSet(viewsets.ViewSet):
    """Each handler's load, for leads of a lead authority."""

    permission_classes = [IsAuthenticated]

    @extend_schema(responses={200: shapes.LoadSerializer(many=True)})
    def list(self, request: Request) -> Response:
        """A line for each handler, and one for what nobody has taken yet."""
        if not leads_handlers(request.user):
            raise NotAllowed(ONLY_LEADS)
        loads = workload_of(request.user)  # type: ignore[arg-type]
        return Response(shapes.LoadSerializer(loads, many=True).data)


class SavedViewViewSet(ViewSet):
    """One's own saved views, and those that one's authority shares."""

    queryset = SavedView.objects.select_related("owner")
    serializer_class = shapes.SavedViewSerializer
    updated_since_field = "created_at"
    filterset_fields = ["page"]
    http_method_names = ["get", "post", "patch", "delete", "head", "options"]

    @extend_schema(responses={201: shapes.SavedViewSerializer})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Keep a filtered list."""
        given = self.get_serializer(data=request.data)
        given.is_valid(raise_exception=True)
        data = dict(given.validated_data)
        data["query"] = kept_query(data["page"], data["query"])
        view = save_view(by=request.user, **data)  # type: ignore[arg-type]
        shown = self.get_serializer(view).data
        return Response(shown, status=status.HTTP_201_CREATED)

    @extend_schema(
        request=shapes.ViewChangeSerializer,
        responses={200: shapes.SavedViewSerializer},
    )
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Another name, shared or not; only by its owner."""
        view = self.get_object()
        present = {"name": view.name, "shared": view.organisation_id is not None}
        data = present | body_of(request, shapes.ViewChangeSerializer)
        done = change_view(view, by=request.user, **data)  # type: ignore[arg-type]
        return Response(self.get_serializer(done).data)

    def perform_destroy(self, instance: SavedView) -> None:
        """Gone; only by its owner."""
        delete_view(instance, by=self.request.user)  # type: ignore[arg-type]
