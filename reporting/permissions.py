"""Who may have which report made, and why not."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from accounts.choices import Tier
from accounts.models import Organisation
from accounts.standing import standing_of
from reporting.choices import NATION
from ui.refusals import Verdict
from workflow.permissions import office_posts


def lead_organisations(user: Any) -> list[Organisation]:
    """The lead authorities, national or of a unit, that a person works for."""
    return [
        post.organisation
        for post in office_posts(user)
        if post.organisation.is_lead_authority
        and post.organisation.tier in (Tier.NATION, Tier.UNIT)
    ]


def can_read_reports(user: Any) -> Verdict:
    """Reports are read by the nation and the managing units."""
    standing = standing_of(user)
    if standing.is_national or standing.unit_codes:
        return Verdict.yes()
    return Verdict.no(_("进展报告由国家和省级部门使用，您没有查看权限。"))


def can_read_rows(user: Any) -> Verdict:
    """The rows behind the figures, for those whose home shows figures."""
    standing = standing_of(user)
    if standing.is_national or standing.unit_codes:
        return Verdict.yes()
    return Verdict.no(_("数据明细由国家和省级部门使用，您没有查看权限。"))


def can_request_reports(user: Any) -> Verdict:
    """Whether there is any scope for which this person may have a report made."""
    if lead_organisations(user):
        return Verdict.yes()
    return Verdict.no(_("只有国家或省级牵头部门可以生成进展报告。"))


def can_request(user: Any, scope: str) -> Verdict:
    """The nation has any report made, a managing unit only its own."""
    leads = lead_organisations(user)
    if not leads:
        return can_request_reports(user)
    if any(organisation.tier == Tier.NATION for organisation in leads):
        return Verdict.yes()
    if scope in {organisation.managing_unit_id for organisation in leads}:
        return Verdict.yes()
    if scope == NATION:
        return Verdict.no(_("全国进展报告由国家牵头部门生成。"))
    return Verdict.no(_("只能生成本管理单位的进展报告。"))
