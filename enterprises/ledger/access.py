"""Who may bring a ledger in, and for which unit."""

from __future__ import annotations

from typing import Any

from accounts.choices import Tier
from accounts.models import Organisation
from enterprises.models import EnterpriseImport
from ui.refusals import Verdict
from workflow.permissions import office_posts


def offices_of(user: Any) -> list[Organisation]:
    """The lead authorities of a unit or the nation that a person serves."""
    return [
        post.organisation
        for post in office_posts(user)
        if post.organisation.is_lead_authority
        and post.organisation.tier in (Tier.UNIT, Tier.NATION)
    ]


def can_import(user: Any) -> Verdict:
    """Handlers and leads of a lead authority keep its ledger."""
    if offices_of(user):
        return Verdict.yes()
    return Verdict.no("企业台账由省级和国家牵头部门的经办人、负责人导入。")


def can_confirm(user: Any, record: EnterpriseImport) -> Verdict:
    """Those who answer for the same enterprises, once nothing is wrong any more."""
    units = {office.managing_unit_id for office in offices_of(user)}
    if record.managing_unit_id not in units:
        return Verdict.no("只有上传台账的管理单位可以确认导入。")
    if record.imported_at is not None:
        return Verdict.no("该台账已经导入。")
    if record.checked_at is None:
        return Verdict.no("尚未核对完成，请稍候。")
    if record.counts.get("broken"):
        return Verdict.no("台账中有错误，请按核对结果改正后重新上传。")
    if not record.counts.get("total"):
        return Verdict.no("台账中没有数据行。")
    if not record.counts.get("new") and not record.counts.get("changed"):
        return Verdict.no("台账与企业库一致，没有需要导入的内容。")
    return Verdict.yes()
