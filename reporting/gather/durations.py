"""How many working days the stages took, from the steps that ended them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from statistics import median
from typing import Any

from django.db.models import F, Window
from django.db.models.functions import Lag

from regions.calendar import WorkingCalendar, local_day
from reporting.gather.cases import first_moment, in_scope
from reporting.scopes import Scope
from workflow.choices import REVIEW_STAGES, Action, Stage
from workflow.models import Step

MEASURED = (*REVIEW_STAGES, Stage.PUBLIC_NOTICE, Stage.RETURNED)


def durations(
    scope: Scope, first: date, moment: datetime, calendar: WorkingCalendar
) -> list[dict[str, Any]]:
    """Per stage: how many left it in the period, and mean, median, longest days."""
    days: dict[str, list[int]] = defaultdict(list)
    for stage, entered, left, spent in _stays(scope, first, moment):
        # Steps of before the count was kept, and imported ones, have none.
        whole = calendar.between(entered, left)
        days[stage].append(whole if spent is None else spent)
    return [
        {"stage": stage.value, "label": str(stage.label), **_summary(days[stage.value])}
        for stage in MEASURED
    ]


def _stays(
    scope: Scope, first: date, moment: datetime
) -> Iterator[tuple[str, date, date, int | None]]:
    """(stage, day entered, day left, days spent) of stays that ended in the period.

    The days spent leave out the pauses, and keep the calendar of their time.
    """
    rows = (
        Step.objects.filter(
            in_scope(scope, "application__"),
            # Every step touches its case, so nothing older can have one.
            application__updated_at__gte=first_moment(first),
            action=Action.MOVE,
            at__lte=moment,
        )
        .annotate(
            entered=Window(
                Lag("at"), partition_by=F("application_id"), order_by="sequence"
            )
        )
        .order_by()
        .values_list("from_stage", "entered", "at", "spent_days")
    )
    for stage, entered, left, spent in rows.iterator(chunk_size=5000):
        if entered is not None and local_day(left) >= first:
            yield stage, local_day(entered), local_day(left), spent


def _summary(days: Sequence[int]) -> dict[str, Any]:
    if not days:
        return {"count": 0, "mean": None, "median": None, "longest": None}
    return {
        "count": len(days),
        "mean": tenths(Decimal(sum(days)) / len(days)),
        "median": tenths(Decimal(str(median(days)))),
        "longest": max(days),
    }


def tenths(value: Decimal) -> str:
    """One decimal, half up, as text: JSON floats would not keep their spelling."""
    return str(value.quantize(Decimal("0.1"), ROUND_HALF_UP))
