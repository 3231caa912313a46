"""Opinions of departments as resources, and those of one application."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from ui.api import ReadOnlyViewSet, body_of
from ui.refusals import Invalid, allow
from workflow.api import serializers as shapes
from workflow.choices import OpinionState
from workflow.filters import OpinionFilter
from workflow.models import Application, Opinion
from workflow.permissions import can_ask_opinions, can_read_opinions
from workflow.services import (
    ask_opinions,
    cancel_opinion,
    departments_to_ask,
    draft_opinion,
    opinions_seen_by,
    return_draft,
    sign_opinion,
    write_resolution,
)

PLAIN: dict[str, Any] = {"pagination_class": None, "filter_backends": []}
NOT_HERE = "所选单位中有不属于本级可征求意见的部门。"


class OpinionViewSet(ReadOnlyViewSet):
    """What is asked of departments and what they answer; never for applicants."""

    queryset = Opinion.objects.for_list()
    serializer_class = shapes.OpinionSerializer
    filterset_class = OpinionFilter

    def _answer(self, opinion: Opinion) -> Response:
        fresh = Opinion.objects.for_list().get(pk=opinion.pk)
        return Response(self.get_serializer(fresh).data)

    @extend_schema(
        request=shapes.DraftInSerializer, responses={200: shapes.OpinionSerializer}
    )
    def update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Write the draft."""
        data = body_of(request, shapes.DraftInSerializer)
        user: Any = request.user
        return self._answer(draft_opinion(self.get_object(), by=user, **data))

    @extend_schema(
        request=shapes.DraftInSerializer, responses={200: shapes.OpinionSerializer}
    )
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Change what is named of the draft; kept or before the lead as it was."""
        row = self.get_object()
        given = body_of(request, shapes.DraftInSerializer, partial=True)
        ready = row.state == OpinionState.DRAFTED
        kept = {"stance": row.stance, "text": row.text, "ready": ready}
        user: Any = request.user
        return self._answer(draft_opinion(row, by=user, **kept | given))

    @extend_schema(
        request=shapes.VersionInSerializer, responses={200: shapes.OpinionSerializer}
    )
    @action(detail=True, methods=["post"], **PLAIN)
    def sign(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Sign what was drafted; it is final then."""
        data = body_of(request, shapes.VersionInSerializer)
        user: Any = request.user
        return self._answer(sign_opinion(self.get_object(), by=user, **data))

    @extend_schema(
        request=shapes.ReasonInSerializer, responses={200: shapes.OpinionSerializer}
    )
    @action(detail=True, methods=["post"], url_path="return", **PLAIN)
    def give_back(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Give the draft back to the handler."""
        data = body_of(request, shapes.ReasonInSerializer)
        user: Any = request.user
        reason, version = data["note"], data["version"]
        row = self.get_object()
        return self._answer(return_draft(row, by=user, reason=reason, version=version))

    @extend_schema(
        request=shapes.ReasonInSerializer, responses={200: shapes.OpinionSerializer}
    )
    @action(detail=True, methods=["post"], **PLAIN)
    def cancel(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Ask no more."""
        data = body_of(request, shapes.ReasonInSerializer)
        user: Any = request.user
        reason, version = data["note"], data["version"]
        row = self.get_object()
        return self._answer(
            cancel_opinion(row, by=user, reason=reason, version=version)
        )


class CaseOpinionsMixin:
    """`opinions/` and `resolutions/` of one application."""

    request: Request
    get_object: Any

    @extend_schema(responses={200: shapes.OpinionBoardSerializer})
    @action(detail=True, methods=["get"], **PLAIN)
    def opinions(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """What departments are asked and have said, as the caller may read it."""
        case = self.get_object()
        allow(can_read_opinions(request.user))
        return self._board(case)

    @extend_schema(
        request=shapes.AskInSerializer, responses={201: shapes.OpinionBoardSerializer}
    )
    @opinions.mapping.post
    def ask(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Ask departments for their opinions."""
        case, user = self.get_object(), request.user
        data = body_of(request, shapes.AskInSerializer)
        wanted = set(data.pop("organisations"))
        named = departments_to_ask(case, user).filter(pk__in=wanted)  # type: ignore[arg-type]
        if can_ask_opinions(user, case) and len(named) != len(wanted):
            raise Invalid.at("organisations", NOT_HERE)
        ask_opinions(case, by=user, organisations=named, **data)  # type: ignore[arg-type]
        return self._board(self.get_object(), status.HTTP_201_CREATED)

    @extend_schema(
        request=shapes.ResolutionInSerializer,
        responses={201: shapes.ResolutionSerializer},
    )
    @action(detail=True, methods=["post"], **PLAIN)
    def resolutions(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Settle a disagreement in writing."""
        data = body_of(request, shapes.ResolutionInSerializer)
        user: Any = request.user
        made = write_resolution(self.get_object(), by=user, **data)
        shown = shapes.ResolutionSerializer(made).data
        return Response(shown, status=status.HTTP_201_CREATED)

    def _board(self, case: Application, code: int = status.HTTP_200_OK) -> Response:
        user: Any = self.request.user
        board = opinions_seen_by(user, case, timezone.now())
        rows = [*board.current, *board.past] if board else []
        may_ask = board is not None and board.may_ask
        data = {
            "version": case.version,
            "divided": board.divided if board else "",
            "may_ask": may_ask,
            "may_settle": board is not None and board.may_settle,
            "overdue_words": board.overdue_words if board else "",
            "wanted": board.wanted if board else [],
            "opinions": [row.opinion for row in rows],
            "resolutions": [*board.resolutions, *board.past_resolutions]
            if board
            else [],
            "departments": departments_to_ask(case, user) if may_ask else [],
        }
        context = {"request": self.request}
        shown = shapes.OpinionBoardSerializer(data, context=context).data
        return Response(shown, status=code)
