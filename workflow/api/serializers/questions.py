"""What the API tells and takes of questions and of late exceptions."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from workflow.models import (
    AnswerFile,
    LateException,
    Question,
    QuestionItem,
)
from workflow.permissions import reads_answer


class AnswerFileSerializer(serializers.ModelSerializer[AnswerFile]):
    """A file that came with an answer."""

    name = serializers.CharField(source="attachment.name")
    size = serializers.IntegerField(source="attachment.size")
    sha256 = serializers.CharField(source="attachment.sha256")
    url = serializers.CharField(source="attachment.get_absolute_url")

    class Meta:
        model = AnswerFile
        fields = ["id", "name", "size", "sha256", "url"]


class QuestionItemSerializer(serializers.ModelSerializer[QuestionItem]):
    """One point; its answer only for those who may read it."""

    answer = serializers.SerializerMethodField()
    files = serializers.SerializerMethodField()

    class Meta:
        model = QuestionItem
        fields = ["id", "field", "label", "sentence", "old_text", "answer", "files"]

    def _reads(self, row: QuestionItem) -> bool:
        return reads_answer(self.context["request"].user, row.question)

    def get_answer(self, row: QuestionItem) -> str:
        """What was handed in; while it is written, the applicant's alone."""
        return row.answer if self._reads(row) else ""

    @extend_schema_field(AnswerFileSerializer(many=True))
    def get_files(self, row: QuestionItem) -> Any:
        """Files likewise."""
        files = row.files.all() if self._reads(row) else []
        return AnswerFileSerializer(files, many=True).data


class QuestionSerializer(serializers.ModelSerializer[Question]):
    """A question to the applicant, point by point."""

    name = serializers.CharField(source="__str__")
    state = serializers.CharField()
    stage = serializers.CharField()
    state_label = serializers.CharField(source="get_state_display")
    organisation_name = serializers.CharField(source="organisation.name")
    items = QuestionItemSerializer(many=True)

    class Meta:
        model = Question
        fields = [
            "id",
            "application",
            "submission_number",
            "number",
            "name",
            "stage",
            "text",
            "organisation",
            "organisation_name",
            "asked_at",
            "due_at",
            "state",
            "state_label",
            "ended_at",
            "paused_days",
            "items",
            "version",
            "updated_at",
        ]
        read_only_fields = fields


class PointInSerializer(serializers.Serializer[Any]):
    """A point at a place of the kind; an empty place is the whole."""

    field = serializers.CharField(max_length=100, allow_blank=True, default="")
    sentence = serializers.CharField()


class QuestionInSerializer(serializers.Serializer[Any]):
    """A question; `version` is the application's as last read."""

    application = serializers.IntegerField()
    text = serializers.CharField(required=False, allow_blank=True, default="")
    items = PointInSerializer(many=True)
    due = serializers.DateField(required=False, allow_null=True, default=None)
    version = serializers.IntegerField(required=False, allow_null=True, default=None)


class AnswerInSerializer(serializers.Serializer[Any]):
    """The answer to one point."""

    item = serializers.IntegerField()
    answer = serializers.CharField(allow_blank=True)


class AnswersInSerializer(serializers.Serializer[Any]):
    """Answers to some points or all; `version` is the question's as last read."""

    answers = AnswerInSerializer(many=True, required=False, default=list)
    version = serializers.IntegerField(required=False, allow_null=True, default=None)


class AnswerFileInSerializer(serializers.Serializer[Any]):
    """A file for one point."""

    item = serializers.IntegerField()
    file = serializers.FileField()


class QuestionReasonSerializer(serializers.Serializer[Any]):
    """Why nothing is asked any more; `version` is the application's."""

    reason = serializers.CharField()
    version = serializers.IntegerField(required=False, allow_null=True, default=None)


class LateExceptionSerializer(serializers.ModelSerializer[LateException]):
    """That one applicant may still submit, and until when."""

    applicant_name = serializers.CharField(source="applicant.name")
    granted_by = serializers.CharField(source="granted_by.name")
    state = serializers.SerializerMethodField()

    class Meta:
        model = LateException
        fields = [
            "id",
            "round",
            "applicant",
            "applicant_name",
            "reason",
            "until",
            "state",
            "granted_by",
            "granted_at",
            "revoked_at",
            "revoke_reason",
        ]
        read_only_fields = fields

    def get_state(self, row: LateException) -> str:
        """有效, 已届满 or 已撤销."""
        return row.state_at(timezone.now())


class LateExceptionInSerializer(serializers.Serializer[Any]):
    """For whom, in which round, until the last second of which day, and why."""

    round = serializers.IntegerField()
    applicant = serializers.IntegerField()
    until = serializers.DateField()
    reason = serializers.CharField()


class RevokeInSerializer(serializers.Serializer[Any]):
    """Why it is taken back."""

    reason = serializers.CharField()
