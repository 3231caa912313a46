"""A ledger is handed in, and its import confirmed; the work is background jobs."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Organisation, User
from documents.choices import JobState
from documents.services import enqueue, store_upload
from enterprises.ledger.access import can_confirm, can_import, offices_of
from enterprises.ledger.book import LEDGER
from enterprises.models import EnterpriseImport
from ui.refusals import Closed, Stale, allow

CHECK_JOB = "enterprise_ledger_check"
IMPORT_JOB = "enterprise_ledger_import"
OPEN = (JobState.QUEUED, JobState.RUNNING)


@transaction.atomic
def upload_ledger(
    *,
    upload: Any,
    by: User,
    document_name: str = "",
    document_number: str = "",
    document_date: date | None = None,
    now: datetime | None = None,
) -> EnterpriseImport:
    """Keep the file and begin to check it; `Invalid` for what is no such file."""
    allow(can_import(by))
    office: Organisation = offices_of(by)[0]
    now = now or timezone.now()
    file = store_upload(upload=upload, by=by, owner=office, allowed=LEDGER)
    record = EnterpriseImport.objects.create(
        file=file,
        file_name=file.name,
        digest=file.sha256,
        managing_unit=office.managing_unit,
        organisation=office,
        document_name=document_name,
        document_number=document_number,
        document_date=document_date,
        by=by,
        at=now,
    )
    record.check_job = enqueue(
        kind=CHECK_JOB,
        title=f"核对企业台账：{file.name}",
        params={"import": record.pk},
        owner=by,
        now=now,
    )
    record.save(update_fields=["check_job"])
    return record


@transaction.atomic
def confirm_ledger(
    record: EnterpriseImport, *, by: User, version: int, now: datetime | None = None
) -> EnterpriseImport:
    """Begin the import of a ledger in which nothing is wrong."""
    locked = (
        EnterpriseImport.objects.select_for_update(of=("self",))
        .select_related("import_job")
        .get(pk=record.pk)
    )
    verdict = can_confirm(by, locked)
    if not verdict:
        raise Closed(verdict.reason)
    if locked.version != version:
        raise Stale("该台账的核对结果已变化，请重新查看后再确认。")
    if locked.import_job is not None and locked.import_job.state in OPEN:
        raise Closed("该台账正在导入，请稍候。")
    locked.import_job = enqueue(
        kind=IMPORT_JOB,
        title=f"导入企业台账：{locked.file_name}",
        params={"import": locked.pk},
        owner=by,
        now=now,
    )
    locked.version += 1
    locked.save(update_fields=["import_job", "version"])
    return locked
