"""The ledger follows the register: entry, leaving, control, name and code.

The register knows nothing of ledgers. The clock finds accounts whose enterprise changed
after they were last computed, and computes them; where nothing came of it, no result
is added.
"""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from incentives.models import CreditAccount, CreditResult
from incentives.services.credit.locking import lock_account
from incentives.services.credit.recomputing import recompute_locked
from incentives.words import DISCLAIMER
from workflow.mail import people_of
from workflow.services import tell

CAUSE = "企业入库、出库或成员单位情况变化"


@transaction.atomic
def follow_enterprise(*, account_id: int, now: datetime) -> bool:
    """Compute an account whose enterprise changed; whether any result did."""
    account = lock_account(account_id)
    _take_name(account)
    changed = recompute_locked([account.pk], cause=CAUSE, now=now)
    if changed:
        _tell_firm(account, changed[-1], now)
    return bool(changed)


def _take_name(account: CreditAccount) -> None:
    """An enterprise's own ledger bears the name and code of the register."""
    firm = account.enterprise
    wanted = {"name": firm.name, "credit_code": firm.credit_code or ""}
    held = {"name": account.name, "credit_code": account.credit_code}
    if account.is_member or not firm.credit_code or held == wanted:
        return
    rows = CreditAccount.objects.filter(pk=account.pk)
    account.name = firm.name
    try:
        with transaction.atomic():
            rows.update(**wanted)
    except IntegrityError:
        # Its new code has a ledger already, as a member of a group: that one stays.
        rows.update(name=firm.name)


def _tell_firm(account: CreditAccount, last: CreditResult, now: datetime) -> None:
    firm = account.enterprise
    if firm.organisation_id is None:
        return
    body = (
        f"因{CAUSE}，“{account}”的抵免台账已重新计算，各期结果如有变化，"
        f"可在台账中查看原结果和新结果。{DISCLAIMER}"
    )
    tell(
        people_of(firm.organisation_id, now),
        key=f"credit:{account.pk}:{last.pk}",
        subject=f"抵免台账已重新计算：{account}",
        body=body,
        path=firm.get_record_url(),
        now=now,
    )
