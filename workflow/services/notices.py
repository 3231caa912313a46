"""Public notices: put up when a case enters the stage, taken down when it leaves."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from accounts.choices import Tier
from regions.calendar import add_working_days, is_working_day
from workflow.choices import Move, NoticeOutcome
from workflow.models import Application, Notice, NoticeEntry, NumberSeries, Step

OUTCOME_OF_MOVE = {
    Move.CLOSE_NOTICE: NoticeOutcome.CLOSED,
    Move.UPHOLD_OBJECTION: NoticeOutcome.HELD,
    Move.WITHDRAW: NoticeOutcome.WITHDRAWN,
}


def post_notice(application: Application, step: Step) -> NoticeEntry:
    """Put the case on the notice of its round and authority for this day.

    The first of the notice's working days is the next working day after posting, so
    that the public has every day in full.
    """
    today = timezone.localdate(step.at)
    days = application.rules.notice_days
    first = today + timedelta(days=1)
    while not is_working_day(first):
        first += timedelta(days=1)
    unit = application.managing_unit if (
        application.kind_of.notice_tier == Tier.UNIT
    ) else None
    notice = Notice.objects.filter(
        round=application.round,
        kind=application.kind,
        managing_unit=unit,
        starts_on=first,
        issued_by=step.organisation,
    ).first() or Notice.objects.create(
        number=_notice_number(step, unit.code if unit else "000000"),
        title=f"{application.round}拟{application.kind_of.listed_words}公示",
        round=application.round,
        kind=application.kind,
        managing_unit=unit,
        issued_by=step.organisation,
        basis=application.round.basis if application.round else "",
        starts_on=first,
        ends_on=add_working_days(first, days - 1) if days > 1 else first,
        created_at=step.at,
    )
    return NoticeEntry.objects.create(
        notice=notice, application=application, title=application.title
    )


def _notice_number(step: Step, unit_code: str) -> str:
    key = f"GS{timezone.localdate(step.at).year}-{unit_code}"
    NumberSeries.objects.get_or_create(key=key)
    series = NumberSeries.objects.select_for_update().get(key=key)
    series.last += 1
    series.save(update_fields=["last"])
    return f"{key}-{series.last:03d}"


def leave_notice(application: Application, step: Step) -> None:
    """End the running entry with what became of the case."""
    application.notice_entries.filter(outcome=NoticeOutcome.RUNNING).update(
        outcome=OUTCOME_OF_MOVE[Move(step.move)], ended_at=step.at
    )
