"""Who handles what, the acts about it, and saved views."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from accounts.models import User
from workflow.api.serializers.objections import VersionInSerializer
from workflow.kept import KEPT
from workflow.models import Assignment, SavedView
from workflow.services import Load, RowAct, RowResult, RowState


class GiveBackInSerializer(VersionInSerializer):
    """Why a case goes back to the office."""

    note = serializers.CharField(required=False, allow_blank=True, default="")


class AssignInSerializer(GiveBackInSerializer):
    """To whom a case is given."""

    to = serializers.PrimaryKeyRelatedField(
        queryset=User.objects.filter(is_active=True),
        error_messages={"does_not_exist": _("请选择接收人。")},
    )


class ConflictInSerializer(VersionInSerializer):
    """Why a reviewer stays off a case."""

    reason = serializers.CharField(allow_blank=True)


class AssignmentSerializer(serializers.ModelSerializer[Assignment]):
    """That a case was given to somebody; `to` is empty where it was given back."""

    organisation_name = serializers.CharField(source="organisation.name")
    to_name = serializers.CharField(source="to.name", default=None)
    by_name = serializers.CharField(source="by.name", default=None)

    class Meta:
        model = Assignment
        fields = [
            "organisation",
            "organisation_name",
            "to",
            "to_name",
            "by",
            "by_name",
            "at",
            "note",
        ]


class RowInSerializer(VersionInSerializer):
    """One case of many."""

    id = serializers.IntegerField(min_value=1, max_value=2**63 - 1)


class ManyInSerializer(serializers.Serializer[Any]):
    """One act on many cases."""

    act = serializers.ChoiceField(choices=RowAct.choices)
    rows = RowInSerializer(many=True)
    to = serializers.PrimaryKeyRelatedField(
        queryset=User.objects.filter(is_active=True), required=False, allow_null=True
    )
    note = serializers.CharField(required=False, allow_blank=True, default="")


class RowResultSerializer(serializers.Serializer[RowResult]):
    """What became of one; `sentence` says why it was left out."""

    id = serializers.IntegerField(source="pk")
    title = serializers.CharField()
    done = serializers.BooleanField()
    state = serializers.ChoiceField(choices=RowState.choices)
    sentence = serializers.CharField()


class LoadSerializer(serializers.Serializer[Load]):
    """A handler's figures; `user` is empty for what nobody has taken yet."""

    user = serializers.IntegerField(source="user.pk", default=None)
    name = serializers.CharField(source="user.name", default=None)
    open = serializers.IntegerField()
    soon = serializers.IntegerField()
    late = serializers.IntegerField()
    paused = serializers.IntegerField()
    done = serializers.IntegerField()
    mean_days = serializers.FloatField(allow_null=True)


class SavedViewSerializer(serializers.ModelSerializer[SavedView]):
    """A filtered list under a name; `query` keeps only what the list knows."""

    query = serializers.CharField(max_length=4000, allow_blank=True)
    shared = serializers.BooleanField(default=False, write_only=True)
    is_shared = serializers.SerializerMethodField()
    owner_name = serializers.CharField(source="owner.name", read_only=True)

    class Meta:
        model = SavedView
        fields = [
            "id",
            "page",
            "name",
            "query",
            "shared",
            "is_shared",
            "owner_name",
            "created_at",
        ]
        read_only_fields = ["created_at"]
        # The service says it at the name.
        validators: list[Any] = []

    def get_fields(self) -> dict[str, Any]:
        """The lists that are known once every app is there."""
        pages = [(key, kept.label) for key, kept in KEPT.items()]
        return super().get_fields() | {"page": serializers.ChoiceField(choices=pages)}

    def get_is_shared(self, row: SavedView) -> bool:
        """Whether members of an authority use it too."""
        return row.organisation_id is not None


class ViewChangeSerializer(serializers.Serializer[Any]):
    """What its owner may change."""

    name = serializers.CharField(required=False, max_length=60)
    shared = serializers.BooleanField(required=False)
