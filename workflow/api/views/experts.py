"""Pools of experts, panels for the authority, one's own seats, and the ranking."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import User
from ui.api import ReadOnlyViewSet, body_of
from ui.refusals import Closed, Invalid
from workflow.api import serializers as shapes
from workflow.api.views.opinions import PLAIN
from workflow.filters import ExpertFilter, PanelFilter, RankingFilter, SeatFilter
from workflow.models import Expert, Panel, ScoreSheet, Seat
from workflow.services import (
    accept_seat,
    add_expert,
    ask_to_draw_again,
    close_panel,
    declare_tie,
    decline_seat,
    edit_expert,
    end_tie,
    recuse_from_seat,
    save_sheet,
    second_round,
    submission_seen_from,
    submit_sheet,
)


class ExpertViewSet(ReadOnlyViewSet):
    """Pools of the lead authorities that keep them; an expert sees himself."""

    queryset = Expert.objects.for_list().prefetch_related("ties__organisation")
    serializer_class = shapes.ExpertSerializer
    filterset_class = ExpertFilter

    def _answer(self, pk: int, code: int = status.HTTP_200_OK) -> Response:
        return Response(self.get_serializer(self.queryset.get(pk=pk)).data, status=code)

    @extend_schema(
        request=shapes.ExpertInSerializer, responses={201: shapes.ExpertSerializer}
    )
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Enter a person who holds an expert's post."""
        data = body_of(request, shapes.ExpertInSerializer)
        person = User.objects.active().by_name_or_email(data.pop("user")).first()
        if person is None:
            raise Invalid.at("user", _("没有找到该用户，请核对用户名或电子邮箱。"))
        by: Any = request.user
        fields = data.pop("fields_known")
        now = timezone.now()
        made = add_expert(user=person, fields=fields, by=by, now=now, **data)
        return self._answer(made.pk, status.HTTP_201_CREATED)

    @extend_schema(
        request=shapes.ExpertEditSerializer, responses={200: shapes.ExpertSerializer}
    )
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Change fields, employer, region, title, status or note."""
        data = body_of(request, shapes.ExpertEditSerializer, partial=True)
        if "fields_known" in data:
            data["fields"] = data.pop("fields_known")
        by: Any = request.user
        return self._answer(edit_expert(self.get_object(), by=by, **data).pk)

    @extend_schema(
        request=shapes.TieInSerializer, responses={201: shapes.TieSerializer}
    )
    @action(detail=True, methods=["post"], **PLAIN)
    def ties(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Declare what binds the expert to an organisation."""
        data, by = body_of(request, shapes.TieInSerializer), request.user
        tie = declare_tie(self.get_object(), by=by, now=timezone.now(), **data)  # type: ignore[arg-type]
        shown = shapes.TieSerializer(tie).data
        return Response(shown, status=status.HTTP_201_CREATED)

    @extend_schema(
        request=shapes.TieEndSerializer, responses={200: shapes.TieSerializer}
    )
    @action(detail=True, methods=["patch"], url_path=r"ties/(?P<tie>\d+)", **PLAIN)
    def tie(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Since when a tie is over."""
        data, by = body_of(request, shapes.TieEndSerializer), request.user
        rows = self.get_object().ties.select_related("organisation", "expert")
        row = get_object_or_404(rows, pk=kwargs["tie"])
        return Response(shapes.TieSerializer(end_tie(row, by=by, **data)).data)  # type: ignore[arg-type]


class PanelViewSet(ReadOnlyViewSet):
    """Panels for the authority that decides; no score before the panel has closed."""

    queryset = Panel.objects.for_list()
    serializer_class = shapes.PanelSerializer
    filterset_class = PanelFilter
    updated_since_field = "created_at"

    def get_serializer_class(self) -> Any:
        """A list has no seats and draws."""
        return (
            shapes.PanelRowSerializer
            if self.action == "list"
            else self.serializer_class
        )

    def _steer(self, verb: Any, shape: Any) -> Response:
        data, by = body_of(self.request, shape), self.request.user
        done = verb(self.get_object(), by=by, now=timezone.now(), **data)
        fresh = Panel.objects.for_list().get(pk=done.pk)
        return Response(shapes.PanelSerializer(fresh).data)

    @extend_schema(
        request=shapes.SteerInSerializer, responses={200: shapes.PanelSerializer}
    )
    @action(detail=True, methods=["post"], **PLAIN)
    def retry(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The pool has been mended: let the clock draw again what is lacking."""
        return self._steer(ask_to_draw_again, shapes.SteerInSerializer)

    @extend_schema(
        request=shapes.SteerInSerializer, responses={200: shapes.PanelSerializer}
    )
    @action(detail=True, methods=["post"], **PLAIN)
    def close(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """End the scoring after its day with the sheets that are in."""
        return self._steer(close_panel, shapes.SteerInSerializer)

    @extend_schema(
        request=shapes.SecondRoundInSerializer, responses={200: shapes.PanelSerializer}
    )
    @action(detail=True, methods=["post"], url_path="second-round", **PLAIN)
    def second_round(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Let the same experts score once more; answers the new panel."""
        return self._steer(second_round, shapes.SecondRoundInSerializer)


class SeatViewSet(ReadOnlyViewSet):
    """One's own seats: answer, read the submission, score."""

    queryset = Seat.objects.for_expert()
    serializer_class = shapes.SeatSerializer
    filterset_class = SeatFilter
    updated_since_field = "invited_at"

    def _answered(self, verb: Any, **given: Any) -> Response:
        done = verb(
            self.get_object(), by=self.request.user, now=timezone.now(), **given
        )
        fresh = Seat.objects.for_expert().get(pk=done.pk)
        return Response(self.get_serializer(fresh).data)

    @extend_schema(request=None, responses={200: shapes.SeatSerializer})
    @action(detail=True, methods=["post"], **PLAIN)
    def accept(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Take part."""
        return self._answered(accept_seat)

    @extend_schema(
        request=shapes.GiveUpInSerializer, responses={200: shapes.SeatSerializer}
    )
    @action(detail=True, methods=["post"], **PLAIN)
    def decline(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """No time; another expert is drawn."""
        return self._answered(
            decline_seat, **body_of(request, shapes.GiveUpInSerializer)
        )

    @extend_schema(
        request=shapes.GiveUpInSerializer, responses={200: shapes.SeatSerializer}
    )
    @action(detail=True, methods=["post"], **PLAIN)
    def recuse(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Bound to the applicant; another expert is drawn."""
        data = body_of(request, shapes.GiveUpInSerializer)
        return self._answered(recuse_from_seat, **data)

    @extend_schema(responses={200: shapes.SubmissionSerializer})
    @action(detail=True, methods=["get"], **PLAIN)
    def submission(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """What is scored: from the acceptance until the panel closes."""
        found = submission_seen_from(self.get_object())
        if found is None:
            raise Closed(_("应邀后、评审结束前才能查看申报材料。"))
        return Response(shapes.SubmissionSerializer(found).data)

    @extend_schema(responses={200: shapes.SheetSerializer})
    @action(detail=True, methods=["get"], **PLAIN)
    def sheet(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One's own sheet."""
        sheet = get_object_or_404(ScoreSheet, seat=self.get_object())
        return Response(shapes.SheetSerializer(sheet).data)

    @extend_schema(
        request=shapes.SheetInSerializer, responses={200: shapes.SheetSerializer}
    )
    @sheet.mapping.put
    def save_sheet(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Save what is filled in so far."""
        data, by = body_of(request, shapes.SheetInSerializer), request.user
        sheet = save_sheet(self.get_object(), by=by, now=timezone.now(), **data)  # type: ignore[arg-type]
        return Response(shapes.SheetSerializer(sheet).data)

    @extend_schema(
        request=shapes.SteerInSerializer, responses={200: shapes.SheetSerializer}
    )
    @action(detail=True, methods=["post"], **PLAIN)
    def submit(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Hand the sheet in, for good; `version` is that of the sheet."""
        data, by = body_of(request, shapes.SteerInSerializer), request.user
        sheet = submit_sheet(self.get_object(), by=by, now=timezone.now(), **data)  # type: ignore[arg-type]
        return Response(shapes.SheetSerializer(sheet).data)


class RankingViewSet(ReadOnlyViewSet):
    """Results by mean, each with its place in its round; they inform, not decide."""

    queryset = Panel.objects.results().for_list()
    serializer_class = shapes.RankingSerializer
    filterset_class = RankingFilter
    updated_since_field = "closed_at"
    ordering = ("-mean", "-id")

    def get_serializer_context(self) -> dict[str, Any]:
        """The places of a round, counted once."""
        seen = Panel.objects.visible_to(self.request.user).results()

        @cache
        def places(round_id: int) -> Any:
            return seen.filter(application__round_id=round_id).places()

        return {**super().get_serializer_context(), "places": places}
