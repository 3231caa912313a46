"""Signed links in mails: they name a row, cannot be made up, and end."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core import signing
from django.urls import reverse
from django.utils.encoding import force_bytes, force_str
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from accounts.models import Invitation, User

SALT = "accounts.invitation"


def absolute(path: str) -> str:
    """An address that works in a mail."""
    return f"{settings.BASE_URL.rstrip('/')}{path}"


def invitation_token(invitation: Invitation) -> str:
    """Names the invitation and its secret; signed with the portal's key."""
    return signing.dumps([invitation.pk, invitation.digest], salt=SALT, compress=True)


def invitation_of(token: str) -> Invitation | None:
    """The invitation behind a link, or None for a link that is not ours."""
    try:
        pk, digest = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    found = Invitation.objects.select_related("organisation")
    return found.filter(pk=pk, digest=digest).first()


def invitation_link(invitation: Invitation) -> str:
    """Where the invited person accepts."""
    token = invitation_token(invitation)
    return absolute(reverse("accounts:invitation-accept", kwargs={"token": token}))


def reset_link(user: User) -> str:
    """Where a new password is set; good once and for a while."""
    kwargs = {
        "uid": urlsafe_base64_encode(force_bytes(user.pk)),
        "token": default_token_generator.make_token(user),
    }
    return absolute(reverse("accounts:reset-password-set", kwargs=kwargs))


def user_of_reset(uid: str, token: str) -> User | None:
    """The user behind a reset link that is still good."""
    try:
        pk = int(force_str(urlsafe_base64_decode(uid)))
    except (ValueError, UnicodeDecodeError):
        return None
    user = User.objects.active().filter(pk=pk).first() if pk < 2**62 else None
    good = user is not None and default_token_generator.check_token(user, token)
    return user if good else None
