"""Members of an organisation: invited, accepted, changed, deputised, ended."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import tasks
from accounts.checks import (
    administrators_left,
    deputy_period,
    role_fits,
    roles_exclude,
    username_form,
)
from accounts.choices import OrganisationStatus, Role
from accounts.facts import NO_REQUEST, RequestFacts
from accounts.models import Invitation, Organisation, Post, User
from accounts.permissions import can_end_post, can_manage_members
from accounts.services.access import note
from accounts.services.passwords import require_good_password
from ui.refusals import Closed, Invalid, Issue, NotAllowed, allow, refuse

INVITATION_DAYS = 7
MOST_OPEN = 50
DEPUTY_IS_FIXED = "代理岗位随原岗位确定，不能调整或再指定代理人；请结束后重新指定。"


def lock_organisation(organisation: Organisation) -> Organisation:
    """The row locked: changes to its members happen one after the other."""
    return Organisation.objects.select_for_update().get(pk=organisation.pk)


def keep_an_administrator(
    organisation: Organisation, leaving: User, now: datetime | None = None
) -> None:
    """Refuse if nobody else keeps the members; call with the organisation locked."""
    lock_organisation(organisation)
    posts = organisation.posts.running(now).administering()
    lasting = posts.filter(user__is_active=True, deputy_for=None, valid_until=None)
    refuse(administrators_left(lasting.values_list("user", flat=True), leaving.pk))


def give_post(
    user: User,
    organisation: Organisation,
    role: str,
    *,
    admin: bool = False,
    deputy_for: Post | None = None,
    starts: datetime | None = None,
    ends: datetime | None = None,
    now: datetime,
) -> Post:
    """A new post after the rules of roles, with the person's row locked."""
    User.objects.select_for_update().get(pk=user.pk)
    running = list(user.posts.running(now))
    refuse(role_fits(role, organisation.tier))
    refuse(roles_exclude({post.role for post in running}, role))
    same = [p for p in running if p.organisation_id == organisation.pk]
    if any(post.role == role and post.deputy_for_id is None for post in same):
        refuse([Issue("role", _("该人员已在本单位担任这一角色。"))])
    return Post.objects.create(
        user=user,
        organisation=organisation,
        role=role,
        is_organisation_admin=admin,
        deputy_for=deputy_for,
        valid_from=starts or now,
        valid_until=ends,
    )


@transaction.atomic
def invite(
    *,
    organisation: Organisation,
    by: User,
    name: str,
    email: str,
    role: str,
    is_organisation_admin: bool = False,
    request_facts: RequestFacts = NO_REQUEST,
    now: datetime | None = None,
) -> Invitation:
    """Offer a post by mail; it becomes one when the person accepts."""
    now = now or timezone.now()
    allow(can_manage_members(by, organisation))
    return offer_post(
        lock_organisation(organisation),
        by,
        name=name,
        email=email,
        role=role,
        admin=is_organisation_admin,
        facts=request_facts,
        now=now,
    )


def offer_post(
    organisation: Organisation,
    by: User,
    *,
    name: str,
    email: str,
    role: str,
    admin: bool,
    facts: RequestFacts,
    now: datetime,
) -> Invitation:
    """The invitation and its mail, for those who may make one."""
    refuse(role_fits(role, organisation.tier))
    open_now = organisation.invitation_set.open(now)
    if open_now.filter(email__iexact=email).exists():
        sentence = _("已向该邮箱发出邀请，尚未接受；可先撤回再重新邀请。")
        refuse([Issue("email", sentence)])
    if open_now.count() >= MOST_OPEN:
        raise Invalid(_("未接受的邀请过多，请先撤回不用的邀请。"))
    invitation = Invitation.objects.create(
        organisation=organisation,
        email=email,
        name=name,
        role=role,
        is_organisation_admin=admin,
        digest=secrets.token_hex(32),
        invited_by=by,
        invited_at=now,
        expires_at=now + timedelta(days=INVITATION_DAYS),
    )
    what = {"name": name, "place": organisation}
    note(by, _("邀请%(name)s加入%(place)s") % what, facts, now)
    pk = invitation.pk
    transaction.on_commit(lambda: tasks.mail_invitation.delay(pk), robust=True)
    return invitation


