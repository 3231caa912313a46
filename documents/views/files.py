"""A stored file goes out: to those who may read it, as a download, noted in the log."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.views.generic import View

from accounts.facts import facts_of
from documents.models import Attachment
from documents.services import hand_out
from ui.refusals import NotFound
from ui.views import signed_out

# Nothing in a file may act on behalf of the portal, whatever opens it.
SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"


class FileDownload(View):
    """Streams one file; whoever may not read it is told that there is none."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponseBase:
        """The bytes; a visitor who may not have them is asked to sign in."""
        try:
            attachment = hand_out(
                attachment_id=pk, by=request.user, request_facts=facts_of(request)
            )
        except NotFound:
            if request.user.is_authenticated:
                raise
            return signed_out(request)
        return as_download(attachment)


def as_download(attachment: Attachment) -> FileResponse:
    """A streamed answer under the file's own name, saved rather than shown."""
    response = FileResponse(
        attachment.file.open("rb"),
        as_attachment=True,
        filename=attachment.name,
        content_type=attachment.media_type,
        status=HTTPStatus.OK,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response
