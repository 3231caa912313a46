"""Change reports: one begins, and the register follows when it is approved."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Organisation, User
from accounts.services.organisations import set_search_keys
from enterprises.choices import ChangeKind, GroupKind
from enterprises.models import ChangeReport, Enterprise
from enterprises.permissions import can_report_change, enterprises_of
from enterprises.places import case_of
from enterprises.services.people import people_of_unit
from enterprises.services.register import record_name
from regions.models import ManagingUnit
from ui.refusals import Closed, Invalid, NotAllowed
from ui.words import cn_date
from workflow.services import open_draft, tell

HELD = "贵单位已有正在办理的变更报告，办结后再报告其他变更。"
UNKNOWN = "请选择变更事项。"


def own_enterprise(user: Any) -> Enterprise | None:
    """The record of the enterprise for which a person works."""
    ids = [one.pk for one in enterprises_of(user)]
    found: Enterprise | None = Enterprise.objects.filter(
        organisation_id__in=ids
    ).first()
    return found


@transaction.atomic
def start_change(*, change: str, by: User, now: datetime | None = None) -> ChangeReport:
    """Open the draft of a change report; it belongs to no round.

    Raises `NotAllowed` for who has no enterprise in the pilot, `Closed` while
    another report is under way, `Invalid` at `change`.
    """
    now = now or timezone.now()
    enterprise = own_enterprise(by)
    verdict = can_report_change(by, enterprise)
    if not verdict or enterprise is None:
        raise NotAllowed(verdict.reason)
    if change not in ChangeKind.values:
        raise Invalid.at("change", UNKNOWN)
    # Two people of one firm: the second waits here and then sees the first's draft.
    firm = Enterprise.objects.select_for_update(of=("self",)).get(pk=enterprise.pk)
    if ChangeReport.objects.filter(enterprise=firm).still_open().exists():
        raise Closed.at("change", HELD)
    return _create(firm, ChangeKind(change), by, now)


def _create(
    firm: Enterprise, change: ChangeKind, by: User, now: datetime
) -> ChangeReport:
    report = ChangeReport(
        title=f"{firm.name}变更报告（{change.label}）",
        **case_of(firm),
        change=change,
    )
    return open_draft(report, by=by, now=now)


@transaction.atomic
def apply_change(report: ChangeReport, step: Any) -> None:
    """Let the register follow an approved report (hook `on_listed`).

    A name is borne from the day on which it took effect, the one before until the
    day before; with the place the managing unit changes, and both units are told.
    """
    firm = Enterprise.objects.select_for_update(of=("self",)).get(
        pk=report.enterprise_id
    )
    left = firm.managing_unit
    _take_over(firm, report)
    firm.version += 1
    firm.save()
    if report.new_name:
        reason = f"变更报告{report.number}"
        since = report.effective_on
        record_name(firm, report.new_name, since=since, reason=reason)
    _follow_account(firm)
    if firm.managing_unit != left:
        _tell_units(firm, left, report, step.at)


def _take_over(firm: Enterprise, report: ChangeReport) -> None:
    """All that is filled in; what stays empty did not change."""
    firm.name = report.new_name or firm.name
    firm.credit_code = report.new_credit_code or firm.credit_code
    firm.address = report.new_address or firm.address
    firm.industry = report.new_industry or firm.industry
    firm.legal_representative = (
        report.new_legal_representative or firm.legal_representative
    )
    place = report.new_division
    if place is not None:
        firm.division = place
        # Whole groups stay the nation's, wherever they move.
        if firm.group_kind == GroupKind.NONE:
            firm.managing_unit = place.managing_unit


def _follow_account(firm: Enterprise) -> None:
    """The account bears the name and place of the record."""
    if firm.organisation_id is None:
        return
    account = Organisation.objects.select_for_update(of=("self",)).get(
        pk=firm.organisation_id
    )
    account.name = firm.name
    account.credit_code = firm.credit_code or account.credit_code
    if firm.division is not None:
        account.division = firm.division
        account.managing_unit = firm.division.managing_unit
    set_search_keys(account)
    account.save()


def _tell_units(
    firm: Enterprise,
    left: ManagingUnit | None,
    report: ChangeReport,
    now: datetime,
) -> None:
    day = cn_date(report.effective_on)
    body = (
        f"{firm}自{day}起注册地变更为{firm.division}，"
        f"管理单位由{left or '国家'}变更为{firm.managing_unit or '国家'}。"
        "迁出单位请移交跟踪管理情况，迁入单位请做好衔接。"
    )
    units = [left, firm.managing_unit]
    users = [user for unit in units for user in people_of_unit(unit, now)]
    tell(
        users,
        key=f"moved:{report.pk}",
        subject=f"企业迁移：{firm}",
        body=body,
        path=firm.get_absolute_url(),
        now=now,
    )
