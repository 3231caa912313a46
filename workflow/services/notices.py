"""Public notices: put up when a case enters the stage, taken down when it leaves."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from accounts.choices import Tier
from regions.calendar import add_working_days
from workflow.choices import Move, NoticeOutcome, Stage
from workflow.models import Application, Notice, NoticeEntry, NumberSeries, Step

OUTCOME_OF_MOVE = {
    Move.CLOSE_NOTICE: NoticeOutcome.CLOSED,
    Move.STOP_NOTICE: NoticeOutcome.STOPPED,
    Move.UPHOLD_OBJECTION: NoticeOutcome.HELD,
    Move.WITHDRAW: NoticeOutcome.WITHDRAWN,
}


def post_notice(application: Application, step: Step) -> NoticeEntry:
    """Put the case on the notice of its round and authority for this day.

    The first of the notice's working days is the next working day after posting, so
    that the public has every day in full.
    """
    first = add_working_days(timezone.localdate(step.at), 1)
    last = add_working_days(first, application.rules.notice_days - 1)
    return NoticeEntry.objects.create(
        notice=_notice_for(application, step, first, last),
        application=application,
        title=application.title,
    )


def _notice_for(
    application: Application, step: Step, first: date, last: date
) -> Notice:
    """The notice of these days by this authority, made if it is the first case."""
    kind, a_round = application.kind_of, application.round
    by_unit = application.tier_in(Stage.PUBLIC_NOTICE) == Tier.UNIT
    unit = application.managing_unit if by_unit else None
    series = _series(step, unit.code if unit else "000000")
    place = {
        "round": a_round,
        "kind": kind.key,
        "managing_unit": unit,
        "issued_by": step.organisation,
        "starts_on": first,
        "ends_on": last,
    }
    # `filter(x=None)` asks for NULL, so cases without a round or a unit meet too.
    found: Notice | None = Notice.objects.filter(**place).first()
    if found is not None:
        return found
    series.last += 1
    series.save(update_fields=["last"])
    return Notice.objects.create(
        number=f"{series.key}-{series.last:03d}",
        title=f"{a_round or kind.name}拟{kind.listed_words}公示",
        basis=a_round.basis if a_round else "",
        created_at=step.at,
        **place,
    )


def _series(step: Step, unit_code: str) -> NumberSeries:
    # Taken before looking for the notice, so that two cases confirmed at once come
    # to stand on one notice.
    key = f"GS{timezone.localdate(step.at).year}-{unit_code}"
    NumberSeries.objects.get_or_create(key=key)
    return NumberSeries.objects.select_for_update().get(key=key)


def leave_notice(application: Application, step: Step) -> None:
    """End the running entry with what became of the case."""
    application.notice_entries.filter(outcome=NoticeOutcome.RUNNING).update(
        outcome=OUTCOME_OF_MOVE[Move(step.move)], ended_at=step.at
    )
