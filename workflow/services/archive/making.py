"""Writes the archive of a case, as far as its reader may see the case."""

from __future__ import annotations

import tempfile
from datetime import datetime
from typing import IO, Any

from django.db import transaction
from django.utils import timezone

from accounts.choices import AccessKind
from accounts.models import User
from accounts.services import record_access
from documents.handlers import Made, Progress
from documents.models import Attachment, Job
from ui.refusals import Refusal
from workflow.archives import (
    APPLICATION,
    DOCUMENT,
    STEPS,
    SUBMISSIONS,
    ArchiveWriter,
    file_entry,
)
from workflow.models import Application, Submission
from workflow.pdf import paper_for
from workflow.permissions import can_archive
from workflow.services.archive.contents import Contents, contents_of
from workflow.services.record import lock_case

ARCHIVE_JOB = "case_archive"
GONE = "您已无权查看该申报，不能生成归档文件。"
CHUNK = 256 * 1024


class CannotArchive(Refusal):
    """Something of the case cannot be put into the archive."""

    status = 409
    code = "cannot-archive"


def make_archive(job: Job, progress: Progress) -> Made:
    """The handler of the job; safe to run twice, for it writes nothing lasting.

    What may be seen is asked again, for the job may have waited.
    """
    reader, now = job.owner, timezone.now()
    assert reader is not None  # archives are ordered by people
    application, contents = _read(job.params["application"], reader)
    target: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  closed by `Made`
    try:
        with ArchiveWriter(target, now) as writer:
            _write(writer, application, contents, progress)
            writer.finish(_manifest(application, contents, reader, now))
    except BaseException:
        target.close()
        raise
    target.seek(0)
    return Made(
        f"{application.number or application.pk}.zip", "application/zip", target
    )


@transaction.atomic
def _read(pk: int, reader: User) -> tuple[Application, Contents]:
    """The record as it stands at one moment: nobody moves the case meanwhile."""
    if not Application.objects.visible_to(reader).filter(pk=pk).exists():
        raise CannotArchive(GONE)
    application = lock_case(pk)
    verdict = can_archive(reader, application)
    if not verdict:
        raise CannotArchive(verdict.reason)
    return application, contents_of(application, reader)


def _write(
    writer: ArchiveWriter,
    application: Application,
    contents: Contents,
    progress: Progress,
) -> None:
    total = len(contents.files) + 3
    progress(0, total, "正在整理办理记录")
    for name, data in contents.parts.items():
        writer.add_json(name, data)
    writer.add_json(APPLICATION, contents.application)
    writer.add_json(STEPS, contents.steps)
    for row in contents.submissions:
        writer.add_json(f"{SUBMISSIONS}{row['number']:02d}.json", row)
    progress(1, total, "正在生成申报材料")
    writer.add(DOCUMENT, [document_of(application)])
    for place, attachment in enumerate(contents.files, start=2):
        progress(place, total, f"正在写入附件：{attachment.name}")
        _add_file(writer, attachment)
    progress(total - 1, total, "正在保存归档文件")


def _manifest(
    application: Application, contents: Contents, reader: User, now: datetime
) -> dict[str, Any]:
    return {
        "made_at": now,
        "made_for": {"name": reader.name, "username": reader.username},
        "application": {"number": application.number, "title": application.title},
        "head": {"steps": application.step_count, "hash": application.last_hash},
        "withheld": contents.withheld,
    }


def document_of(application: Application) -> bytes:
    """The last submission as its kind prints it, or else in plain words."""
    kind = application.kind_of
    submission: Submission | None = application.submissions.last()
    if submission is None:
        raise CannotArchive("该申报还没有提交，没有可以归档的内容。")
    case = application.own
    document = kind.pdf(case, submission) if kind.pdf is not None else None
    return document or paper_for(case, submission.data, submission).pdf()


def _add_file(writer: ArchiveWriter, attachment: Attachment) -> None:
    """A stored file, a chunk at a time; one that is not what it was is refused."""
    try:
        with attachment.file.open("rb") as stored:
            written = writer.add(
                file_entry(attachment.name, attachment.sha256),
                stored.chunks(CHUNK),
                packed=False,
            )
    except OSError as fault:
        raise CannotArchive(
            f"附件“{attachment.name}”的内容已丢失，请联系系统管理员从备份中恢复。"
        ) from fault
    if written != attachment.sha256:
        raise CannotArchive(
            f"附件“{attachment.name}”的内容与登记的摘要不一致，请联系系统管理员。"
        )


def note_archive(job: Job, attachment: Attachment) -> None:
    """An archive that was made is in the access log, with its digest."""
    # The digest first: a long title is cut.
    detail = f"SHA-256 {attachment.sha256}，{job.title}"
    record_access(kind=AccessKind.EXPORT, user=job.owner, detail=detail)
