"""The timeline of a case: steps and messages in one order, for whom they concern."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F, Q, QuerySet, Value

from accounts.choices import AUTHORITY_TIERS, Role
from workflow.choices import ACTIONS_TOLD, Action, EntryKind, Stage
from workflow.entries import ACTIONS_OF, Entry, entry_of_message, entry_of_step
from workflow.models import Application, Notification, Step
from workflow.permissions import sees_internal_of
from workflow.services.details import details_of
from workflow.services.reading import seen_steps, with_all_shown

PAGE_SIZE = 50
STEP, MESSAGE = "step", "message"
Rows = QuerySet[Any]


def kinds_seen_by(user: Any, application: Application) -> list[EntryKind]:
    """The kinds of entry that this person can meet at all."""
    if _sees_internal(user, application):
        return list(EntryKind)
    told = {
        kind
        for kind, actions in ACTIONS_OF.items()
        if any(action in ACTIONS_TOLD for action in actions)
    }
    return [kind for kind in EntryKind if kind in told | {EntryKind.MESSAGE}]


def timeline_page(
    user: Any, application: Application, *, kind: str = "", number: Any = 1
) -> Page[Any]:
    """One page of the timeline, newest first; its objects are entries.

    The number of queries does not depend on the number of steps.
    """
    page = Paginator(_rows(user, application, kind), PAGE_SIZE).get_page(number)
    page.object_list = _entries(user, application, list(page.object_list))
    return page


def latest_entries(user: Any, application: Application, count: int) -> list[Entry]:
    """The last steps, for the page of the case itself."""
    steps = with_all_shown(seen_steps(user, application)).order_by("-sequence")
    return [entry_of_step(step) for step in steps[:count]]


def _rows(user: Any, application: Application, kind: str) -> Rows:
    """(at, source, id) of all entries; the database puts them into one order."""
    steps = _of_kind(seen_steps(user, application), kind)
    messages = _messages(user, application)
    if kind == EntryKind.MESSAGE:
        steps = steps.none()
    elif kind in EntryKind.values:
        messages = messages.none()
    # Of one moment the message comes after the step that it tells of.
    found: Rows = (
        steps.order_by()
        .annotate(source=Value(STEP), row=F("pk"))
        .values_list("at", "source", "row")
        .union(
            messages.order_by()
            .annotate(at=F("created_at"), source=Value(MESSAGE), row=F("pk"))
            .values_list("at", "source", "row"),
            all=True,
        )
    )
    return found.order_by("-at", "source", "-row")


def _of_kind(steps: QuerySet[Step], kind: str) -> QuerySet[Step]:
    if kind not in EntryKind.values or kind == EntryKind.MESSAGE:
        return steps
    wanted = Q(action__in=ACTIONS_OF[EntryKind(kind)])
    if kind == EntryKind.NOTICE:
        at_notice = Q(to_stage=Stage.PUBLIC_NOTICE) | Q(from_stage=Stage.PUBLIC_NOTICE)
        wanted |= Q(action=Action.MOVE) & at_notice
    return steps.filter(wanted)


def _messages(user: Any, application: Application) -> QuerySet[Notification]:
    """One's own; authorities also see, once an event, what the applicant heard."""
    about = Notification.objects.filter(application=application)
    own = Q(user_id=user.pk)
    if not _sees_internal(user, application):
        return about.filter(own)
    told = (
        about.filter(
            user__posts__organisation_id=application.applicant_id,
            user__posts__role__in=(Role.HANDLER, Role.LEAD),
        )
        .exclude(user_id=user.pk)
        .order_by("key", "pk")
        .distinct("key")
    )
    return about.filter(own | Q(pk__in=told.values("pk")))


def _sees_internal(user: Any, application: Application) -> bool:
    return any(sees_internal_of(user, application, tier) for tier in AUTHORITY_TIERS)


def _entries(user: Any, application: Application, rows: list[Any]) -> list[Entry]:
    """The rows of a page as entries, in their order."""
    step_ids = [row for _at, source, row in rows if source == STEP]
    message_ids = [row for _at, source, row in rows if source == MESSAGE]
    steps = with_all_shown(Step.objects.filter(pk__in=step_ids)) if step_ids else []
    messages = (
        Notification.objects.filter(pk__in=message_ids).select_related("mail")
        if message_ids
        else []
    )
    details = details_of(user, application, list(steps))
    found = {(STEP, s.pk): entry_of_step(s, details.get(s.pk)) for s in steps}
    found |= {(MESSAGE, m.pk): entry_of_message(m, user) for m in messages}
    return [found[source, row] for _at, source, row in rows]
