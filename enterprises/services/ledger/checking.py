"""The dry run: every row is held against the register, nothing is written there."""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import PurePath
from typing import IO, Any

from django.db import transaction
from django.utils import timezone

from documents.choices import FileFormat
from documents.exports.writing import MEDIA
from documents.handlers import Made, Progress
from documents.models import Attachment, Job
from documents.workbooks import expected_rows, read_lines, write_book
from enterprises.ledger.judging import Judge
from enterprises.ledger.report import Tally, marked
from enterprises.ledger.rows import Scope
from enterprises.models import EnterpriseImport


def check_ledger(
    record: EnterpriseImport, progress: Progress, *, now: datetime | None = None
) -> Made:
    """The same workbook with the verdict of each row, and what was counted."""
    assert record.file is not None
    with record.file.file.open("rb") as source:
        return checked(record, source, progress, now=now or timezone.now())


def checked(
    record: EnterpriseImport, source: IO[bytes], progress: Progress, *, now: datetime
) -> Made:
    """As above, of an open file."""
    scope = Scope(record.managing_unit, timezone.localdate(now))
    tally = Tally(scope.book, expected_rows(source, scope.book), progress)
    judged = tally.take(Judge(scope).judge(read_lines(source, scope.book)))
    report = tempfile.TemporaryFile()  # noqa: SIM115 - whoever takes it closes it
    try:
        write_book(report, scope.book, marked(judged), checked=tally.words)
    except BaseException:
        report.close()
        raise
    report.seek(0)
    name = f"核对结果-{PurePath(record.file_name).stem}.xlsx"
    return Made(name, MEDIA[FileFormat.XLSX], report, found=tally.found)


@transaction.atomic
def keep_check(
    job: Job, attachment: Attachment, *, now: datetime | None = None
) -> None:
    """Tie what was found to the import's record, together with the job's end."""
    record = EnterpriseImport.objects.select_for_update().get(pk=job.params["import"])
    if record.imported_at is not None:
        return
    found: dict[str, Any] = job.params["found"]
    record.counts, record.checked_at = found, now or timezone.now()
    record.version += 1
    record.save(update_fields=["counts", "checked_at", "version"])
