"""Resources of the life cycle; kinds build theirs on `ApplicationViewSet`."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticatedOrReadOnly
from rest_framework.request import Request
from rest_framework.response import Response

from ui.api import ReadOnlyViewSet, ViewSet, body_of
from ui.refusals import Invalid, Issue, allow
from workflow.api import serializers as shapes
from workflow.api.views.handling import HandlingMixin
from workflow.api.views.history import HistoryMixin
from workflow.api.views.opinions import CaseOpinionsMixin
from workflow.filters import (
    ApplicationFilter,
    NotificationFilter,
    RoundFilter,
)
from workflow.models import Application, Notification, Round
from workflow.permissions import can_override_rules, round_scopes
from workflow.services import (
    advance,
    close_round,
    create_round,
    decline_proposal,
    mark_all_read,
    mark_read,
    moves_open_to,
    publish_round,
    set_rules,
    steps_seen_by,
    update_round,
)

PLAIN: dict[str, Any] = {"pagination_class": None, "filter_backends": []}


class MovesMixin:
    """`moves/`, `decline/`, `steps/` and `submissions/` of one application."""

    request: Request
    get_object: Any

    def _answer(self, application: Application) -> Response:
        seen = Application.objects.for_list().get(pk=application.pk)
        context = {"request": self.request}
        return Response(shapes.ApplicationSerializer(seen, context=context).data)

    @extend_schema(responses={200: shapes.MovesSerializer})
    @action(detail=True, methods=["get"], **PLAIN)
    def moves(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Every move of the stage: open, or closed with its reason."""
        case = self.get_object()
        offers = moves_open_to(request.user, case)  # type: ignore[arg-type]
        data = {"version": case.version, "moves": offers}
        return Response(shapes.MovesSerializer(data).data)

    @extend_schema(
        request=shapes.MoveInSerializer,
        responses={200: shapes.ApplicationSerializer},
    )
    @moves.mapping.post
    def make_move(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Make a move, or propose it where the round wants four eyes."""
        data = body_of(request, shapes.MoveInSerializer)
        remarks = [Issue(r["field"], r["sentence"]) for r in data.pop("remarks")]
        case = self.get_object()
        done = advance(case, data.pop("move"), by=request.user, remarks=remarks, **data)  # type: ignore[arg-type]
        return self._answer(done)

    @extend_schema(
        request=shapes.DeclineInSerializer,
        responses={200: shapes.ApplicationSerializer},
    )
    @action(detail=True, methods=["post"], **PLAIN)
    def decline(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Give the open proposal back to its handler."""
        given = body_of(request, shapes.DeclineInSerializer)
        case = self.get_object()
        return self._answer(
            decline_proposal(case, by=request.user, **given)  # type: ignore[arg-type]
        )

    @extend_schema(responses={200: shapes.StepSerializer(many=True)})
    @action(detail=True, methods=["get"], **PLAIN)
    def steps(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The chained record, newest first."""
        steps = steps_seen_by(request.user, self.get_object())
        return Response(shapes.StepSerializer(steps, many=True).data)

    @extend_schema(responses={200: shapes.SubmissionSerializer(many=True)})
    @action(detail=True, methods=["get"], **PLAIN)
    def submissions(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """What was handed in, each time, with its digest."""
        rows = self.get_object().submissions.select_related("by")
        return Response(shapes.SubmissionSerializer(rows, many=True).data)


class ApplicationViewSet(MovesMixin, ReadOnlyViewSet):
    """A kind's resource: list and retrieve what the caller may see, and its moves.

    class NominationViewSet(ApplicationViewSet):
        queryset = CityNomination.objects.for_list()
        serializer_class = NominationSerializer    # extends ApplicationSerializer
    """

    queryset = Application.objects.for_list()
    serializer_class = shapes.ApplicationSerializer
    filterset_class: Any = ApplicationFilter


class DeskViewSet(HistoryMixin, CaseOpinionsMixin, HandlingMixin, ApplicationViewSet):
    """All applications the caller may see, of every kind: the desk."""

    @extend_schema(responses={200: shapes.ApplicationSerializer(many=True)})
    @action(detail=False, methods=["get"])
    def waiting(self, request: Request) -> Response:
        """What waits for the caller."""
        rows = self.filter_queryset(self.get_queryset().awaiting(request.user))
        page = self.get_serializer(self.paginate_queryset(rows), many=True)
        return self.get_paginated_response(page.data)


class RoundViewSet(ViewSet):
    """Rounds: published ones are public, leads prepare and rule them."""

    queryset = Round.objects.prefetch_related("rule_sets")
    serializer_class = shapes.RoundSerializer
    filterset_class = RoundFilter
    permission_classes = [IsAuthenticatedOrReadOnly]
    http_method_names = ["get", "post", "patch", "head", "options"]

    @extend_schema(responses={201: shapes.RoundSerializer})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Prepare a round; it is not yet public."""
        given = self.get_serializer(data=request.data)
        given.is_valid(raise_exception=True)
        made = create_round(by=request.user, **given.validated_data)  # type: ignore[arg-type]
        return Response(self.get_serializer(made).data, status=status.HTTP_201_CREATED)

    @extend_schema(responses={200: shapes.RoundSerializer})
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Change dates and texts; kind and scope stay."""
        a_round = self.get_object()
        given = self.get_serializer(a_round, data=request.data, partial=True)
        given.is_valid(raise_exception=True)
        fields = dict(given.validated_data)
        if fixed := {"kind", "managing_unit"} & set(fields):
            words = _("类别和适用范围不能修改。")
            raise Invalid(words, issues=[Issue(name, words) for name in sorted(fixed)])
        done = update_round(a_round, by=request.user, **fields)  # type: ignore[arg-type]
        return Response(self.get_serializer(done).data)

    @extend_schema(request=None, responses={200: shapes.RoundSerializer})
    @action(detail=True, methods=["post"], **PLAIN)
    def publish(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Make it public."""
        done = publish_round(self.get_object(), by=request.user)  # type: ignore[arg-type]
        return Response(self.get_serializer(done).data)

    @extend_schema(request=None, responses={200: shapes.RoundSerializer})
    @action(detail=True, methods=["post"], **PLAIN)
    def close(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """End it before its day."""
        done = close_round(self.get_object(), by=request.user)  # type: ignore[arg-type]
        return Response(self.get_serializer(done).data)

    @extend_schema(responses={200: shapes.RulesSerializer(many=True)})
    @action(detail=True, methods=["get"], **PLAIN)
    def rules(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Every version of the rules, newest first."""
        rows = self.get_object().rule_sets.all()
        return Response(shapes.RulesSerializer(rows, many=True).data)

    @extend_schema(
        request=shapes.RulesInSerializer,
        responses={201: shapes.RulesSerializer},
    )
    @rules.mapping.post
    def write_rules(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """A new version, for the whole round or for the caller's unit."""
        data = body_of(request, shapes.RulesInSerializer)
        a_round, unit = self.get_object(), None
        if data["for_unit"]:
            allow(can_override_rules(request.user, a_round))
            unit = next(u for u in round_scopes(request.user) if u is not None)
        written = set_rules(
            a_round,
            by=request.user,  # type: ignore[arg-type]
            changes=data["changes"],
            managing_unit=unit,
            note=data["note"],
        )
        shown = shapes.RulesSerializer(written).data
        return Response(shown, status=status.HTTP_201_CREATED)


class NotificationViewSet(ReadOnlyViewSet):
    """The caller's own messages."""

    queryset = Notification.objects.all()
    serializer_class = shapes.NotificationSerializer
    filterset_class = NotificationFilter
    updated_since_field = "created_at"

    @extend_schema(request=None, responses={200: shapes.NotificationSerializer})
    @action(detail=True, methods=["post"], **PLAIN)
    def read(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Mark one as read."""
        done = mark_read(by=request.user, pk=self.get_object().pk)  # type: ignore[arg-type]
        return Response(self.get_serializer(done).data)

    @extend_schema(
        operation_id="v1_notifications_read_all", request=None, responses={204: None}
    )
    @action(detail=False, methods=["post"], url_path="read", **PLAIN)
    def read_all(self, request: Request) -> Response:
        """Mark all as read."""
        mark_all_read(by=request.user)  # type: ignore[arg-type]
        return Response(status=status.HTTP_204_NO_CONTENT)
