"""One order of locks: the enterprise's row, then its accounts, then what hangs on them.

Whoever writes to a ledger holds the enterprise, so that two people who file and correct
at the same moment come one after the other, and neither of them waits in a circle.
"""

from __future__ import annotations

from collections.abc import Sequence

from enterprises.models import Enterprise
from incentives.models import CreditAccount, CreditPeriod, CreditStatement
from ui.refusals import Closed, NotFound, Stale

CHANGED = "该台账刚刚被其他人更新，请刷新页面查看最新内容后再办理。"
GONE = "该草稿已经不存在，可能刚刚被其他人删除或填报，请刷新页面查看。"


def lock_enterprise(pk: int) -> Enterprise:
    """An enterprise's row; others may go on to refer to it meanwhile."""
    rows = Enterprise.objects.select_for_update(of=("self",), no_key=True)
    held: Enterprise = rows.select_related("division").get(pk=pk)
    return held


def lock_account(pk: int, version: int | None = None) -> CreditAccount:
    """An account under its locked enterprise; `version` is what the page showed."""
    firm = CreditAccount.objects.values_list("enterprise", flat=True).get(pk=pk)
    enterprise = lock_enterprise(firm)
    rows = CreditAccount.objects.select_for_update(of=("self",), no_key=True)
    held: CreditAccount = rows.get(pk=pk)
    if version is not None and held.version != version:
        raise Stale(CHANGED)
    held.enterprise = enterprise
    return held


def lock_accounts(pks: Sequence[int]) -> None:
    """Many accounts with their enterprises, in one order."""
    firms = Enterprise.objects.filter(credit_accounts__in=pks).values("pk")
    rows = Enterprise.objects.filter(pk__in=firms).order_by("pk")
    list(rows.select_for_update(no_key=True).values_list("pk", flat=True))
    accounts = CreditAccount.objects.filter(pk__in=pks).order_by("pk")
    list(accounts.select_for_update(no_key=True).values_list("pk", flat=True))


def lock_period(pk: int) -> CreditPeriod:
    """A period with its locked account."""
    owner = CreditPeriod.objects.filter(pk=pk).values_list("account", flat=True).first()
    if owner is None:
        raise NotFound("该所属期已经不存在，请刷新页面查看。")
    account = lock_account(owner)
    held: CreditPeriod | None = CreditPeriod.objects.filter(pk=pk).first()
    if held is None:
        raise NotFound("该所属期已经不存在，请刷新页面查看。")
    held.account = account
    return held


def lock_draft(pk: int, version: int | None) -> CreditStatement:
    """A draft with its period under the locked account.

    Raises `NotFound` when it is gone, `Closed` when it is filed, `Stale` when another
    has saved it since `version`.
    """
    period = CreditStatement.objects.filter(pk=pk).values_list("period", flat=True)
    found = period.first()
    if found is None:
        raise NotFound(GONE)
    held_period = lock_period(found)
    held: CreditStatement | None = CreditStatement.objects.filter(pk=pk).first()
    if held is None:
        raise NotFound(GONE)
    if not held.is_draft:
        raise Closed("该版本已经填报，请刷新页面查看；需要更改的，请发起更正。")
    if version is not None and held.version != version:
        raise Stale(CHANGED)
    held.period = held_period
    return held
