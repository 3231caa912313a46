"""Sign-in by user name or e-mail."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from accounts.models import User
from ui.text import half_width

NAME_LENGTH = 254


def typed_name(text: str) -> str:
    """A name as typed, in the form accounts are kept in."""
    return half_width(text.replace("\x00", "")).strip().lower()[:NAME_LENGTH]


def find_user(text: str) -> User | None:
    """The account of this user name, or of this e-mail where there is an @ in it."""
    name = typed_name(text)
    if not name:
        return None
    # User names never hold an @, so the two cannot be mistaken for each other.
    field = "email__iexact" if "@" in name else "username"
    return User.objects.filter(**{field: name}).first()


class NameOrEmailBackend(BaseBackend):
    """Checks a password; an unknown name takes as long as a wrong password."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **credentials: Any,
    ) -> User | None:
        if username is None or password is None:
            return None
        user = find_user(username)
        if user is None:
            User().set_password(password)
            return None
        right = user.check_password(password)
        return user if right and user.is_active else None

    def get_user(self, user_id: int) -> User | None:
        return User.objects.filter(pk=user_id, is_active=True).first()


def account_name(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """What failures are counted by: one account, whether named or e-mailed."""
    given = credentials or request.POST
    typed = str(given.get("username") or "")
    user = find_user(typed)
    return user.username if user else typed_name(typed)[:150]
