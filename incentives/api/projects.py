"""Resources `projects`, `fund-entries`, `obstacles`, `fund-totals`, `fund-terms`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import status, viewsets
from rest_framework.decorators import action
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from incentives.api.project_serializers import (
    CorrectEntrySerializer,
    FollowSerializer,
    FundEntryInSerializer,
    FundEntrySerializer,
    FundTermsSerializer,
    NewFundEntrySerializer,
    NewObstacleSerializer,
    NewTermsSerializer,
    ObstacleSerializer,
    ProjectInSerializer,
    ProjectPatchSerializer,
    ProjectSerializer,
    PublicProjectSerializer,
    TakeSerializer,
    UnitMoneySerializer,
)
from incentives.checks.funds import execution_rate
from incentives.filters.projects import (
    FundEntryFilter,
    ObstacleFilter,
    ProjectFilter,
    PublicProjectFilter,
    TotalsFilter,
)
from incentives.models import FundEntry, FundTerms, Obstacle, Project, ProjectSource
from incentives.permissions.projects import (
    can_enter_any,
    can_keep_project,
    can_raise,
    can_read_totals,
    can_register,
    can_set_terms,
)
from incentives.services.funds import correct_entry, enter_funds
from incentives.services.obstacles import (
    answer_obstacle,
    hand_up_obstacle,
    raise_obstacle,
    solve_obstacle,
    take_obstacle,
    withdraw_obstacle,
)
from incentives.services.projects import register_project, update_project
from incentives.services.terms import set_terms
from ui.api import ActViewSet, ReadOnlyViewSet
from ui.refusals import Invalid, NotFound, Verdict, allow

CREATED = status.HTTP_201_CREATED


class LedgerViewSet(ActViewSet):
    """Rows that the caller may see; writes go through the services of the pages."""

    def project_named(self, may: Callable[[Any, Project], Verdict]) -> Project:
        """The project that the body names, if the caller may do this with it."""
        rows = Project.objects.visible_to(self.request.user).for_list()
        body = self.request.data
        wanted = str(body.get("project", "")) if isinstance(body, dict) else ""
        found: Project | None = None
        if is_uuid(wanted):
            found = rows.filter(public_id=wanted).first()
        if found is None:
            raise NotFound("没有找到该项目，或您无权查看。")
        allow(may(self.request.user, found))
        return found


def is_uuid(text: str) -> bool:
    """Whether a text may be the id of a project."""
    try:
        UUID(text)
    except ValueError:
        return False
    return True


class ProjectViewSet(LedgerViewSet):
    """The major-project ledger, by the filters of the page."""

    queryset = Project.objects.for_list().for_warnings().figures()
    serializer_class = ProjectSerializer
    filterset_class = ProjectFilter
    lookup_field = "public_id"
    http_method_names = ["get", "post", "patch", "head", "options"]

    @extend_schema(request=ProjectInSerializer, responses={201: ProjectSerializer})
    def create(self, request: Request) -> Response:
        """Register a project of one's own organisation."""
        allow(can_register(request.user))
        form = self.checked(ProjectInSerializer)
        made = register_project(**form.words(), by=request.user)  # type: ignore[arg-type]
        return self.answer(made, CREATED)

    @extend_schema(request=ProjectPatchSerializer, responses=ProjectSerializer)
    def partial_update(self, request: Request, public_id: str) -> Response:
        """Change what the owner says; what is not sent stays."""
        project = self.get_object()
        allow(can_keep_project(request.user, project))
        form = self.checked(ProjectPatchSerializer, partial=True)
        if "version" not in form.validated_data:
            raise Invalid.at("version", "请提供最近读取的 version。")
        done = update_project(project, **form.words(), by=request.user)  # type: ignore[arg-type]
        return self.answer(done)


class PublicProjectViewSet(ReadOnlyViewSet):
    """Projects that have begun, for everybody."""

    queryset = Project.objects.all()
    serializer_class = PublicProjectSerializer
    filterset_class = PublicProjectFilter
    permission_classes = [AllowAny]
    lookup_field = "public_id"

    def get_queryset(self) -> QuerySet[Project]:
        """What is only planned is its owner's and its authorities'."""
        rows: QuerySet[Project] = Project.objects.public()
        return rows


class FundEntryViewSet(LedgerViewSet):
    """Lines of the ledger; POST adds one, none is ever changed."""

    queryset = FundEntry.objects.for_list()
    serializer_class = FundEntrySerializer
    filterset_class = FundEntryFilter
    updated_since_field = "entered_at"
    parser_classes = [JSONParser, MultiPartParser]

    @extend_schema(request=NewFundEntrySerializer, responses={201: FundEntrySerializer})
    def create(self, request: Request) -> Response:
        """Enter an amount; what is odd is refused at `reason` until one is given."""
        project = self.project_named(can_enter_any)
        form = self.checked(FundEntryInSerializer)
        made = enter_funds(project, **form.words(), by=request.user)  # type: ignore[arg-type]
        return self.answer(made, CREATED)

    @extend_schema(request=CorrectEntrySerializer, responses={201: FundEntrySerializer})
    @action(detail=True, methods=["post"])
    def correct(self, request: Request, pk: str) -> Response:
        """Undo an entry by a counter entry, which is answered."""
        row = self.get_object()
        form = self.checked(CorrectEntrySerializer)
        made = correct_entry(row, **form.validated_data, by=request.user)  # type: ignore[arg-type]
        return self.answer(made, CREATED)


