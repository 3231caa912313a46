"""Sectioned forms: the content that a person reads, and what may be sent back."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from workflow.models import SectionState


class IssueSerializer(serializers.Serializer[Any]):
    """What a check found, at which field."""

    field = serializers.CharField()
    sentence = serializers.CharField()
    severity = serializers.CharField(source="severity.value")


class SectionedSerializer(serializers.Serializer[Any]):
    """Added to a kind's own serializer: content, versions of sections, issues."""

    content = serializers.SerializerMethodField()
    sections = serializers.SerializerMethodField(
        help_text="Version of each section, for a later PATCH."
    )
    issues = serializers.SerializerMethodField()

    def get_content(self, application: Any) -> dict[str, Any]:
        """The draft for its applicant, the last submission for all others."""
        content: dict[str, Any] = self.context["view"].reading(application).content
        return content

    def get_sections(self, application: Any) -> dict[str, int]:
        """Versions by section."""
        rows = SectionState.objects.filter(application_id=application.pk)
        return dict(rows.values_list("section", "version"))

    def get_issues(self, application: Any) -> list[dict[str, str]]:
        """What the checks find in the content."""
        issues = self.context["view"].reading(application).issues
        return [
            {"field": i.field, "sentence": i.sentence, "severity": i.severity.value}
            for i in issues
        ]


class SectionsInSerializer(serializers.Serializer[Any]):
    """`{"sections": {"goals": {"version": 3, "fields": {…}, "rows": [{…}]}}}`."""

    sections = serializers.DictField(child=serializers.JSONField(), allow_empty=False)


class SectionInSerializer(serializers.Serializer[Any]):
    """One section: fields that are not named stay, rows replace the table.

    A row keeps its files by the `key` under which it was read.
    """

    version = serializers.IntegerField(min_value=0)
    fields_ = serializers.DictField(child=serializers.JSONField(), required=False)
    rows = serializers.ListField(
        child=serializers.DictField(child=serializers.JSONField()), required=False
    )
    remove_files = serializers.ListField(
        child=serializers.IntegerField(), required=False, help_text="By `evidence`."
    )

    def get_fields(self) -> dict[str, Any]:
        """`fields` is a word of the framework, so it is named late."""
        found = super().get_fields()
        found["fields"] = found.pop("fields_")
        return found


class SectionSerializer(serializers.Serializer[Any]):
    """One section as it stands, with its version and what the checks find in it."""

    key = serializers.CharField()
    label = serializers.CharField()
    version = serializers.IntegerField()
    saved_at = serializers.DateTimeField(allow_null=True)
    content = serializers.DictField(child=serializers.JSONField())
    issues = IssueSerializer(many=True)


class EvidenceInSerializer(serializers.Serializer[Any]):
    """A file for a place of the application; `version` is that of its section.

    The place is a slot, or `section.key` of a row. Every check of the file is the
    store's, an empty one's too.
    """

    slot = serializers.CharField(max_length=60)
    version = serializers.IntegerField(min_value=0)
    file = serializers.FileField(allow_empty_file=True)
