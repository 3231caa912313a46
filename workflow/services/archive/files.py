"""Which stored files belong into the archive of a case."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from accounts.models import Post, User
from accounts.standing import standing_of
from documents.models import Attachment
from workflow.choices import QuestionState
from workflow.models import AnswerFile, Appeal, AppealFile, Application, Evidence


def attachments_of(application: Application, reader: User) -> list[Attachment]:
    """Every file of every submission, of answers and of appeals; each content once.

    Files of objectors are never in it, nor what the applicant has not handed in.
    """
    rows = [
        *_of_submissions(application),
        *_of_answers(application, reader),
        *_of_appeals(application, reader),
    ]
    once = {(row.sha256, row.name): row for row in rows}
    return list(once.values())


def _of_submissions(application: Application) -> list[Attachment]:
    moments = list(application.submissions.values_list("at", flat=True))
    office = set(
        Post.objects.filter(organisation_id=application.applicant_id).values_list(
            "user_id", flat=True
        )
    )
    rows = application.evidence.select_related("attachment").order_by("pk")
    return [
        row.attachment
        for row in rows
        if _was_in(row, moments)
        or (row.added_by_id not in office and row.removed_at is None)
    ]


def _was_in(row: Evidence, moments: Sequence[datetime]) -> bool:
    """Whether some submission froze it: there by then, and not yet taken out."""
    return any(
        row.added_at <= at and (row.removed_at is None or row.removed_at > at)
        for at in moments
    )


def _of_answers(application: Application, reader: User) -> list[Attachment]:
    """Of questions answered; what is still being written is the applicant's own."""
    rows = AnswerFile.objects.filter(item__question__application=application)
    if application.applicant_id not in standing_of(reader).applicant_ids:
        rows = rows.filter(item__question__state=QuestionState.ANSWERED)
    return [row.attachment for row in rows.select_related("attachment")]


def _of_appeals(application: Application, reader: User) -> list[Attachment]:
    seen = Appeal.objects.visible_to(reader).filter(application=application)
    rows = AppealFile.objects.filter(appeal__in=seen)
    return [row.attachment for row in rows.select_related("attachment")]
