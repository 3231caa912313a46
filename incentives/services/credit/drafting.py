"""A statement is written, corrected by a new version, or dropped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from documents.models import Attachment
from incentives.checks.credit import shape_issues
from incentives.ledger import Figures, LineInput
from incentives.models import CreditLine, CreditPeriod, CreditStatement
from incentives.models.credit import FIGURES
from incentives.permissions.credit import (
    can_correct,
    can_edit_statement,
    can_keep_account,
)
from incentives.services.credit.locking import lock_draft, lock_period
from incentives.services.credit.vouchers import files_of, voucher_number
from ui.refusals import Closed, Invalid, allow
from ui.text import clean_text

MOST_REASON = 500
NO_REASON = f"请填写更正原因，不超过{MOST_REASON}个字。"
COPIED = (
    "key",
    "kind",
    "amount",
    "paid_on",
    "description",
    "partner",
    "project",
    "on_national_plan",
    "voucher_number",
    "voucher_id",
    "voucher_sha256",
    "order",
)


@transaction.atomic
def save_draft(
    statement: CreditStatement,
    *,
    figures: Figures,
    lines: Sequence[LineInput],
    by: User,
    version: int | None = None,
) -> CreditStatement:
    """Keep a draft as it is: figures, and the lines in their order.

    A line with a known `key` is changed, one without is new, one left out is gone.
    Raises `Invalid` at the field for what cannot be kept (see `shape_issues`; lines
    count from 1), `Stale` where another saved since `version`.
    """
    held = lock_draft(statement.pk, version)
    allow(can_edit_statement(by, held))
    figures, lines = _cleaned(figures), [_clean_line(line) for line in lines]
    issues = shape_issues(figures, lines)
    if issues:
        raise Invalid("有内容需要改正，请按提示修改。", issues=issues)
    files = files_of(held.period.account, held.period_id, lines)
    for name, value in asdict(figures).items():
        setattr(held, name, value)
    held.version += 1
    held.save(update_fields=[*FIGURES, "version"])
    _write_lines(held, lines, files)
    return held


def _cleaned(figures: Figures) -> Figures:
    note = clean_text(figures.opening_note, multiline=False)
    return replace(figures, opening_note=note)


def _clean_line(line: LineInput) -> LineInput:
    return replace(
        line,
        description=clean_text(line.description, multiline=False),
        partner=clean_text(line.partner, multiline=False),
        project=clean_text(line.project, multiline=False),
        voucher_number=voucher_number(line.voucher_number),
    )


def _write_lines(
    statement: CreditStatement,
    lines: Sequence[LineInput],
    files: Mapping[UUID, Attachment],
) -> None:
    # A key is kept for ever: of this draft, or of a version that it corrects.
    rows = CreditLine.objects.filter(statement__period=statement.period_id)
    known = set(rows.values_list("key", flat=True))
    statement.lines.all().delete()
    made = []
    for order, line in enumerate(lines):
        key = line.key if line.key in known else uuid4()
        known.discard(key)
        file = files.get(line.voucher) if line.voucher else None
        values: dict[str, Any] = asdict(line) | {"key": key, "voucher": file}
        sha256 = file.sha256 if file else ""
        made.append(
            CreditLine(
                statement=statement, order=order, voucher_sha256=sha256, **values
            )
        )
    CreditLine.objects.bulk_create(made)


@transaction.atomic
def correct(
    period: CreditPeriod, *, reason: str, by: User, now: datetime | None = None
) -> CreditStatement:
    """Begin the correction of a filed period: a new draft with all it says now.

    Raises `Invalid` at `reason`, `Closed` where nothing is filed or a draft is open.
    """
    held = lock_period(period.pk)
    allow(can_keep_account(by, held.account))
    if not (verdict := can_correct(by, held)):
        raise Closed(verdict.reason)
    reason = clean_text(reason)
    if not reason or len(reason) > MOST_REASON:
        raise Invalid.at("reason", NO_REASON)
    last = held.statement
    assert last is not None  # can_correct asked
    highest = held.statements.aggregate(most=Max("number"))["most"]
    draft = CreditStatement.objects.create(
        period=held,
        number=highest + 1,
        reason=reason,
        created_by=by,
        created_at=now or timezone.now(),
        **asdict(last.figures),
    )
    CreditLine.objects.bulk_create(
        CreditLine(statement=draft, **{name: getattr(line, name) for name in COPIED})
        for line in last.lines.all()
    )
    return draft


@transaction.atomic
def drop_draft(
    statement: CreditStatement, *, by: User, version: int | None = None
) -> None:
    """Give a draft up; a period of which nothing was filed goes with it."""
    held = lock_draft(statement.pk, version)
    allow(can_edit_statement(by, held))
    period = held.period
    held.delete()
    if period.statement_id is None:
        period.delete()
