"""Where a day due comes to lie after a correction, and how that is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ui.words import cn_date
from workflow.choices import Action
from workflow.mail import people_in_turn, people_of_applicant
from workflow.models import Application
from workflow.services.record import record_act
from workflow.services.telling import tell


def settled(computed: date, was: date, today: date) -> date:
    """The day by the corrected calendar, but no earlier than the correction itself.

    Nobody becomes late, and no right ends, by a day that was declared worked after it
    was over.
    """
    return computed if computed >= was else max(computed, min(was, today))


@dataclass(frozen=True)
class Moved:
    """One day due that a correction moved."""

    what: str
    before: date
    after: date

    def __str__(self) -> str:
        return f"{self.what}由{cn_date(self.before)}调整为{cn_date(self.after)}"


def say_moved(
    application: Application, moves: Sequence[Moved], why: str, now: datetime
) -> None:
    """One step for the locked case; those in turn and the applicant are told once."""
    words = "；".join(map(str, moves))
    note = f"因工作日历调整（{why}），{words}。"
    step = record_act(
        application, Action.CALENDAR, by=None, post=None, now=now, note=note
    )
    tell(
        [*people_in_turn(application, now), *people_of_applicant(application, now)],
        key=f"step:{step.pk}",
        subject=f"办理期限调整：{application.title}",
        body=f"“{application.title}”（{application.number}）{note}",
        application=application,
        now=now,
    )
