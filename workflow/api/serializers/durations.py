"""How long decisions took."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers


class TimesLineSerializer(serializers.Serializer[Any]):
    """One group of decisions, in working days."""

    name = serializers.CharField()
    office = serializers.CharField()
    count = serializers.IntegerField()
    median = serializers.FloatField(allow_null=True)
    longest = serializers.IntegerField(allow_null=True)
    late = serializers.IntegerField()
    share = serializers.FloatField(allow_null=True)


class TimesSerializer(serializers.Serializer[Any]):
    """The same decisions all together, by stage, by office and by handler."""

    all = TimesLineSerializer()
    by_stage = TimesLineSerializer(many=True)
    by_office = TimesLineSerializer(many=True)
    by_handler = TimesLineSerializer(many=True)
