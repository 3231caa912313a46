"""Organisations that register themselves, and the authority that confirms them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import tasks
from accounts.checks import credit_code as check_code
from accounts.checks import normal_code
from accounts.choices import OrganisationStatus, Role
from accounts.facts import NO_REQUEST, RequestFacts
from accounts.models import Organisation, Post, User
from accounts.permissions import can_decide_registration, can_resubmit_registration
from accounts.services.access import note
from accounts.services.members import lock_organisation, make_user
from accounts.services.organisations import set_search_keys
from regions.models import Division
from ui.refusals import Closed, Invalid, Issue, Refusal, allow, refuse


@dataclass(frozen=True)
class OrganisationFacts:
    """What a registration says about the organisation itself."""

    name: str
    kind: str
    division: Division
    credit_code: str
    is_central_group: bool = False
    short_name: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    address: str = ""


@dataclass(frozen=True)
class FirstUser:
    """The person who registers an organisation and keeps its members."""

    name: str
    username: str
    email: str
    password: str


def known_sentence(known: Organisation) -> str:
    """Whom to ask where the organisation is there already."""
    unit = known.managing_unit.name if known.managing_unit else _("国家部门")
    person = masked(known.contact_name) or _("原填报人")
    if known.status == OrganisationStatus.PENDING:
        sentence = _(
            "该单位已提交登记，正由%(unit)s确认，请联系本单位填报人%(person)s。"
        )
    elif known.status == OrganisationStatus.REFUSED:
        sentence = _(
            "该单位的登记未通过，请由填报人%(person)s登录后修改重报，或咨询%(unit)s。"
        )
    elif known.status == OrganisationStatus.DISABLED:
        sentence = _("该单位已停用，请联系%(unit)s。")
    else:
        sentence = _(
            "该单位已登记，请联系本单位联系人%(person)s，由单位管理员邀请您加入。"
        )
    return sentence % {"unit": unit, "person": person}


def masked(name: str) -> str:
    """A person's name as a stranger may see it: the first character only."""
    return f"{name[0]}{'*' * (len(name) - 1)}" if name else ""


def _require_new(code: str, but: int | None = None) -> None:
    refuse(check_code(code))
    known = Organisation.objects.filter(credit_code=code).exclude(pk=but)
    if found := known.select_related("managing_unit").first():
        refuse([Issue("credit_code", known_sentence(found))])


def _fill(organisation: Organisation, facts: OrganisationFacts) -> None:
    unit = facts.division.managing_unit
    if unit is None:
        raise Invalid(_("该地区不在试点范围内，不能登记。"))
    organisation.name = facts.name
    organisation.short_name = facts.short_name
    organisation.kind = facts.kind
    organisation.division = facts.division
    organisation.credit_code = normal_code(facts.credit_code)
    organisation.is_central_group = facts.is_central_group
    # A central group answers to the nation wherever it sits.
    organisation.managing_unit = None if facts.is_central_group else unit
    organisation.contact_name = facts.contact_name
    organisation.contact_phone = facts.contact_phone
    organisation.address = facts.address
    set_search_keys(organisation)


def register_organisation(
    *,
    facts: OrganisationFacts,
    first_user: FirstUser,
    request_facts: RequestFacts = NO_REQUEST,
    now: datetime | None = None,
) -> Organisation:
    """An enterprise, school or industry body registers; its authority confirms it."""
    now = now or timezone.now()
    try:
        with transaction.atomic():
            return _register(facts, first_user, request_facts, now)
    except IntegrityError:
        # Two sent the same code or name at once: the second hears who was first.
        _require_new(normal_code(facts.credit_code))
        raise Invalid(_("用户名或邮箱刚被他人使用，请换一个。")) from None


def _register(
    facts: OrganisationFacts, first: FirstUser, request: RequestFacts, now: datetime
) -> Organisation:
    _together(
        lambda: _require_new(normal_code(facts.credit_code)),
        lambda: make_user(
            username=first.username,
            name=first.name,
            email=first.email,
            password=first.password,
            now=now,
        ),
    )
    user = User.objects.get(username=first.username)
    organisation = Organisation(status=OrganisationStatus.PENDING, registered_at=now)
    _fill(organisation, facts)
    organisation.save()
    Post.objects.create(
        user=user,
        organisation=organisation,
        role=Role.HANDLER,
        is_organisation_admin=True,
        valid_from=now,
    )
    note(user, _("登记单位：%s") % organisation.name, request, now)
    return organisation


def _together(*steps: Callable[[], object]) -> None:
    """Run all steps and refuse with the issues of all: one look shows every fault."""
    issues: list[Issue] = []
    for step in steps:
        try:
            step()
        except Refusal as refusal:
            issues.extend(refusal.issues)
    refuse(issues)


@transaction.atomic
def resubmit_registration(
    *,
    organisation: Organisation,
    facts: OrganisationFacts,
    by: User,
    request_facts: RequestFacts = NO_REQUEST,
    now: datetime | None = None,
) -> Organisation:
    """A refused registration, corrected and sent again."""
    now = now or timezone.now()
    locked = lock_organisation(organisation)
    allow(can_resubmit_registration(by, locked))
    _require_new(normal_code(facts.credit_code), but=locked.pk)
    _fill(locked, facts)
    locked.status = OrganisationStatus.PENDING
    locked.registered_at = now
    locked.save()
    note(by, _("重报单位登记：%s") % locked.name, request_facts, now)
    return locked


def confirm_registration(
    *,
    organisation: Organisation,
    by: User,
    request_facts: RequestFacts = NO_REQUEST,
    now: datetime | None = None,
) -> Organisation:
    """The authority confirms: from now on the members can act."""
    return _decide(organisation, by, OrganisationStatus.ACTIVE, "", request_facts, now)


def refuse_registration(
    *,
    organisation: Organisation,
    by: User,
    reason: str,
    request_facts: RequestFacts = NO_REQUEST,
    now: datetime | None = None,
) -> Organisation:
    """The authority refuses and says why; it may be corrected and sent again."""
    if not reason.strip():
        refuse([Issue("reason", _("请写明不予确认的原因。"))])
    status = OrganisationStatus.REFUSED
    return _decide(organisation, by, status, reason, request_facts, now)


@transaction.atomic
def _decide(
    organisation: Organisation,
    by: User,
    status: OrganisationStatus,
    reason: str,
    facts: RequestFacts,
    now: datetime | None,
) -> Organisation:
    now = now or timezone.now()
    locked = lock_organisation(organisation)
    if locked.status != OrganisationStatus.PENDING:
        raise Closed(_("该单位的登记已由他人办结，请刷新后查看。"))
    allow(can_decide_registration(by, locked))
    locked.status = status
    locked.decided_at, locked.decided_by, locked.decision_note = now, by, reason
    locked.save(update_fields=["status", "decided_at", "decided_by", "decision_note"])
    what = {"name": locked.name, "status": OrganisationStatus(status).label}
    note(by, _("单位登记 %(name)s：%(status)s") % what, facts, now)
    pk = locked.pk
    transaction.on_commit(lambda: tasks.mail_decision.delay(pk), robust=True)
    return locked
