"""How much each reviewer of an office has in hand, and what he has done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Avg, Count
from django.utils import timezone

from accounts.choices import Role
from accounts.models import Post, User
from workflow.models import Application, Step
from workflow.permissions import lead_authority_posts, leads_handlers

DONE_DAYS = 30


@dataclass(frozen=True)
class Load:
    """One reviewer's figures; `user` is None for what nobody has taken yet."""

    user: User | None
    open: int = 0
    soon: int = 0
    late: int = 0
    paused: int = 0
    done: int = 0
    mean_days: float | None = None  # working days in the stage, pauses not counted


def done_since(now: datetime) -> datetime:
    """From when on a decision counts as done of late."""
    return now - timedelta(days=DONE_DAYS)


def handlers_of(user: Any, now: datetime | None = None) -> list[User]:
    """The handlers of a person's lead authorities, himself among them, by name."""
    return _handlers_at({p.organisation_id for p in lead_authority_posts(user)}, now)


def _handlers_at(offices: set[int], now: datetime | None = None) -> list[User]:
    if not offices:
        return []
    posts = Post.objects.current(now).filter(
        organisation_id__in=offices, role=Role.HANDLER, user__is_active=True
    )
    found = {p.user_id: p.user for p in posts.select_related("user")}
    return sorted(found.values(), key=lambda person: (person.name, person.pk))


def workload_of(lead: User, now: datetime | None = None) -> list[Load]:
    """A line for each handler whom this person leads, and one for what is nobody's."""
    now = now or timezone.now()
    people = _handlers_at({p.organisation_id for p in leads_handlers(lead)}, now)
    ids = [person.pk for person in people]
    seen = Application.objects.visible_to(lead)
    counts = _counts(seen.filter(assignee_id__in=ids), now)
    free = _counts(seen.in_turn_at(lead).filter(assignee__isnull=True), now)
    done = _done(ids, now)
    rows = [
        Load(person, **counts.get(person.pk, {}), **done.get(person.pk, {}))
        for person in people
    ]
    return [*rows, Load(None, **free.get(None, {}))]


def _counts(rows: Any, now: datetime) -> dict[int | None, dict[str, int]]:
    """How many each has open, soon due, late and paused."""
    kinds = {
        "open": rows,
        "soon": rows.soon_due(now),
        "late": rows.late(now),
        "paused": rows.paused(),
    }
    found: dict[int | None, dict[str, int]] = {}
    for name, some in kinds.items():
        counted = some.order_by().values_list("assignee_id").annotate(n=Count("pk"))
        for who, number in counted:
            found.setdefault(who, {})[name] = number
    return found


def _done(ids: list[int], now: datetime) -> dict[int, dict[str, Any]]:
    steps = Step.objects.decisions(done_since(now)).with_handler()
    rows = (
        steps.filter(handler_id__in=ids)
        .order_by()
        .values_list("handler_id")
        .annotate(n=Count("application_id", distinct=True), mean=Avg("spent_days"))
    )
    return {who: {"done": n, "mean_days": mean} for who, n, mean in rows}
