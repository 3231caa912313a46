"""Objections and appeals in the API: in from everybody, out to those who handle."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from documents.api.serializers import FileSerializer
from workflow.checks.objections import MAX_OBJECTION_FILES
from workflow.choices import OBJECTION_FINDINGS, ObjectorKind
from workflow.models import Appeal, Application, Objection
from workflow.services import MAX_APPEAL_FILES


@extend_schema_field(FileSerializer(many=True))
class AttachedField(serializers.Field[Any, Any, Any, Any]):
    """The files that a row holds, a seal scan first."""

    def __init__(self) -> None:
        super().__init__(read_only=True)

    def to_representation(self, value: Any) -> Any:
        """Each as the API tells of files."""
        return FileSerializer([row.attachment for row in value.all()], many=True).data


class ObjectionInSerializer(serializers.Serializer[Any]):
    """An objection under a real name; JSON, or multipart where files come with it."""

    entry = serializers.IntegerField(help_text="公示对象（公示 entries 中的 id）")
    objector_kind = serializers.ChoiceField(choices=ObjectorKind.choices)
    objector_name = serializers.CharField(max_length=200)
    contact_name = serializers.CharField(
        max_length=50, required=False, allow_blank=True, default=""
    )
    phone = serializers.CharField(max_length=30)
    email = serializers.CharField(
        max_length=254, required=False, allow_blank=True, default=""
    )
    text = serializers.CharField(max_length=10_000)
    seal = serializers.FileField(required=False, allow_null=True, default=None)
    files = serializers.ListField(
        child=serializers.FileField(), required=False, max_length=MAX_OBJECTION_FILES
    )


class ReceiptSerializer(serializers.Serializer[Any]):
    """Number and code; the code is told this once."""

    number = serializers.CharField()
    code = serializers.CharField()
    received_at = serializers.DateTimeField()
    due_at = serializers.DateTimeField()


class StatusInSerializer(serializers.Serializer[Any]):
    """What a receipt says."""

    number = serializers.CharField(max_length=30)
    code = serializers.CharField(max_length=20)


class StatusSerializer(serializers.Serializer[Any]):
    """Where it stands, and the answer when it is decided; nothing else."""

    state = serializers.CharField(source="public_state")
    answer = serializers.SerializerMethodField()

    def get_answer(self, row: Objection) -> str:
        """Empty while it is in hand."""
        return "" if row.is_open else row.answer


class OutcomeSerializer(serializers.ModelSerializer[Objection]):
    """What is published of a decided objection."""

    title = serializers.CharField(source="entry.title")
    state = serializers.CharField()

    class Meta:
        model = Objection
        fields = ["title", "state", "published_outcome", "decided_at"]


class ObjectionSerializer(serializers.ModelSerializer[Objection]):
    """An objection for those who handle it, with who objected."""

    title = serializers.CharField(source="entry.title")
    notice = serializers.CharField(source="entry.notice.number")
    handled_by = serializers.CharField(source="handled_by.name", default="")
    state = serializers.CharField()
    finding = serializers.CharField()
    files = AttachedField()

    class Meta:
        model = Objection
        fields = [
            "id",
            "number",
            "application",
            "title",
            "notice",
            "objector_kind",
            "objector_name",
            "contact_name",
            "phone",
            "email",
            "text",
            "files",
            "received_at",
            "due_at",
            "state",
            "finding",
            "investigation",
            "answer",
            "published_outcome",
            "return_reason",
            "handled_by",
            "decided_at",
            "version",
            "updated_at",
        ]


class VersionInSerializer(serializers.Serializer[Any]):
    """The version last read."""

    version = serializers.IntegerField(required=False, allow_null=True, default=None)


class FindingInSerializer(VersionInSerializer):
    """What a handler found and proposes."""

    finding = serializers.ChoiceField(
        choices=[(f, f.label) for f in OBJECTION_FINDINGS]
    )
    investigation = serializers.CharField(max_length=10_000)
    answer = serializers.CharField(max_length=5000)
    published_outcome = serializers.CharField(max_length=500)


class ReturnInSerializer(VersionInSerializer):
    """Why a finding goes back."""

    reason = serializers.CharField(max_length=2000)


class AppealSerializer(serializers.ModelSerializer[Appeal]):
    """An appeal with its grounds, its documents and what came of it."""

    decided_organisation = serializers.CharField(
        source="decided_organisation.name", default=""
    )
    files = AttachedField()

    class Meta:
        model = Appeal
        fields = [
            "id",
            "number",
            "application",
            "stage",
            "grounds",
            "files",
            "filed_at",
            "outcome",
            "answer",
            "decided_organisation",
            "decided_at",
        ]


class AppealInSerializer(VersionInSerializer):
    """An appeal; JSON, or multipart where documents come with it."""

    application = serializers.PrimaryKeyRelatedField(queryset=Application.objects.all())
    grounds = serializers.CharField(max_length=5000)
    files = serializers.ListField(
        child=serializers.FileField(), required=False, max_length=MAX_APPEAL_FILES
    )
