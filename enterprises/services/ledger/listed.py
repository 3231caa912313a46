"""Enterprises of an official list: they come in as records, with their document."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from cities.checks.lists import ListedRow
from cities.choices import DatePrecision
from documents.workbooks import Line
from enterprises.choices import Standing
from enterprises.ledger.judging import NEW, SAME, Judge, Judged
from enterprises.ledger.rows import Scope
from enterprises.services.ledger.importing import lock_register
from enterprises.services.ledger.writing import Origin, write_rows
from ui.refusals import Invalid, Issue

# In the words of the list's own report.
OUTCOMES = {NEW: "new", SAME: "there"}


@transaction.atomic
def take_listed(rows: Sequence[ListedRow], now: datetime, write: bool) -> list[str]:
    """What becomes of each row, in order; with `write` it is done, all or nothing.

    Raises `Invalid` with the row and what the register has against it.
    """
    if write:
        lock_register()
    scope = Scope(None, timezone.localdate(now))
    judged = list(Judge(scope, lock=write).judge(map(_line, rows)))
    issues = [issue for one in judged for issue in _issues(one)]
    if issues:
        raise Invalid(
            f"共有 {len(issues)} 处错误，未导入任何数据。", issues=issues[:100]
        )
    outcomes = [OUTCOMES.get(one.outcome, "changed") for one in judged]
    if write:
        write_rows(judged, Origin(None, {}, now))
    return outcomes


def _line(row: ListedRow) -> Line:
    """The row as a line of the nation's ledger; only a whole date is a date."""
    day = row.day[0] if row.day and row.day[1] == DatePrecision.DAY else None
    values = {
        "credit_code": row.code,
        "name": row.name,
        "standing": str(Standing.NATIONAL.label),
        "document_number": row.document_number,
        "document_name": row.document_name,
        "document_date": day,
        "source": row.source,
    }
    return Line(row.line, values)


def _issues(one: Judged) -> list[Issue]:
    where = one.row.line.number
    return [
        Issue(f"row.{where}", f"第 {where} 行：{fault}")
        for fault in one.row.faults.values()
    ]
