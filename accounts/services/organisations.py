"""Organisations kept: entered by the system administrator, edited by their own."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.choices import ENTERED, OrganisationStatus
from accounts.facts import NO_REQUEST, RequestFacts
from accounts.models import Organisation, User
from accounts.permissions import can_administer_accounts, can_edit_organisation
from accounts.services.access import note
from accounts.services.members import lock_organisation, offer_post
from regions.models import Division, ManagingUnit
from ui.refusals import Closed, Issue, NotAllowed, allow, refuse
from ui.text import pinyin_initials, pinyin_key


def set_search_keys(organisation: Organisation) -> None:
    """What the name is found and sorted by."""
    organisation.pinyin = pinyin_key(organisation.name).replace(" ", "")[:400]
    organisation.initials = pinyin_initials(organisation.name)[:200]


@transaction.atomic
def create_organisation(
    *,
    by: User,
    name: str,
    kind: str,
    managing_unit: ManagingUnit | None,
    division: Division | None,
    is_lead_authority: bool,
    admin_name: str,
    admin_email: str,
    admin_role: str,
    short_name: str = "",
    department: str = "",
    request_facts: RequestFacts = NO_REQUEST,
    now: datetime | None = None,
) -> Organisation:
    """The system administrator enters a department and invites its first member."""
    now = now or timezone.now()
    allow(can_administer_accounts(by))
    refuse(_entered(kind, managing_unit, division))
    if Organisation.objects.filter(name=name).exists():
        refuse([Issue("name", _("已有同名单位。"))])
    organisation = Organisation(
        name=name,
        short_name=short_name,
        kind=kind,
        managing_unit=managing_unit,
        division=division,
        department=department,
        is_lead_authority=is_lead_authority,
        registered_at=now,
        decided_at=now,
        decided_by=by,
    )
    set_search_keys(organisation)
    organisation.save()
    offer_post(
        organisation,
        by,
        name=admin_name,
        email=admin_email,
        role=admin_role,
        admin=True,
        facts=request_facts,
        now=now,
    )
    note(by, _("建立单位：%s") % name, request_facts, now)
    return organisation


def _entered(
    kind: str, unit: ManagingUnit | None, division: Division | None
) -> list[Issue]:
    issues = []
    if kind not in ENTERED:
        issues.append(Issue("kind", _("企业、学校和行业组织由其自行登记。")))
    if kind in {"unit_department", "city_office"} and unit is None:
        issues.append(Issue("managing_unit", _("请选择所属管理单位。")))
    if kind == "city_office" and division is None:
        issues.append(Issue("division", _("城市主管部门必须填写所在行政区划。")))
    outside = (
        division is not None
        and unit is not None
        and (division.managing_unit_id != unit.pk)
    )
    if outside:
        issues.append(Issue("division", _("该行政区划不属于所选管理单位。")))
    return issues


@transaction.atomic
def reinvite_administrator(
    *,
    organisation: Organisation,
    by: User,
    name: str,
    email: str,
    role: str,
    request_facts: RequestFacts = NO_REQUEST,
    now: datetime | None = None,
) -> Organisation:
    """The system administrator helps where nobody keeps the members any more."""
    now = now or timezone.now()
    allow(can_administer_accounts(by))
    locked = lock_organisation(organisation)
    admins = locked.posts.running(now).administering().filter(user__is_active=True)
    if admins.exists():
        raise Closed(_("该单位已有单位管理员，成员由其管理。"))
    offer_post(
        locked,
        by,
        name=name,
        email=email,
        role=role,
        admin=True,
        facts=request_facts,
        now=now,
    )
    return locked


@transaction.atomic
def edit_contact(
    *,
    organisation: Organisation,
    by: User,
    short_name: str,
    contact_name: str,
    contact_phone: str,
    address: str,
    request_facts: RequestFacts = NO_REQUEST,
    now: datetime | None = None,
) -> Organisation:
    """The organisation's own administrator corrects its contact data."""
    locked = lock_organisation(organisation)
    allow(can_edit_organisation(by, locked))
    locked.short_name = short_name
    locked.contact_name = contact_name
    locked.contact_phone = contact_phone
    locked.address = address
    locked.save(
        update_fields=["short_name", "contact_name", "contact_phone", "address"]
    )
    note(by, _("修改单位联系信息"), request_facts, now or timezone.now())
    return locked


@transaction.atomic
def set_organisation_status(
    *,
    organisation: Organisation,
    by: User,
    active: bool,
    reason: str,
    request_facts: RequestFacts = NO_REQUEST,
    now: datetime | None = None,
) -> Organisation:
    """The system administrator disables an organisation or opens it again."""
    now = now or timezone.now()
    allow(can_administer_accounts(by))
    locked = lock_organisation(organisation)
    wanted = OrganisationStatus.ACTIVE if active else OrganisationStatus.DISABLED
    before = OrganisationStatus.DISABLED if active else OrganisationStatus.ACTIVE
    if locked.status != before:
        raise Closed(_("该单位的状态已被他人修改，请刷新后查看。"))
    if locked.posts.running(now).filter(user=by).exists():
        raise NotAllowed(_("不能停用自己所在的单位。"))
    locked.status = wanted
    locked.decision_note = reason
    locked.save(update_fields=["status", "decision_note"])
    what = {"name": locked.name, "status": wanted.label, "reason": reason}
    note(by, _("单位%(name)s：%(status)s，%(reason)s") % what, request_facts, now)
    return locked
