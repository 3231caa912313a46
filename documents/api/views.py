"""Background jobs over the API; the file of a job comes as its bytes."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request

from accounts.facts import facts_of
from documents.api.serializers import JobSerializer
from documents.models import Job
from documents.services import hand_out
from documents.views.files import as_download
from ui.api import ReadOnlyViewSet
from ui.refusals import NotFound


class JobViewSet(ReadOnlyViewSet):
    """Jobs that the caller asked for, newest first."""

    queryset = Job.objects.select_related("result")
    serializer_class = JobSerializer

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    @action(detail=True, methods=["get"])
    def result(self, request: Request, pk: str) -> Any:
        """The bytes of the file that the job made; 404 until it is done."""
        job = self.get_object()
        if job.result_id is None:
            raise NotFound("该任务还没有结果文件。")
        attachment = hand_out(
            attachment_id=job.result_id,
            by=request.user,
            request_facts=facts_of(request._request),
        )
        return as_download(attachment)
