"""Ledgers are opened: the enterprise's own, and those of its member units."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from enterprises.models import Enterprise, GroupMember
from incentives.choices import FilingTerm
from incentives.models import CreditAccount
from incentives.permissions.credit import can_keep_account, can_open_account
from incentives.services.credit.locking import lock_account, lock_enterprise
from ui.refusals import Invalid, allow

NO_CODE = "企业尚未登记统一社会信用代码，请先在“单位信息”中补充。"
NOT_A_MEMBER = "该单位不在本企业登记的集团成员单位中，请先在“我的企业”中登记。"
TAKEN = (
    "该纳税人已有抵免台账，同一纳税人只能建立一本台账，不得重复计算；"
    "如在其他集团名下，请与管理单位联系核实。"
)
NO_TERM = "请选择纳税期限。"


@transaction.atomic
def open_account(
    enterprise: Enterprise,
    *,
    member: GroupMember | None = None,
    term: str = FilingTerm.QUARTER,
    by: User,
    now: datetime | None = None,
) -> CreditAccount:
    """Open the ledger of an enterprise, or of a member unit of its group.

    Raises `Invalid` at `member`, `term` or `credit_code`: no credit code, no member of
    this enterprise, or the taxpayer has a ledger already, in whatever group.
    """
    now = now or timezone.now()
    firm = lock_enterprise(enterprise.pk)
    code = member.credit_code if member else firm.credit_code or ""
    allow(can_open_account(by, firm, code if member else ""))
    _refuse(firm, member, code, term)
    own = Enterprise.objects.filter(credit_code=code).first() if member else None
    account = CreditAccount(
        enterprise=firm,
        member=own,
        credit_code=code,
        name=member.name if member else firm.name,
        is_member=member is not None,
        term=term,
        opened_at=now,
    )
    try:
        # Two groups may open a ledger for the same unit at the same moment.
        with transaction.atomic():
            account.save(force_insert=True)
    except IntegrityError as fault:
        raise Invalid.at("member" if member else "credit_code", TAKEN) from fault
    return account


def _refuse(firm: Enterprise, member: GroupMember | None, code: str, term: str) -> None:
    if term not in FilingTerm.values:
        raise Invalid.at("term", NO_TERM)
    if member is not None and member.parent_id != firm.pk:
        raise Invalid.at("member", NOT_A_MEMBER)
    if not code:
        raise Invalid.at("credit_code", NO_CODE)
    if CreditAccount.objects.filter(credit_code=code).exists():
        raise Invalid.at("member" if member else "credit_code", TAKEN)


@transaction.atomic
def change_term(
    account: CreditAccount, *, term: str, by: User, version: int | None = None
) -> CreditAccount:
    """File by another term from the next period on; periods there are stay."""
    held = lock_account(account.pk, version)
    allow(can_keep_account(by, held))
    if term not in FilingTerm.values:
        raise Invalid.at("term", NO_TERM)
    held.term = term
    held.version += 1
    held.save(update_fields=["term", "version"])
    return held
