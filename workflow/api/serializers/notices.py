"""What the API tells of public notices."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from workflow.api.serializers.objections import OutcomeSerializer
from workflow.models import Notice, NoticeEntry


class NoticeEntrySerializer(serializers.ModelSerializer[NoticeEntry]):
    """One case on a notice."""

    applicant_name = serializers.CharField(source="application.applicant.name")

    class Meta:
        model = NoticeEntry
        fields = ["id", "title", "applicant_name", "outcome", "ended_at"]


class NoticeSerializer(serializers.ModelSerializer[Notice]):
    """A public notice: list, basis, from–to, what came of objections."""

    kind = serializers.CharField()
    issued_by = serializers.CharField(source="issued_by.name")
    entries = NoticeEntrySerializer(many=True)
    objection_outcomes = serializers.SerializerMethodField()

    class Meta:
        model = Notice
        fields = [
            "number",
            "title",
            "kind",
            "round",
            "managing_unit",
            "issued_by",
            "basis",
            "starts_on",
            "ends_on",
            "entries",
            "objection_outcomes",
        ]

    @extend_schema_field(OutcomeSerializer(many=True))
    def get_objection_outcomes(self, row: Notice) -> Any:
        """Decided objections, without anything of who objected."""
        decided = [
            objection
            for entry in row.entries.all()
            for objection in entry.objections.all()
            if not objection.is_open
        ]
        return OutcomeSerializer(decided, many=True).data
