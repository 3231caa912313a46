"""An enterprise keeps its own record: facts, years, members of its group."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.checks import credit_code
from accounts.models import User
from enterprises.models import Enterprise, EnterpriseYear, GroupMember
from enterprises.models.facts import FIGURES
from enterprises.permissions import can_keep
from ui.refusals import Invalid, Issue, Stale, allow, model_issues, refuse

CHANGED = "企业档案刚刚被其他人更新，请刷新页面查看最新内容后再修改。"
# What an enterprise keeps by itself at any time.
FREE = (
    "registered_on",
    "ownership",
    "size",
    "is_above_scale",
    "is_stock_listed",
    "tags",
    "staff",
    "technical_staff",
    "website",
    "contact",
    "contact_phone",
    "contact_mail",
)
# In the pool these change by a change report alone.
LOCKED = ("address", "legal_representative", "industry")


def fields_open_in(enterprise: Enterprise) -> tuple[str, ...]:
    """The facts that it may change by itself now; what is still empty, it fills in."""
    if not enterprise.is_in_pilot:
        return (*LOCKED, *FREE)
    return (*(name for name in LOCKED if not getattr(enterprise, name)), *FREE)


def _locked(enterprise: Enterprise, by: User, version: int | None) -> Enterprise:
    held: Enterprise = Enterprise.objects.select_for_update().get(pk=enterprise.pk)
    allow(can_keep(by, held))
    if version is not None and held.version != version:
        raise Stale(CHANGED)
    return held


@transaction.atomic
def update_facts(
    enterprise: Enterprise,
    *,
    given: Mapping[str, Any],
    by: User,
    version: int | None = None,
) -> Enterprise:
    """Keep facts; what only a change report may alter is refused at its field."""
    held = _locked(enterprise, by, version)
    allowed = fields_open_in(held)
    refuse(
        [
            Issue(name, "在库期间，该项须通过变更报告办理。")
            for name in given
            if name not in allowed
        ]
    )
    for name, value in given.items():
        setattr(held, name, value)
    held.version += 1
    held.save()
    return held


@transaction.atomic
def update_year(
    enterprise: Enterprise,
    *,
    year: int,
    given: Mapping[str, Any],
    by: User,
    version: int | None = None,
    now: datetime | None = None,
) -> EnterpriseYear:
    """Keep the figures of a finished year, in yuan; `Invalid` at `year` otherwise."""
    held = _locked(enterprise, by, version)
    last = timezone.localdate(now or timezone.now()).year - 1
    if not 2000 <= year <= last:
        raise Invalid.at("year", f"只填写2000年至{last}年的数据。")
    figures = {name: given[name] for name in FIGURES if name in given}
    row, _made = EnterpriseYear.objects.update_or_create(
        enterprise=held, year=year, defaults=figures
    )
    held.version += 1
    held.save(update_fields=["version", "updated_at"])
    return row


@transaction.atomic
def keep_member(
    enterprise: Enterprise,
    *,
    given: Mapping[str, Any],
    by: User,
    member: GroupMember | None = None,
    version: int | None = None,
) -> GroupMember:
    """Add a member of the group, or change it; one ratio for each day.

    A new ratio ends the row before and begins another, so that any day can be asked.
    """
    held = _locked(enterprise, by, None)
    if member is None:
        row = GroupMember(parent=held, version=0)
    else:
        row = GroupMember.objects.select_for_update().get(pk=member.pk, parent=held)
        if version is not None and row.version != version:
            raise Stale(CHANGED)
    for name in ("name", "credit_code", "control_ratio", "since", "until"):
        if name in given:
            setattr(row, name, given[name])
    _refuse_member(held, row)
    # The member's own record, where the register has one.
    row.member = Enterprise.objects.filter(credit_code=row.credit_code).first()
    row.version += 1
    row.save()
    # What is reckoned from the members elsewhere sees that the record changed.
    held.save(update_fields=["updated_at"])
    return row


def _refuse_member(parent: Enterprise, row: GroupMember) -> None:
    issues = [Issue("credit_code", i.sentence) for i in credit_code(row.credit_code)]
    if row.credit_code == parent.credit_code:
        issues = [Issue("credit_code", "成员单位不能是本企业。")]
    refuse(issues)
    try:
        row.full_clean(exclude=["member", "parent"])
        row.validate_constraints()
    except ValidationError as fault:
        raise Invalid("有内容需要改正。", issues=model_issues(fault)) from fault
