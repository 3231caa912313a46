"""Mails about accounts: plain text, one template each."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.links import absolute, invitation_link, reset_link
from accounts.models import Invitation, Organisation, User


def message(subject: str, template: str, to: str, **context: Any) -> EmailMessage:
    """A mail ready to be sent."""
    body = render_to_string(f"mail/accounts/{template}.txt", context)
    one_line = " ".join(subject.split())
    return EmailMessage(one_line, body, settings.DEFAULT_FROM_EMAIL, [to])


def invitation_message(invitation: Invitation) -> EmailMessage:
    """Asks a person to take a post."""
    return message(
        _("邀请您加入%s") % invitation.organisation.name,
        "invitation",
        invitation.email,
        invitation=invitation,
        link=invitation_link(invitation),
    )


def reset_message(user: User) -> EmailMessage:
    """A link to set a new password."""
    return message(
        _("重设登录密码"),
        "reset",
        user.email,
        user=user,
        link=reset_link(user),
        minutes=settings.PASSWORD_RESET_TIMEOUT // 60,
    )


def decision_message(organisation: Organisation, user: User) -> EmailMessage:
    """Says whether the registration was confirmed, and why not."""
    return message(
        _("单位登记结果：%s") % organisation.name,
        "decision",
        user.email,
        organisation=organisation,
        user=user,
        link=absolute(reverse("accounts:profile")),
    )
