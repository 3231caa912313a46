"""When the clocks of stages stood still, seen from a moment in the past."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from django.db.models import Q

from regions.calendar import WorkingCalendar, last_moment, local_day
from workflow.models import Question
from workflow.services import days_within

Pause = tuple[datetime, datetime | None]


def pauses_at(within: Q, moment: datetime) -> dict[int, list[Pause]]:
    """Pauses by application, of all whose day due was another one at the moment.

    `within` is the condition of the scope, on the question. Found are the cases that
    moved on since, and those of which a question was asked or ended since; one query.
    """
    since = Q(ended_at__isnull=True) | Q(ended_at__gt=moment)
    touched = Question.objects.filter(since).values("application_id")
    moved = Q(application__stage_since__gt=moment)
    rows = Question.objects.filter(within, moved | Q(application_id__in=touched))
    found: dict[int, list[Pause]] = defaultdict(list)
    for pk, asked, ended in rows.values_list("application_id", "asked_at", "ended_at"):
        found[pk].append((asked, ended))
    return dict(found)


def due_then(
    days: int | None,
    since: datetime,
    pauses: list[Pause],
    moment: datetime,
    calendar: WorkingCalendar,
) -> datetime | None:
    """The day due of a stage as it stood at the moment; None while it was paused."""
    if days is None:
        return None
    for asked, ended in pauses:
        if asked > moment or (ended is not None and ended <= since):
            continue
        if ended is None or ended > moment:
            return None
        days += days_within(calendar, asked, ended)
    return last_moment(calendar.add(local_day(since), days))
