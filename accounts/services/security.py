"""What the security and the system administrator do to accounts."""

from __future__ import annotations

from datetime import datetime

from axes.utils import reset
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.choices import AccessKind
from accounts.facts import NO_REQUEST, RequestFacts
from accounts.models import User
from accounts.permissions import (
    can_administer_accounts,
    can_administer_security,
    can_disable_user,
)
from accounts.services.access import record_access
from accounts.services.members import keep_an_administrator
from ui.refusals import Closed, allow


@transaction.atomic
def unlock(*, username: str, by: User, request_facts: RequestFacts = NO_REQUEST) -> str:
    """Let an account that failed too often try again."""
    allow(can_administer_security(by))
    if not reset(username=username):
        raise Closed(_("该账户没有被锁定，可能锁定时间已过。"))
    record_access(
        kind=AccessKind.LOCK_OUT,
        user=by,
        request_facts=request_facts,
        detail=_("解除锁定：%s") % username,
    )
    return username


@transaction.atomic
def end_sessions(
    *,
    user: User,
    by: User,
    request_facts: RequestFacts = NO_REQUEST,
    now: datetime | None = None,
) -> User:
    """End every session of a person at once; he may sign in again."""
    allow(can_administer_security(by))
    user.sessions_ended_at = now or timezone.now()
    user.save(update_fields=["sessions_ended_at"])
    record_access(
        kind=AccessKind.ACCOUNT,
        user=by,
        request_facts=request_facts,
        detail=_("结束会话：%s") % user.username,
        now=now,
    )
    return user


@transaction.atomic
def disable_user(
    *, user: User, by: User, reason: str, request_facts: RequestFacts = NO_REQUEST
) -> User:
    """Close an account; its sessions and tokens stop with it."""
    allow(can_disable_user(by, user))
    kept = user.posts.current().administering().select_related("organisation")
    for post in kept:
        keep_an_administrator(post.organisation, user)
    detail = _("停用账户：%s") % user.username
    return _switch(user, by, False, f"{detail}，{reason}", request_facts)


@transaction.atomic
def enable_user(
    *, user: User, by: User, reason: str, request_facts: RequestFacts = NO_REQUEST
) -> User:
    """Open a closed account again."""
    allow(can_administer_accounts(by))
    detail = _("启用账户：%s") % user.username
    return _switch(user, by, True, f"{detail}，{reason}", request_facts)


def _switch(
    user: User, by: User, active: bool, detail: str, facts: RequestFacts
) -> User:
    locked = User.objects.select_for_update().get(pk=user.pk)
    if locked.is_active == active:
        raise Closed(_("该账户的状态已被他人修改，请刷新后查看。"))
    locked.is_active = active
    locked.save(update_fields=["is_active"])
    record_access(
        kind=AccessKind.ACCOUNT,
        user=by,
        request_facts=facts,
        detail=detail,
    )
    return locked
