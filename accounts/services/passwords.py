"""Passwords: set by the person, remembered, mailed links to set them anew."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import tasks
from accounts.choices import AccessKind
from accounts.facts import NO_REQUEST, RequestFacts
from accounts.models import AccessRecord, PasswordRecord, User
from accounts.services.access import record_access
from accounts.validators import REMEMBERED
from ui.refusals import Invalid, Issue

ASKED = "申请重设密码"
MAILS_AN_HOUR = 3


def require_good_password(password: str, user: User, field: str = "password") -> None:
    """Refuse a password that breaks the rule, with every reason at `field`."""
    try:
        validate_password(password, user)
    except ValidationError as fault:
        issues = [Issue(field, sentence) for sentence in fault.messages]
        raise Invalid("", issues=issues) from fault


@transaction.atomic
def change_password(
    *,
    user: User,
    old: str,
    new: str,
    request_facts: RequestFacts = NO_REQUEST,
    now: datetime | None = None,
) -> User:
    """The person changes his password, knowing the old one."""
    locked = User.objects.select_for_update().get(pk=user.pk)
    if not locked.check_password(old):
        raise Invalid.at("old", _("原密码不正确。"))
    return _set(locked, new, _("修改密码"), request_facts, now)


@transaction.atomic
def set_new_password(
    *,
    user: User,
    new: str,
    request_facts: RequestFacts = NO_REQUEST,
    now: datetime | None = None,
) -> User:
    """The person came by a mailed link and sets a new password."""
    locked = User.objects.select_for_update().get(pk=user.pk)
    return _set(locked, new, _("通过邮件重设密码"), request_facts, now)


def _set(
    user: User, new: str, detail: str, facts: RequestFacts, now: datetime | None
) -> User:
    now = now or timezone.now()
    require_good_password(new, user, "new")
    PasswordRecord.objects.create(user=user, password=user.password, set_at=now)
    _forget_old(user)
    user.set_password(new)
    user.password_changed_at = now
    user.must_change_password = False
    user.save(update_fields=["password", "password_changed_at", "must_change_password"])
    record_access(
        kind=AccessKind.PASSWORD, user=user, request_facts=facts, detail=detail, now=now
    )
    return user


def _forget_old(user: User) -> None:
    former = user.password_records.order_by("-set_at", "-pk")
    keep = list(former.values_list("pk", flat=True)[:REMEMBERED])
    user.password_records.exclude(pk__in=keep).delete()


@transaction.atomic
def ask_reset(
    *, email: str, request_facts: RequestFacts = NO_REQUEST, now: datetime | None = None
) -> None:
    """Mail a link if the address belongs to an account; say nothing if it does not.

    Nobody's box is filled by strangers: after some mails in an hour no more are sent.
    """
    now = now or timezone.now()
    user = User.objects.active().filter(email__iexact=email).first()
    enough = user is not None and _asked_of_late(user, now) >= MAILS_AN_HOUR
    record_access(
        kind=AccessKind.PASSWORD,
        user=user,
        username=email,
        request_facts=request_facts,
        detail=ASKED,
        succeeded=user is not None,
        now=now,
    )
    if user is not None and not enough:
        pk = user.pk
        transaction.on_commit(lambda: tasks.mail_reset.delay(pk), robust=True)


def _asked_of_late(user: User, now: datetime) -> int:
    return AccessRecord.objects.filter(
        kind=AccessKind.PASSWORD,
        user=user,
        detail=ASKED,
        at__gt=now - timedelta(hours=1),
    ).count()