def open_invitation(invitation: Invitation, now: datetime) -> Invitation:
    """The row locked, if it can still be accepted; else the reason."""
    locked = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if locked.accepted_at:
        raise Closed(_("该邀请已经接受过，请直接登录。"))
    if locked.withdrawn_at:
        raise Closed(_("该邀请已被撤回，请联系邀请您的单位。"))
    if locked.expires_at <= now:
        sentence = _("该邀请已超过 %d 天有效期，请联系邀请您的单位重新邀请。")
        raise Closed(sentence % INVITATION_DAYS)
    if locked.organisation.status == OrganisationStatus.DISABLED:
        raise Closed(_("邀请您的单位已停用。"))
    return locked


@transaction.atomic
def accept_as_new_user(
    *,
    invitation: Invitation,
    username: str,
    password: str,
    request_facts: RequestFacts = NO_REQUEST,
    now: datetime | None = None,
) -> User:
    """The invited person makes his account and takes the post."""
    now = now or timezone.now()
    locked = open_invitation(invitation, now)
    user = make_user(
        username=username,
        name=locked.name,
        email=locked.email,
        password=password,
        now=now,
    )
    _take(locked, user, request_facts, now)
    return user


@transaction.atomic
def accept_as(
    *,
    invitation: Invitation,
    user: User,
    request_facts: RequestFacts = NO_REQUEST,
    now: datetime | None = None,
) -> Post:
    """Someone who has an account takes the post offered to his e-mail."""
    now = now or timezone.now()
    locked = open_invitation(invitation, now)
    if locked.email.lower() != user.email.lower():
        raise NotAllowed(_("该邀请发给了另一个邮箱，请用该邮箱对应的账户登录后接受。"))
    return _take(locked, user, request_facts, now)


def _take(
    invitation: Invitation, user: User, facts: RequestFacts, now: datetime
) -> Post:
    invitation.accepted_at = now
    invitation.save(update_fields=["accepted_at"])
    post = give_post(
        user,
        invitation.organisation,
        invitation.role,
        admin=invitation.is_organisation_admin,
        now=now,
    )
    note(user, _("接受邀请加入%s") % invitation.organisation, facts, now)
    return post


def make_user(
    *, username: str, name: str, email: str, password: str, now: datetime
) -> User:
    """A new account with a password of its owner's own."""
    issues = username_form(username)
    if User.objects.filter(username=username).exists():
        issues.append(Issue("username", _("该用户名已被使用，请换一个。")))
    if User.objects.filter(email__iexact=email).exists():
        sentence = _("该电子邮箱已有账户，请直接登录，或换一个邮箱。")
        issues.append(Issue("email", sentence))
    refuse(issues)
    user = User(username=username, name=name, email=email)
    user.password_changed_at = user.joined_at = now
    require_good_password(password, user)
    user.set_password(password)
    user.save()
    return user


@transaction.atomic
def withdraw_invitation(
    *,
    invitation: Invitation,
    by: User,
    request_facts: RequestFacts = NO_REQUEST,
    now: datetime | None = None,
) -> Invitation:
    """Take an offer back before it is accepted."""
    now = now or timezone.now()
    allow(can_manage_members(by, invitation.organisation))
    locked = open_invitation(invitation, now)
    locked.withdrawn_at = now
    locked.save(update_fields=["withdrawn_at"])
    note(by, _("撤回对%s的邀请") % locked.name, request_facts, now)
    return locked


