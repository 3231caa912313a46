"""Questions to applicants, and late exceptions, as resources."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import Organisation
from ui.api import ReadOnlyViewSet, body_of
from ui.refusals import allow
from workflow.api import serializers as shapes
from workflow.api.views.opinions import PLAIN
from workflow.filters import LateExceptionFilter, QuestionFilter
from workflow.models import Application, LateException, Question, Round
from workflow.permissions import can_manage_rounds
from workflow.services import (
    Given,
    ask_question,
    grant_late_exception,
    revoke_late_exception,
    save_answer,
    submit_answer,
    withdraw_question,
)


class QuestionViewSet(ReadOnlyViewSet):
    """Questions to applicants: asked, answered, withdrawn."""

    queryset = Question.objects.select_related(
        "organisation", "application"
    ).prefetch_related("items__files__attachment", "items__question__application")
    serializer_class = shapes.QuestionSerializer
    filterset_class = QuestionFilter

    def _answer(self, question: Question, code: int = status.HTTP_200_OK) -> Response:
        fresh = self.get_queryset().get(pk=question.pk)
        return Response(self.get_serializer(fresh).data, status=code)

    @extend_schema(
        request=shapes.QuestionInSerializer, responses={201: shapes.QuestionSerializer}
    )
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Ask the applicant; the clock of the stage stops."""
        data, user = body_of(request, shapes.QuestionInSerializer), request.user
        seen = Application.objects.visible_to(user)
        case = get_object_or_404(seen, pk=data.pop("application"))
        items = [(item["field"], item["sentence"]) for item in data.pop("items")]
        asked = ask_question(case, items=items, by=user, **data)  # type: ignore[arg-type]
        return self._answer(asked, status.HTTP_201_CREATED)

    @extend_schema(
        request=shapes.AnswersInSerializer, responses={200: shapes.QuestionSerializer}
    )
    @action(detail=True, methods=["post"], **PLAIN)
    def answer(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Save a half-written answer."""
        return self._written(request, save_answer)

    @extend_schema(
        request=shapes.AnswersInSerializer, responses={200: shapes.QuestionSerializer}
    )
    @action(detail=True, methods=["post"], **PLAIN)
    def submit(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Hand the answer in; the clock of the stage goes on."""
        return self._written(request, submit_answer)

    def _written(self, request: Request, act: Any) -> Response:
        data = body_of(request, shapes.AnswersInSerializer)
        answers = {row["item"]: row["answer"] for row in data["answers"]}
        given, version = Given(answers=answers), data["version"]
        return self._answer(
            act(self.get_object(), given=given, by=request.user, version=version)
        )

    @extend_schema(
        request={"multipart/form-data": shapes.AnswerFileInSerializer},
        responses={201: shapes.QuestionSerializer},
    )
    @action(detail=True, methods=["post"], parser_classes=[MultiPartParser], **PLAIN)
    def files(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Add a file to the answer of a point."""
        data = body_of(request, shapes.AnswerFileInSerializer)
        given = Given(uploads={data["item"]: [data["file"]]})
        done = save_answer(self.get_object(), given=given, by=request.user)  # type: ignore[arg-type]
        return self._answer(done, status.HTTP_201_CREATED)

    @extend_schema(responses={200: shapes.QuestionSerializer})
    @action(
        detail=True, methods=["delete"], url_path=r"files/(?P<file_pk>\d+)", **PLAIN
    )
    def remove_file(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Take a file out of an answer that is not handed in."""
        given = Given(removed=[int(kwargs["file_pk"])])
        return self._answer(
            save_answer(self.get_object(), given=given, by=request.user)  # type: ignore[arg-type]
        )

    @extend_schema(
        request=shapes.QuestionReasonSerializer,
        responses={200: shapes.QuestionSerializer},
    )
    @action(detail=True, methods=["post"], **PLAIN)
    def withdraw(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Ask no more."""
        data = body_of(request, shapes.QuestionReasonSerializer)
        done = withdraw_question(self.get_object(), by=request.user, **data)  # type: ignore[arg-type]
        return self._answer(done)


class LateExceptionViewSet(ReadOnlyViewSet):
    """Who may still submit after a round has closed."""

    queryset = LateException.objects.select_related("round", "applicant", "granted_by")
    serializer_class = shapes.LateExceptionSerializer
    filterset_class = LateExceptionFilter
    updated_since_field = "granted_at"

    @extend_schema(
        request=shapes.LateExceptionInSerializer,
        responses={201: shapes.LateExceptionSerializer},
    )
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Let one applicant be late."""
        data, user = body_of(request, shapes.LateExceptionInSerializer), request.user
        seen = Round.objects.visible_to(user)
        a_round = get_object_or_404(seen, pk=data.pop("round"))
        allow(can_manage_rounds(user, a_round.managing_unit_id))
        known = Organisation.objects.visible_to(user)
        applicant = get_object_or_404(known, pk=data.pop("applicant"))
        made = grant_late_exception(a_round, applicant=applicant, by=user, **data)  # type: ignore[arg-type]
        return Response(self.get_serializer(made).data, status=status.HTTP_201_CREATED)

    @extend_schema(
        request=shapes.RevokeInSerializer,
        responses={200: shapes.LateExceptionSerializer},
    )
    @action(detail=True, methods=["post"], **PLAIN)
    def revoke(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Take it back."""
        data = body_of(request, shapes.RevokeInSerializer)
        done = revoke_late_exception(self.get_object(), by=request.user, **data)  # type: ignore[arg-type]
        return Response(self.get_serializer(done).data)