class ObstacleViewSet(LedgerViewSet):
    """What stands in projects' way."""

    queryset = Obstacle.objects.for_list().prefetch_related("steps__organisation")
    serializer_class = ObstacleSerializer
    filterset_class = ObstacleFilter

    @extend_schema(request=NewObstacleSerializer, responses={201: ObstacleSerializer})
    def create(self, request: Request) -> Response:
        """Put a difficulty before an authority."""
        project = self.project_named(can_raise)
        given = self.given(NewObstacleSerializer)
        given.pop("project")
        made = raise_obstacle(project, **given, by=request.user)  # type: ignore[arg-type]
        return self.answer(made, CREATED)

    def _act(self, service: Callable[..., Obstacle], form_class: Any) -> Response:
        row = self.get_object()
        form = self.checked(form_class)
        return self.answer(service(row, **form.validated_data, by=self.request.user))

    @extend_schema(request=TakeSerializer, responses=ObstacleSerializer)
    @action(detail=True, methods=["post"])
    def take(self, request: Request, pk: str) -> Response:
        """Take it, or set another day."""
        return self._act(take_obstacle, TakeSerializer)

    @extend_schema(request=FollowSerializer, responses=ObstacleSerializer)
    @action(detail=True, methods=["post"], url_path="answer", url_name="answer")
    def answer_it(self, request: Request, pk: str) -> Response:
        """Say how it stands."""
        return self._act(answer_obstacle, FollowSerializer)

    @extend_schema(request=FollowSerializer, responses=ObstacleSerializer)
    @action(detail=True, methods=["post"])
    def solve(self, request: Request, pk: str) -> Response:
        """Say how it was solved."""
        return self._act(solve_obstacle, FollowSerializer)

    @extend_schema(request=FollowSerializer, responses=ObstacleSerializer)
    @action(detail=True, methods=["post"], url_path="hand-up")
    def hand_up(self, request: Request, pk: str) -> Response:
        """Ask the level above."""
        return self._act(hand_up_obstacle, FollowSerializer)

    @extend_schema(request=FollowSerializer, responses=ObstacleSerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        """Take it back."""
        return self._act(withdraw_obstacle, FollowSerializer)


class FundTotalsViewSet(viewsets.ViewSet):
    """The money of visible projects by unit and source, for authorities."""

    @extend_schema(responses=UnitMoneySerializer(many=True))
    def list(self, request: Request) -> Response:
        """`?kind=&phase=&on_national_plan=` narrow the projects."""
        allow(can_read_totals(request.user))
        visible = Project.objects.visible_to(request.user)
        chosen = TotalsFilter(request.query_params, queryset=visible, request=request)
        if not chosen.is_valid():
            first = next(iter(chosen.errors.items()))
            raise Invalid.at(first[0], str(first[1][0]))
        accounts = ProjectSource.objects.of_projects(chosen.qs)
        rows = accounts.totals_by("project__managing_unit_id", "source")
        rated = [
            row | {"execution_rate": execution_rate(row["paid"], row["allocated"])}
            for row in sorted(rows, key=in_order)
        ]
        return Response(UnitMoneySerializer(rated, many=True).data)


def in_order(row: dict[str, Any]) -> tuple[str, str]:
    """By unit, then by source."""
    return row["project__managing_unit_id"], row["source"]


class FundTermsViewSet(LedgerViewSet):
    """The terms of warning; a national lead sets them from a day on."""

    queryset = FundTerms.objects.all()
    serializer_class = FundTermsSerializer
    updated_since_field = "entered_at"
    ordering = "-effective_from"

    def get_queryset(self) -> QuerySet[FundTerms]:
        """Everybody signed in may know them."""
        return FundTerms.objects.all()

    @extend_schema(request=NewTermsSerializer, responses={201: FundTermsSerializer})
    def create(self, request: Request) -> Response:
        """Set terms; former ones stay as they were."""
        allow(can_set_terms(request.user))
        form = self.checked(NewTermsSerializer)
        made = set_terms(**form.validated_data, by=request.user)  # type: ignore[arg-type]
        return self.answer(made, CREATED)


ROUTES: list[tuple[str, Any, str]] = [
    ("projects", ProjectViewSet, "project"),
    ("public-projects", PublicProjectViewSet, "public-project"),
    ("fund-entries", FundEntryViewSet, "fund-entry"),
    ("obstacles", ObstacleViewSet, "obstacle"),
    ("fund-totals", FundTotalsViewSet, "fund-totals"),
    ("fund-terms", FundTermsViewSet, "fund-terms"),
]
