"""A ledger comes in without the web: checked and imported at one go, all or nothing."""

from __future__ import annotations

from datetime import date, datetime
from itertools import islice
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from documents.services import store_upload
from documents.workbooks import read_lines
from enterprises.ledger.book import LEDGER
from enterprises.ledger.judging import BROKEN, Judge
from enterprises.ledger.report import Tally
from enterprises.ledger.rows import Scope
from enterprises.models import EnterpriseImport
from enterprises.services.ledger.importing import import_ledger
from regions.models import ManagingUnit
from ui.refusals import Invalid, Issue

SHOWN_ISSUES = 100


def _silent(done: int, total: int, message: str = "", /) -> None:
    """Nobody watches."""


@transaction.atomic
def import_file(
    content: bytes,
    *,
    file_name: str,
    unit: ManagingUnit | None,
    document_number: str = "",
    document_name: str = "",
    document_date: date | None = None,
    dry_run: bool = False,
    now: datetime | None = None,
) -> dict[str, Any]:
    """Counts by outcome; raises `Invalid` with the first faults. For the server."""
    now = now or timezone.now()
    upload = SimpleUploadedFile(file_name, content)
    file = store_upload(upload=upload, by=None, owner=None, allowed=LEDGER)
    record = EnterpriseImport.objects.create(
        file=file,
        file_name=file.name,
        digest=file.sha256,
        managing_unit=unit,
        document_number=document_number,
        document_name=document_name,
        document_date=document_date,
        at=now,
    )
    record.counts = _counted(record, now)
    record.checked_at = now
    record.save(update_fields=["counts", "checked_at"])
    if dry_run:
        transaction.set_rollback(True)
    else:
        import_ledger(record, _silent, now=now)
    return record.counts


def _counted(record: EnterpriseImport, now: datetime) -> dict[str, Any]:
    assert record.file is not None
    scope = Scope(record.managing_unit, timezone.localdate(now))
    tally = Tally(scope.book, 0, _silent)
    with record.file.file.open("rb") as source:
        rows = tally.take(Judge(scope).judge(read_lines(source, scope.book)))
        faults = (
            Issue(f"row.{one.row.line.number}", f"第 {one.row.line.number} 行：{fault}")
            for one in rows
            for fault in one.row.faults.values()
        )
        issues = list(islice(faults, SHOWN_ISSUES))
        list(rows)
    if tally.found[BROKEN]:
        raise Invalid(
            f"有 {tally.found[BROKEN]:,} 行存在错误，未导入任何数据。", issues=issues
        )
    return tally.found