@transaction.atomic
def change_post(
    *,
    post: Post,
    by: User,
    role: str,
    title: str,
    is_organisation_admin: bool,
    request_facts: RequestFacts = NO_REQUEST,
    now: datetime | None = None,
) -> Post:
    """Another role, title or right; a change of role ends the post and begins anew."""
    now = now or timezone.now()
    organisation = lock_organisation(post.organisation)
    allow(can_manage_members(by, organisation))
    current = _own_post(post, now)
    if current.is_organisation_admin and not is_organisation_admin:
        keep_an_administrator(organisation, current.user, now)
    if current.role != role:
        current = _replace(current, role, now)
    current.title = title
    current.is_organisation_admin = is_organisation_admin
    current.save(update_fields=["title", "is_organisation_admin"])
    note(by, _("调整%s的岗位") % current.user, request_facts, now)
    return current


def _replace(post: Post, role: str, now: datetime) -> Post:
    # Decisions point at the post they were made in, so a post keeps its role for good.
    _end_deputies(post, now)
    post.valid_until = now
    post.save(update_fields=["valid_until"])
    return give_post(post.user, post.organisation, role, now=now)


def _end_deputies(post: Post, now: datetime) -> None:
    # One that has not begun yet ends where it would have begun.
    ends = Greatest(F("valid_from"), Value(now))
    post.deputies.running(now).update(valid_until=ends)


def _own_post(post: Post, now: datetime) -> Post:
    """A running post that its holder has for himself.

    A deputy's ends with the post he stands in for: with another role, or with deputies
    of its own, it would not.
    """
    current = _running(post, now)
    if current.deputy_for_id is not None:
        raise Closed(_(DEPUTY_IS_FIXED))
    return current


def _running(post: Post, now: datetime) -> Post:
    locked = (
        Post.objects.select_for_update(of=("self",))
        .select_related("user", "organisation")
        .get(pk=post.pk)
    )
    if locked.valid_until is not None and locked.valid_until <= now:
        raise Closed(_("该岗位已经结束，请刷新后查看。"))
    return locked


@transaction.atomic
def end_post(
    *,
    post: Post,
    by: User,
    request_facts: RequestFacts = NO_REQUEST,
    now: datetime | None = None,
) -> Post:
    """End a post now, with its deputies; never the last administrator's."""
    now = now or timezone.now()
    lock_organisation(post.organisation)
    current = _running(post, now)
    allow(can_end_post(by, current, now))
    if current.is_organisation_admin and current.deputy_for_id is None:
        keep_an_administrator(current.organisation, current.user, now)
    _end_deputies(current, now)
    # A post that has not begun yet ends where it would have begun.
    current.valid_until = max(now, current.valid_from)
    current.save(update_fields=["valid_until"])
    note(by, _("结束%s的岗位") % current.user, request_facts, now)
    return current


@transaction.atomic
def appoint_deputy(
    *,
    post: Post,
    user: User,
    by: User,
    starts: datetime,
    ends: datetime,
    request_facts: RequestFacts = NO_REQUEST,
    now: datetime | None = None,
) -> Post:
    """A colleague stands in for a post from–to, in the same role."""
    now = now or timezone.now()
    organisation = lock_organisation(post.organisation)
    allow(can_manage_members(by, organisation))
    current = _own_post(post, now)
    refuse(deputy_period(max(starts, now), ends, current.valid_until))
    if user.pk == current.user_id:
        refuse([Issue("user", _("不能由本人代理自己的岗位。"))])
    if not user.posts.current(now).filter(organisation=organisation).exists():
        refuse([Issue("user", _("代理人应为本单位现任成员。"))])
    deputy = give_post(
        user,
        organisation,
        Role(current.role),
        deputy_for=current,
        starts=max(starts, now),
        ends=ends,
        now=now,
    )
    what = {"who": user, "whom": current.user}
    note(by, _("指定%(who)s代理%(whom)s的岗位") % what, request_facts, now)
    return deputy
