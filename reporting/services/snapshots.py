"""Figures are frozen once and read only after their digest is proven."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from reporting.gather.content import DEFINITIONS, gather
from reporting.models import ProgressReport, Snapshot
from reporting.scopes import Scope
from ui.refusals import Refusal
from workflow.chain import digest


class AlteredSnapshot(Refusal):
    """Stored figures that do not match their digest; nothing is made of them."""

    status = 409
    code = "altered-snapshot"


@transaction.atomic
def take_snapshot(
    *, report: ProgressReport, by: User | None, now: datetime | None = None
) -> Snapshot:
    """Freeze the report's figures as its next snapshot, numbered without gaps."""
    now = now or timezone.now()
    # The row is the lock: two requests at once get two numbers.
    locked = ProgressReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    scope = Scope(locked.managing_unit)
    drafted_by = locked.applicant.short_name or locked.applicant.name
    data = gather(scope, locked.period, now, drafted_by)
    return Snapshot.objects.create(
        report=locked,
        number=locked.snapshots.count() + 1,
        data=data,
        digest=digest(data),
        definitions=DEFINITIONS,
        as_of=locked.period.as_of(now),
        taken_at=now,
        taken_by=by,
    )


def verified(snapshot: Snapshot) -> dict[str, Any]:
    """The figures of a snapshot; AlteredSnapshot when they are not the frozen ones."""
    data: dict[str, Any] = snapshot.data
    if digest(data) != snapshot.digest:
        raise AlteredSnapshot(
            _("报告数据与冻结时的摘要不符，可能被改动，已停止生成。请联系系统管理员。")
        )
    return data
