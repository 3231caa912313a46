"""Keys for other systems: made once, shown once, kept as a hash."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.checks import token_period
from accounts.choices import AccessKind
from accounts.facts import NO_REQUEST, RequestFacts
from accounts.models import ApiToken, User
from accounts.services.access import record_access
from ui.refusals import Closed, Invalid, refuse

PREFIX = "ptp_"
MOST_TOKENS = 20
USE_STEP = timedelta(minutes=1)


def digest_of(secret: str) -> str:
    """What is kept of a secret; 256 random bits need no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def create_token(
    *,
    user: User,
    name: str,
    scope: str,
    expires_at: datetime,
    request_facts: RequestFacts = NO_REQUEST,
    now: datetime | None = None,
) -> tuple[ApiToken, str]:
    """A new token and its secret, which nobody can read again later."""
    now = now or timezone.now()
    User.objects.select_for_update().get(pk=user.pk)
    refuse(token_period(expires_at, now))
    if user.api_tokens.usable(now).count() >= MOST_TOKENS:
        raise Invalid(_("有效令牌不能超过 %d 个，请先撤销不用的令牌。") % MOST_TOKENS)
    secret = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        user=user,
        name=name,
        scope=scope,
        digest=digest_of(secret),
        hint=secret[-4:],
        created_at=now,
        expires_at=expires_at,
    )
    record_access(
        kind=AccessKind.TOKEN,
        user=user,
        request_facts=request_facts,
        detail=_("新建令牌：%s") % name,
        now=now,
    )
    return token, secret


@transaction.atomic
def revoke_token(
    *,
    token: ApiToken,
    by: User,
    request_facts: RequestFacts = NO_REQUEST,
    now: datetime | None = None,
) -> ApiToken:
    """End a token at once."""
    now = now or timezone.now()
    locked = ApiToken.objects.select_for_update().get(pk=token.pk)
    if locked.revoked_at:
        raise Closed(_("该令牌已经撤销。"))
    locked.revoked_at = now
    locked.save(update_fields=["revoked_at"])
    record_access(
        kind=AccessKind.TOKEN,
        user=by,
        request_facts=request_facts,
        detail=_("撤销令牌：%s") % locked.name,
        now=now,
    )
    return locked


@transaction.atomic
def note_use(*, token: ApiToken, now: datetime) -> ApiToken:
    """Remember the last use, to the minute: not a write for every request."""
    if token.last_used_at is None or now - token.last_used_at >= USE_STEP:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
        token.last_used_at = now
    return token
