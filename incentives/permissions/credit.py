"""Who keeps a credit ledger, and who starts its computing anew."""

from __future__ import annotations

from typing import Any

from accounts.choices import AUTHORITY_TIERS, Role, Tier
from enterprises.models import Enterprise
from incentives.models import CreditAccount, CreditPeriod, CreditStatement
from ui.refusals import Verdict
from workflow.permissions import office_posts

FOR_ITSELF = (
    "抵免台账由该企业的经办人或负责人填报，成员单位的台账也可由该成员单位自行填报。"
)
NEVER_IN_POOL = "抵免台账由纳入建设培育范围的企业建立，贵单位尚未入库。"
NO_DAY = "企业入库日期尚未登记，暂不能建立抵免台账，请联系管理单位补充入库日期。"
FILED = "该版本已经填报，不能修改；需要更改的，请发起更正。"


def can_open_account(
    user: Any, enterprise: Enterprise, member_code: str = ""
) -> Verdict:
    """An enterprise that is or was in the pool; a member unit for itself.

    `member_code` is the credit code of the member unit the ledger is for.
    """
    if not _works_for(user, enterprise, member_code):
        return Verdict.no(FOR_ITSELF)
    if enterprise.pooled_on is None:
        return Verdict.no(NO_DAY if enterprise.is_in_pilot else NEVER_IN_POOL)
    return Verdict.yes()


def can_keep_account(user: Any, account: CreditAccount) -> Verdict:
    """Its taxpayer's own people; reads the account's enterprise."""
    code = account.credit_code if account.is_member else ""
    if _works_for(user, account.enterprise, code):
        return Verdict.yes()
    return Verdict.no(FOR_ITSELF)


def can_edit_statement(user: Any, statement: CreditStatement) -> Verdict:
    """A draft, by its taxpayer's own people."""
    if not (verdict := can_keep_account(user, statement.period.account)):
        return verdict
    return Verdict.yes() if statement.is_draft else Verdict.no(FILED)


def can_correct(user: Any, period: CreditPeriod) -> Verdict:
    """A filed period, unless a correction of it is under way."""
    if not (verdict := can_keep_account(user, period.account)):
        return verdict
    if period.statement_id is None:
        return Verdict.no("该所属期尚未填报，可直接修改草稿。")
    if period.statements.drafts().exists():
        return Verdict.no("该所属期已有未填报的草稿，请先填报或删除该草稿。")
    return Verdict.yes()


def can_read_ledgers(user: Any) -> Verdict:
    """Authorities of every level, each those in its reach."""
    if any(p.organisation.tier in AUTHORITY_TIERS for p in office_posts(user)):
        return Verdict.yes()
    return Verdict.no("抵免台账汇总由主管部门查看；本企业的台账请从“抵免台账”进入。")


def can_recompute_all(user: Any) -> Verdict:
    """A lead of the nation's lead authority."""
    for post in office_posts(user):
        office = post.organisation
        leads = post.role == Role.LEAD and office.tier == Tier.NATION
        if leads and office.is_lead_authority:
            return Verdict.yes()
    return Verdict.no("全部台账的重新计算由国家牵头部门的负责人发起。")


def _works_for(user: Any, enterprise: Enterprise, member_code: str) -> bool:
    return any(
        post.organisation_id == enterprise.organisation_id
        or (bool(member_code) and post.organisation.credit_code == member_code)
        for post in office_posts(user)
    )
