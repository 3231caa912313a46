"""Who gets where in documents: files and jobs belong to somebody."""

from typing import Any

from django.core.files.base import ContentFile
from django.urls import reverse

from documents.choices import JobState
from documents.models import Attachment, Job
from tests.access.routes import SIGNED_IN, Route, World, api

OWNER = frozenset({"hangzhou"})


def letter(world: World) -> dict[str, Any]:
    """A file that the city office of Hangzhou has uploaded."""

    def make(world: World) -> Attachment:
        attachment = Attachment(
            name="推荐函.pdf",
            media_type="application/pdf",
            size=5,
            uploaded_by=world.user("hangzhou"),
        )
        attachment.file.save("x", ContentFile(b"%PDF-"), save=False)
        attachment.save()
        return attachment

    return {"pk": world.made("letter", make).pk}


def failed(world: World) -> dict[str, Any]:
    """A job of the city office of Hangzhou that has failed."""
    job = world.made(
        "failed-job",
        lambda world: Job.objects.create(
            kind="nothing",
            title="进展报告（PDF）",
            owner=world.user("hangzhou"),
            state=JobState.FAILED,
            result_id=letter(world)["pk"],
        ),
    )
    return {"pk": job.pk}


ROUTES = {
    "documents:download": Route(allow=OWNER, refused=404, kwargs=letter),
    "documents:jobs": Route(allow=SIGNED_IN),
    "documents:job": Route(allow=OWNER, refused=404, kwargs=failed),
    "documents:job-status": Route(allow=OWNER, refused=404, kwargs=failed),
    "documents:job-retry": [
        Route(allow=OWNER, refused=404, kwargs=failed),
        Route(allow=OWNER, refused=404, kwargs=failed, method="post"),
    ],
    "api:job-list": api(SIGNED_IN),
    "api:job-detail": api(OWNER, refused=404, kwargs=failed),
    "api:export-list": api(
        SIGNED_IN,
        method="post",
        data=lambda world: {"address": reverse("workflow:desk-export")},
        ok=frozenset({202}),
    ),
    "api:job-result": api(OWNER, refused=404, kwargs=failed),
}
