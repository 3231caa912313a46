"""What the API tells of background jobs."""

from rest_framework import serializers

from documents.models import Attachment, Job


class FileSerializer(serializers.ModelSerializer[Attachment]):
    """A file; `url` hands out its bytes to a signed-in session."""

    url = serializers.CharField(source="get_absolute_url", read_only=True)

    class Meta:
        model = Attachment
        fields = ["id", "name", "media_type", "size", "sha256", "created_at", "url"]


class JobSerializer(serializers.ModelSerializer[Job]):
    """A job of one's own; `result` comes when it is done."""

    percent = serializers.IntegerField(read_only=True)
    state_label = serializers.CharField(source="get_state_display", read_only=True)
    result = FileSerializer(read_only=True, allow_null=True)

    class Meta:
        model = Job
        fields = [
            "id",
            "kind",
            "title",
            "state",
            "state_label",
            "percent",
            "done",
            "total",
            "message",
            "attempt",
            "created_at",
            "updated_at",
            "finished_at",
            "result",
        ]
