"""Who handles a case, as its page and the page of its handling show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from accounts.models import User
from workflow.models import Application, Conflict
from workflow.permissions import (
    HANDLED_STAGES,
    can_assign,
    can_declare_conflict,
    can_take,
    deciding_posts,
    sees_internal_of,
    tier_now,
)
from workflow.services import handlers_of


@dataclass(frozen=True)
class Handling:
    """The handler of a case and what this person may do about it; asks no query."""

    is_seen: bool  # who has it is this person's to know
    is_handled: bool
    may_take: bool
    may_declare: bool
    is_off: bool
    decides: bool

    @property
    def has_more(self) -> bool:
        """Whether the page of the handling has something for this person."""
        return (self.decides and self.is_handled) or self.may_declare


def handling_of(application: Application, user: Any) -> Handling | None:
    """What this person sees of it; None where it is not his at all."""
    tier = tier_now(application)
    is_seen = tier is not None and sees_internal_of(user, application, tier)
    may_declare = bool(can_declare_conflict(user, application))
    is_off = user.pk in application.conflicted_ids
    if not (is_seen or may_declare or is_off):
        return None
    decides = bool(deciding_posts(user, application))
    return Handling(
        is_seen=is_seen,
        is_handled=application.stage in HANDLED_STAGES,
        may_take=decides and bool(can_take(user, application)),
        may_declare=may_declare,
        is_off=is_off,
        decides=decides,
    )


@dataclass(frozen=True)
class HandlingChoices:
    """To whom it may be given, and who stays off it."""

    may_assign: bool
    colleagues: list[User]
    conflicts: list[Conflict]


def choices_of(application: Application, user: Any) -> HandlingChoices:
    """For those who decide on the case now; nothing for all others."""
    if not deciding_posts(user, application):
        return HandlingChoices(False, [], [])
    may_assign = bool(can_assign(user, application))
    off = application.conflicted_ids | {application.assignee_id}
    people = handlers_of(user) if may_assign else []
    return HandlingChoices(
        may_assign=may_assign,
        colleagues=[person for person in people if person.pk not in off],
        conflicts=list(application.conflicts.select_related("user").order_by("pk")),
    )
