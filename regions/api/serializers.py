"""What the API tells of places and working days; all of it is public."""

from rest_framework import serializers

from regions.choices import DayKind
from regions.models import Division, ManagingUnit, NewArea


class ManagingUnitSerializer(serializers.ModelSerializer[ManagingUnit]):
    """One of the 37 managing units."""

    class Meta:
        model = ManagingUnit
        fields = [
            "code",
            "name",
            "short_name",
            "kind",
            "province_code",
            "economic_region",
            "is_standard_code",
            "order",
            "updated_at",
        ]


class DivisionSerializer(serializers.ModelSerializer[Division]):
    """A division of GB/T 2260; `managing_unit` and `parent` are codes."""

    class Meta:
        model = Division
        fields = [
            "code",
            "name",
            "full_name",
            "level",
            "parent",
            "province_code",
            "managing_unit",
            "economic_region",
            "is_separately_planned",
            "is_standard_code",
            "is_less_developed",
            "less_developed_basis",
            "pinyin",
            "initials",
            "updated_at",
        ]


class NewAreaSerializer(serializers.ModelSerializer[NewArea]):
    """A national new area; `established` is exact to the month."""

    established = serializers.DateField(format="%Y-%m")
    in_municipality = serializers.BooleanField(read_only=True)

    class Meta:
        model = NewArea
        fields = [
            "id",
            "name",
            "host_unit",
            "host_province_code",
            "host_cities",
            "established",
            "division",
            "in_municipality",
            "updated_at",
        ]


class DaySerializer(serializers.Serializer[object]):
    """A day of the calendar."""

    date = serializers.DateField()
    kind = serializers.ChoiceField(choices=DayKind.choices)
    name = serializers.CharField()
    is_working = serializers.BooleanField()
    is_provisional = serializers.BooleanField()
    is_corrected = serializers.BooleanField()


class WorkingDaysSerializer(serializers.Serializer[object]):
    """Answer: the days of a span with their count, or the day a deadline falls on."""

    days = DaySerializer(many=True, required=False)
    working_days = serializers.IntegerField(required=False)
    start = serializers.DateField(required=False)
    add = serializers.IntegerField(required=False)
    date = serializers.DateField(required=False)
    last_moment = serializers.DateTimeField(required=False)
    is_provisional = serializers.BooleanField()


class AddQuery(serializers.Serializer[object]):
    """`?start=&add=`."""

    start = serializers.DateField()
    add = serializers.IntegerField(min_value=0, max_value=5000)
