"""The import: all rows or none, as they were found when they were checked."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from itertools import islice
from typing import IO

from django.db import connection, transaction
from django.utils import timezone

from documents.handlers import Progress
from documents.workbooks import read_lines
from enterprises.ledger.judging import BROKEN, CHUNK, Judge, Judged
from enterprises.ledger.report import Tally
from enterprises.ledger.rows import Scope
from enterprises.models import EnterpriseImport
from enterprises.services.ledger.writing import Origin, write_rows
from ui.refusals import Closed, Invalid

# Any fixed number: two imports at once would both see an enterprise as new.
LOCK = 20_190_590
READ_AT_ONCE = 1024 * 1024
CHANGED_SINCE = (
    "核对之后企业库有变动，未导入任何数据。请重新上传该台账，核对后再确认导入。"
)


@transaction.atomic
def import_ledger(
    record: EnterpriseImport, progress: Progress, *, now: datetime | None = None
) -> EnterpriseImport:
    """Write the ledger into the register; run twice it is written once.

    Raises `Closed` where the file or the register is no longer what was checked.
    """
    now = now or timezone.now()
    locked = EnterpriseImport.objects.select_for_update().get(pk=record.pk)
    if locked.imported_at is not None:
        return locked
    lock_register()
    assert locked.file is not None
    with locked.file.file.open("rb") as source:
        _same_file(source, locked.digest)
        trace = _write(locked, source, progress, now)
    if trace != locked.counts.get("trace"):
        raise Closed(CHANGED_SINCE)
    locked.imported_at = now
    locked.version += 1
    locked.save(update_fields=["imported_at", "version"])
    return locked


def lock_register() -> None:
    """One import at a time, until the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _same_file(source: IO[bytes], digest: str) -> None:
    found = hashlib.sha256()
    for chunk in iter(lambda: source.read(READ_AT_ONCE), b""):
        found.update(chunk)
    if found.hexdigest() != digest:
        raise Invalid("台账文件与上传时不一致，未导入任何数据，请重新上传。")


def _write(
    record: EnterpriseImport, source: IO[bytes], progress: Progress, now: datetime
) -> str:
    """Judge and write chunk by chunk; the trace of what was judged."""
    scope = Scope(record.managing_unit, timezone.localdate(now))
    tally = Tally(scope.book, record.counts.get("total", 0), progress)
    judge = Judge(scope, lock=True)
    judged = tally.take(judge.judge(read_lines(source, scope.book)))
    write_all(judged, Origin.of(record, now))
    return str(tally.found["trace"])


def write_all(judged: Iterable[Judged], origin: Origin) -> None:
    """Write rows in chunks; the first broken one stops everything."""
    rows = iter(judged)
    while chunk := list(islice(rows, CHUNK)):
        wrong = next((one for one in chunk if one.outcome == BROKEN), None)
        if wrong is not None:
            fault = next(iter(wrong.row.faults.values()))
            where = wrong.row.line.number
            raise Closed(f"{CHANGED_SINCE}（第 {where} 行：{fault}）")
        write_rows(chunk, origin)
