"""Who may do what with accounts, and why not."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.choices import (
    AUTHORITY_TIERS,
    OrganisationStatus,
    Role,
    Tier,
)
from accounts.models import Organisation, Post, User
from accounts.standing import OFFICE_ROLES, standing_of
from ui.refusals import Verdict


def _office_at(user: Any, *tiers: str) -> bool:
    """Whether he is handler or lead at one of the tiers."""
    held = standing_of(user).roles
    return any(role in OFFICE_ROLES and tier in tiers for role, tier in held)


def administers(user: Any, organisation: Organisation) -> bool:
    """Whether he keeps the members of this organisation now."""
    return any(
        post.organisation_id == organisation.pk and post.is_organisation_admin
        for post in getattr(user, "posts_now", [])
    )


def can_list_organisations(user: Any) -> Verdict:
    """Authorities see those of their area, the system administrator all."""
    if _office_at(user, *AUTHORITY_TIERS) or standing_of(user).has_role(Role.SYSADMIN):
        return Verdict.yes()
    return Verdict.no(_("只有各级主管部门和系统管理员可以查看单位名录。"))


def can_list_registrations(user: Any) -> Verdict:
    """Provincial and national departments confirm who registers."""
    if _office_at(user, Tier.UNIT, Tier.NATION):
        return Verdict.yes()
    return Verdict.no(_("单位登记由所属管理单位或国家部门确认。"))


def can_decide_registration(user: Any, organisation: Organisation) -> Verdict:
    """The managing unit confirms its own; the nation confirms central groups."""
    if organisation.status != OrganisationStatus.PENDING:
        return Verdict.no(_("该单位的登记已经办结。"))
    if organisation.is_central_group:
        if standing_of(user).decides_at(Tier.NATION):
            return Verdict.yes()
        return Verdict.no(_("中央企业和全国性特大型民营企业由国家牵头部门确认。"))
    if organisation.managing_unit_id in standing_of(user).deciding_unit_codes:
        return Verdict.yes()
    unit = organisation.managing_unit
    return Verdict.no(_("该单位由%s牵头部门确认。") % (unit.name if unit else ""))


def can_resubmit_registration(user: Any, organisation: Organisation) -> Verdict:
    """Who registered a refused organisation may correct it and send it again."""
    if organisation.status != OrganisationStatus.REFUSED:
        return Verdict.no(_("只有未通过的登记可以修改重报。"))
    posts = Post.objects.running().administering()
    if posts.filter(user_id=user.pk, organisation=organisation).exists():
        return Verdict.yes()
    return Verdict.no(_("只有原填报人可以修改重报。"))


def can_edit_organisation(user: Any, organisation: Organisation) -> Verdict:
    """Its own administrators keep its contact data."""
    if administers(user, organisation):
        return Verdict.yes()
    return Verdict.no(_("联系信息由本单位的单位管理员维护。"))


def can_manage_members(user: Any, organisation: Organisation) -> Verdict:
    """Only an administrator of the organisation itself."""
    if administers(user, organisation):
        return Verdict.yes()
    return Verdict.no(_("成员由本单位的单位管理员管理。"))


def can_see_members(user: Any, organisation: Organisation) -> Verdict:
    """Members see one another; the system administrator sees all."""
    held = {post.organisation_id for post in getattr(user, "posts_now", [])}
    if organisation.pk in held or standing_of(user).has_role(Role.SYSADMIN):
        return Verdict.yes()
    return Verdict.no(_("只有本单位成员可以查看成员名单。"))


def can_end_post(user: Any, post: Post, now: datetime | None = None) -> Verdict:
    """An administrator ends posts; anyone may lay down his own."""
    now = now or timezone.now()
    if post.valid_until is not None and post.valid_until <= now:
        return Verdict.no(_("该岗位已经结束。"))
    if post.user_id == user.pk:
        return Verdict.yes()
    return can_manage_members(user, post.organisation)


def _has_role(user: Any, role: Role, sentence: str) -> Verdict:
    if standing_of(user).has_role(role):
        return Verdict.yes()
    return Verdict.no(sentence)


def can_administer_accounts(user: Any) -> Verdict:
    """The system administrator keeps departments and accounts."""
    sentence = _("单位和账户由系统管理员维护。")
    return _has_role(user, Role.SYSADMIN, sentence)


def can_administer_security(user: Any) -> Verdict:
    """The security administrator keeps lock-outs, sessions and password ages."""
    sentence = _("锁定、会话和密码策略由安全管理员管理。")
    return _has_role(user, Role.SECADMIN, sentence)


def can_read_access_log(user: Any) -> Verdict:
    """The log is read by the audit administrator alone."""
    sentence = _("访问日志只供审计管理员查看。")
    return _has_role(user, Role.AUDITOR, sentence)


def can_disable_user(user: Any, other: User) -> Verdict:
    """The system administrator, but never himself."""
    if other.pk == user.pk:
        return Verdict.no(_("不能停用自己的账户。"))
    return can_administer_accounts(user)


def can_hold_tokens(user: Any) -> Verdict:
    """Whoever acts for an active organisation may connect another system."""
    if standing_of(user).organisation_ids:
        return Verdict.yes()
    return Verdict.no(_("只有业务岗位的人员可以使用访问令牌。"))
