"""The access log: one door for every line; and how services refuse."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.choices import AccessKind
from accounts.facts import NO_REQUEST, RequestFacts
from accounts.models import AccessRecord, User


@transaction.atomic
def record_access(
    *,
    kind: AccessKind,
    user: User | None = None,
    request_facts: RequestFacts = NO_REQUEST,
    username: str = "",
    detail: str = "",
    succeeded: bool = True,
    now: datetime | None = None,
) -> AccessRecord:
    """Write one line; `username` is what was typed where no account is known."""
    name = user.username if user else username
    return AccessRecord.objects.create(
        at=now or timezone.now(),
        kind=kind,
        user=user,
        username=name.replace("\x00", "")[:150],
        address=request_facts.address,
        agent=request_facts.agent,
        succeeded=succeeded,
        detail=detail[:300],
    )


def note(by: User, detail: str, facts: RequestFacts, now: datetime) -> None:
    """One line of the log about a change of accounts."""
    record_access(
        kind=AccessKind.ACCOUNT, user=by, request_facts=facts, detail=detail, now=now
    )
