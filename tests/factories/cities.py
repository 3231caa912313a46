"""Nominations made and moved through the services, as their people would."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from cities.demo import begin, decide, demo_round, recommend, submit
from cities.models import CityNomination, PilotCity
from regions.models import Division
from workflow.choices import Move
from workflow.models import Application, NoticeEntry, Round
from workflow.schedule import close_notices_at
from workflow.services import create_round

People = dict[str, User]
# Who nominates, which division, which core area: the three lanes.
HANGZHOU = ("hangzhou", "330100", None)
NINGBO = ("ningbo", "330200", None)
SHANGHAI = ("shanghai", "310000", "310115")


def open_round(people: People, *, experts: bool = False, **fields: Any) -> Round:
    """A published national round of this kind."""
    made = demo_round(people, now=timezone.now(), experts=experts)
    for name, value in fields.items():
        setattr(made, name, value)
    made.save()
    return made


def unpublished_round(people: People, now: datetime) -> Round:
    """A round that has not been published."""
    return create_round(
        by=people["ndrc_lead"],
        kind=CityNomination.KIND,
        name="尚未发布的批次",
        year=timezone.localdate(now).year,
        batch=9,
        opens_at=now - timedelta(days=1),
        closes_at=now + timedelta(days=1),
    )


def place(code: str) -> Division:
    """A division with all that the lane rules ask of it."""
    return Division.objects.select_related("managing_unit", "parent").get(pk=code)


def draft(
    people: People,
    who: tuple[str, str, str | None] = HANGZHOU,
    *,
    a_round: Round | None = None,
    leave_out: str = "",
) -> CityNomination:
    """A filled-in draft."""
    name, code, core = who
    made = begin(
        people,
        name,
        code,
        a_round or open_round(people),
        now=timezone.now(),
        core=place(core) if core else None,
        leave_out=leave_out,
    )
    return CityNomination.objects.get(pk=made.pk)


def submitted(
    people: People, who: tuple[str, str, str | None] = HANGZHOU, **kwargs: Any
) -> CityNomination:
    """A draft that was handed in."""
    made = draft(people, who, **kwargs)
    submit(made, people[who[0]], timezone.now())
    return CityNomination.objects.get(pk=made.pk)


def at_the_nation(
    people: People, who: tuple[str, str, str | None] = HANGZHOU, **kwargs: Any
) -> CityNomination:
    """In national review, recommended by its province where it needs that."""
    made = submitted(people, who, **kwargs)
    if who is HANGZHOU:
        recommend(made, by=people["zhejiang"], now=timezone.now())
        decide(made, Move.APPROVE, "zhejiang", people, timezone.now())
    return CityNomination.objects.get(pk=made.pk)


def listed(
    people: People, who: tuple[str, str, str | None] = NINGBO, **kwargs: Any
) -> PilotCity:
    """On the list after its public notice; the clock stands after the notice's end."""
    made = at_the_nation(people, who, **kwargs)
    decide(made, Move.APPROVE, "ndrc", people, timezone.now())
    close_notices_at(after_notice(made))
    return PilotCity.objects.get(nomination=made)


def after_notice(application: Application) -> datetime:
    """The morning after the last day of the running notice."""
    entry = NoticeEntry.objects.select_related("notice").get(
        application_id=application.pk, outcome="running"
    )
    day = entry.notice.ends_on + timedelta(days=1)
    zone = timezone.get_current_timezone()
    return datetime(day.year, day.month, day.day, 9, tzinfo=zone)


def version_of(nomination: CityNomination, section: str) -> int:
    """What a page would show as the version of a section."""
    return int(nomination.section_states.get(section=section).version)
