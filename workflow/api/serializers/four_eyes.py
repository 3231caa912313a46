"""What the API takes when a proposal is decided outside a life cycle."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers


class ConfirmInSerializer(serializers.Serializer[Any]):
    """The lead's word; `version` as last read."""

    version = serializers.IntegerField(min_value=1)
    note = serializers.CharField(
        max_length=500, required=False, allow_blank=True, default=""
    )


class DropInSerializer(serializers.Serializer[Any]):
    """Why it is not followed; `version` as last read."""

    version = serializers.IntegerField(min_value=1)
    note = serializers.CharField(max_length=500)
