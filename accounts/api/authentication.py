"""Sign-in of other systems: `Authorization: Bearer …`, compared by SHA-256."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request

from accounts.choices import TokenScope
from accounts.models import ApiToken, User
from accounts.services import note_use
from accounts.services.tokens import digest_of

KEYWORD = "bearer"


class TokenAuthentication(BaseAuthentication):
    """A token acts for its owner; one with scope `read` writes nothing."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        keyword, _space, secret = request.headers.get("Authorization", "").partition(
            " "
        )
        if keyword.lower() != KEYWORD:
            return None
        now = timezone.now()
        found = ApiToken.objects.usable(now).select_related("user")
        token = found.filter(digest=digest_of(secret.strip())).first()
        if token is None:
            raise AuthenticationFailed(_("令牌无效、已撤销或已过期。"))
        if token.scope == TokenScope.READ and request.method not in SAFE_METHODS:
            raise PermissionDenied(_("该令牌只有只读权限，不能提交或修改数据。"))
        note_use(token=token, now=now)
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the API documents describe the token."""

    target_class = TokenAuthentication
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer"}
