"""What the API tells of departments' opinions, and what it takes."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from rest_framework import serializers

from accounts.models import Organisation
from workflow.choices import Stance
from workflow.models import Opinion, Resolution
from workflow.permissions import is_past, sees_draft, sees_note
from workflow.services import OpinionBoard, Wanted


class OpinionSerializer(serializers.ModelSerializer[Opinion]):
    """One opinion; stance and text of a draft are its department's own."""

    application_number = serializers.CharField(source="application.number")
    application_title = serializers.CharField(source="application.title")
    applicant_name = serializers.CharField(source="application.applicant.name")
    stage = serializers.CharField()
    stage_label = serializers.CharField(source="get_stage_display")
    department = serializers.CharField()
    organisation_name = serializers.CharField(source="organisation.name")
    asked_organisation_name = serializers.CharField(source="asked_organisation.name")
    state = serializers.CharField()
    state_label = serializers.CharField()
    stance = serializers.SerializerMethodField()
    stance_label = serializers.SerializerMethodField()
    text = serializers.SerializerMethodField()
    note = serializers.SerializerMethodField()
    late = serializers.SerializerMethodField()

    class Meta:
        model = Opinion
        fields = [
            "id",
            "application",
            "application_number",
            "application_title",
            "applicant_name",
            "stage",
            "stage_label",
            "submission_number",
            "department",
            "organisation",
            "organisation_name",
            "is_required",
            "request",
            "asked_organisation",
            "asked_organisation_name",
            "asked_at",
            "due_at",
            "late",
            "state",
            "state_label",
            "stance",
            "stance_label",
            "text",
            "note",
            "signed_post",
            "signed_at",
            "superseded_at",
            "version",
            "updated_at",
        ]

    def _reads(self, row: Opinion) -> bool:
        return sees_draft(self.context["request"].user, row)

    def get_stance(self, row: Opinion) -> str:
        """agree, agree_with_remarks, disagree, not_concerned; "" unless readable."""
        return row.stance if self._reads(row) else ""

    def get_stance_label(self, row: Opinion) -> str:
        """The same in words."""
        return str(row.get_stance_display()) if self._reads(row) else ""

    def get_text(self, row: Opinion) -> str:
        """The words; "" unless readable."""
        return row.text if self._reads(row) else ""

    def get_note(self, row: Opinion) -> str:
        """Why the draft came back (for its department), or why it was cancelled."""
        return row.note if sees_note(self.context["request"].user, row) else ""

    def get_late(self, row: Opinion) -> bool:
        """Signed after its day, or open though the day is over."""
        return row.is_late or (row.is_open and is_past(row.due_at, timezone.now()))


class ResolutionSerializer(serializers.ModelSerializer[Resolution]):
    """How a disagreement was settled."""

    stage = serializers.CharField()
    by_name = serializers.CharField(source="by.name")
    organisation_name = serializers.CharField(source="organisation.name")

    class Meta:
        model = Resolution
        fields = [
            "id",
            "stage",
            "submission_number",
            "text",
            "by_name",
            "post",
            "organisation_name",
            "at",
        ]


class WantedSerializer(serializers.Serializer[Wanted]):
    """A department that the round names for the present stage."""

    department = serializers.CharField()
    label = serializers.CharField()
    words = serializers.CharField()
    missing = serializers.CharField(help_text="空：不影响作出“同意”的决定。")


class DepartmentSerializer(serializers.ModelSerializer[Organisation]):
    """A department that may be asked."""

    department = serializers.CharField()

    class Meta:
        model = Organisation
        fields = ["id", "name", "department"]


class OpinionBoardSerializer(serializers.Serializer[OpinionBoard]):
    """Everything that departments have said around one case."""

    version = serializers.IntegerField(help_text="征求意见时随附的申报版本号。")
    divided = serializers.CharField(help_text="意见不一致、有部门不同意，或为空。")
    may_ask = serializers.BooleanField()
    may_settle = serializers.BooleanField()
    overdue_words = serializers.CharField()
    wanted = WantedSerializer(many=True)
    opinions = OpinionSerializer(many=True)
    resolutions = ResolutionSerializer(many=True)
    departments = DepartmentSerializer(many=True)


class VersionInSerializer(serializers.Serializer[Any]):
    """`version` is the one last read."""

    version = serializers.IntegerField(required=False, allow_null=True, default=None)


class ReasonInSerializer(VersionInSerializer):
    """Why a draft goes back, or why it is asked no more."""

    note = serializers.CharField(allow_blank=True)


class DraftInSerializer(VersionInSerializer):
    """A draft; with `ready` it is laid before the lead, else kept."""

    stance = serializers.ChoiceField(choices=Stance.choices, allow_blank=True)
    text = serializers.CharField(required=False, allow_blank=True, default="")
    ready = serializers.BooleanField(required=False, default=True)


class AskInSerializer(VersionInSerializer):
    """Whom to ask: organisations, or whoever answers for these departments."""

    organisations = serializers.ListField(
        child=serializers.IntegerField(), required=False, default=list
    )
    departments = serializers.ListField(
        child=serializers.CharField(),
        required=False,
        default=list,
        help_text="部门职能，如 finance；本级负责该职能的部门均被征求。",
    )
    request = serializers.CharField(required=False, allow_blank=True, default="")
    days = serializers.IntegerField(required=False, allow_null=True, default=None)


class ResolutionInSerializer(VersionInSerializer):
    """A written resolution."""

    text = serializers.CharField(allow_blank=True)
