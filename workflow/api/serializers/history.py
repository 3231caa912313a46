"""What the API tells of a case's history: its timeline, and versions compared."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from workflow.choices import Difference, EntryKind
from workflow.comparing import Comparison, FilePair, Leaf, PartPair, RowPair
from workflow.entries import Entry
from workflow.forms import CompareForm
from workflow.models import Submission


class DetailSerializer(serializers.Serializer[Any]):
    """A labelled line of an entry."""

    label = serializers.CharField()
    text = serializers.CharField()

    def to_representation(self, line: tuple[str, str]) -> dict[str, str]:
        """Out of the pair that pages draw."""
        return {"label": line[0], "text": line[1]}


class EntrySerializer(serializers.Serializer[Entry]):
    """One thing that happened to a case."""

    kind = serializers.ChoiceField(choices=EntryKind.choices)
    kind_label = serializers.CharField()
    title = serializers.CharField()
    at = serializers.DateTimeField()
    by = serializers.CharField()
    post = serializers.CharField()
    note = serializers.CharField()
    details = DetailSerializer(many=True)
    remarks = DetailSerializer(many=True)
    sequence = serializers.IntegerField(source="step.sequence", default=None)
    hash = serializers.CharField(source="step.hash", default=None)


class TimelineSerializer(serializers.Serializer[Any]):
    """A page of the timeline, newest first."""

    count = serializers.IntegerField(source="paginator.count")
    pages = serializers.IntegerField(source="paginator.num_pages")
    page = serializers.IntegerField(source="number")
    results = EntrySerializer(many=True, source="object_list")


class LeafSerializer(serializers.Serializer[Leaf]):
    """One value on both sides; null where a side has no such place."""

    label = serializers.CharField()
    state = serializers.ChoiceField(choices=Difference.choices)
    before = serializers.CharField(allow_null=True)
    after = serializers.CharField(allow_null=True)


class RowPairSerializer(serializers.Serializer[RowPair]):
    """One row on both sides, by its places from 1."""

    name = serializers.CharField()
    state = serializers.ChoiceField(choices=Difference.choices)
    before = serializers.IntegerField(allow_null=True)
    after = serializers.IntegerField(allow_null=True)
    cells = LeafSerializer(many=True)


class FrozenFileSerializer(serializers.Serializer[Any]):
    """A file as a submission names it."""

    name = serializers.CharField()
    sha256 = serializers.CharField()
    size = serializers.IntegerField()


class FilePairSerializer(serializers.Serializer[FilePair]):
    """One file on both sides."""

    label = serializers.CharField()
    state = serializers.ChoiceField(choices=Difference.choices)
    note = serializers.CharField()
    before = FrozenFileSerializer(allow_null=True)
    after = FrozenFileSerializer(allow_null=True)


class PartPairSerializer(serializers.Serializer[PartPair]):
    """One part of the content; with `only`, no more than what differs."""

    key = serializers.CharField()
    label = serializers.CharField()
    differences = serializers.IntegerField()
    facts = serializers.SerializerMethodField()
    rows = serializers.SerializerMethodField()
    files = serializers.SerializerMethodField()

    def _shown(self, items: list[Any]) -> list[Any]:
        only = self.context["only"]
        return [item for item in items if not only or item.state != Difference.SAME]

    @extend_schema_field(LeafSerializer(many=True))
    def get_facts(self, part: PartPair) -> Any:
        """Single values."""
        return LeafSerializer(self._shown(part.facts), many=True).data

    @extend_schema_field(RowPairSerializer(many=True))
    def get_rows(self, part: PartPair) -> Any:
        """Rows of its table."""
        return RowPairSerializer(self._shown(part.rows), many=True).data

    @extend_schema_field(FilePairSerializer(many=True))
    def get_files(self, part: PartPair) -> Any:
        """Files in its places."""
        return FilePairSerializer(self._shown(part.files), many=True).data


class ComparisonSerializer(serializers.Serializer[Comparison]):
    """Two submissions side by side."""

    differences = serializers.IntegerField()
    counts = serializers.DictField(child=serializers.IntegerField())
    parts = serializers.SerializerMethodField()

    @extend_schema_field(PartPairSerializer(many=True))
    def get_parts(self, comparison: Comparison) -> Any:
        """Part by part; with `only`, those in which something differs."""
        only = self.context["only"]
        parts = [p for p in comparison.parts if p.differences or not only]
        return PartPairSerializer(parts, many=True, context=self.context).data


def compared(form: CompareForm) -> tuple[Submission, Submission]:
    """The pair that was asked for; what is wrong stands at its field."""
    if not form.is_valid():
        raise serializers.ValidationError(form.errors)
    return form.pair()
