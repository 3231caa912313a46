"""What the API tells of industries; all of it is public."""

from rest_framework import serializers

from industries.models import Industry


class IndustrySerializer(serializers.ModelSerializer[Industry]):
    """A section (letter, `section` null) or a division of GB/T 4754-2017."""

    class Meta:
        model = Industry
        fields = ["code", "name", "section", "order", "updated_at"]
