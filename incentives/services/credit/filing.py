"""A statement is filed: from then on it counts, and it is never changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from incentives.choices import StatementState
from incentives.models import CreditPeriod, CreditStatement
from incentives.permissions.credit import can_edit_statement
from incentives.services.credit.locking import lock_draft
from incentives.services.credit.recomputing import recompute_locked
from incentives.services.credit.surroundings import issues_of
from ui.refusals import Invalid, Issue, Severity, allow


class Unconfirmed(Invalid):
    """Nothing is wrong, but the warnings are to be confirmed first."""

    code = "unconfirmed"


@transaction.atomic
def file_statement(
    statement: CreditStatement,
    *,
    by: User,
    confirmed: bool = False,
    version: int | None = None,
    now: datetime | None = None,
) -> CreditStatement:
    """File a draft; its period and every later one of the account are computed anew.

    Raises `Invalid` with every error at its field, `Unconfirmed` with the warnings
    while they are not `confirmed`, `Closed` or `Stale` where another was quicker.
    """
    now = now or timezone.now()
    held = lock_draft(statement.pk, version)
    allow(can_edit_statement(by, held))
    _refuse(issues_of(held, timezone.localdate(now)), confirmed)
    held.state, held.filed_by, held.filed_at = StatementState.FILED, by, now
    held.version += 1
    held.save(update_fields=["state", "filed_by", "filed_at", "version"])
    period = held.period
    period.statement = held
    period.save(update_fields=["statement", "updated_at"])
    own, others = _causes(period, held)
    recompute_locked(
        [period.account_id], cause=others, causes={period.pk: own}, now=now
    )
    period.refresh_from_db(fields=["result"])
    return held


def _refuse(issues: Sequence[Issue], confirmed: bool) -> None:
    errors = [issue for issue in issues if issue.severity == Severity.ERROR]
    if errors:
        raise Invalid("有内容需要改正，请按提示修改后再填报。", issues=errors)
    if issues and not confirmed:
        raise Unconfirmed("有内容请留意，核对无误后请确认填报。", issues=issues)


def _causes(period: CreditPeriod, statement: CreditStatement) -> tuple[str, str]:
    """Why this period is computed, and why the later ones are."""
    if statement.number == 1:
        return "填报", f"填报{period.label}后重新计算"
    return f"更正：{statement.reason}", f"更正{period.label}后重新计算"
