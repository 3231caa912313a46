"""Opinions that travelled to a state through the services.

case = application_at(Stage.NATIONAL_REVIEW, round=a_round_demanding("finance"))
opinion = an_opinion(case, "mof")                      asked by ndrc
opinion = a_drafted(an_opinion(case, "mof"), Stance.AGREE)
opinion = a_signed(an_opinion(case, "miit"), Stance.DISAGREE)
"""

from datetime import datetime, timedelta
from typing import Any

from accounts.models import User
from tests.factories.workflow import an_open_round, organisation_of
from workflow.choices import Stage, Stance
from workflow.models import Application, Opinion, Round
from workflow.services import ask_opinions, draft_opinion, sign_opinion

AT_THE_NATION = {"path": ["provincial_review", "national_review", "public_notice"]}
WORDS = "总体可行，建议进一步明确资金来源。"


def person(name: str) -> User:
    """A persona with posts read anew."""
    return User.objects.get(username=name)


def a_round_demanding(
    *departments: str, now: datetime | None = None, **rules: Any
) -> Round:
    """A round that wants these departments' opinions in the national review."""
    required = {Stage.NATIONAL_REVIEW.value: list(departments)}
    return an_open_round(
        rules={"extra": AT_THE_NATION, "required_opinions": required} | rules, now=now
    )


def an_opinion(
    case: Application, who: str, *, by: str = "ndrc", **fields: Any
) -> Opinion:
    """Asked of the organisation of a persona."""
    fields.setdefault("now", after(case))
    organisations = [organisation_of(who)]
    return ask_opinions(case, by=person(by), organisations=organisations, **fields)[0]


def handler_of(opinion: Opinion) -> str:
    """The persona who drafts for the department asked."""
    found = User.objects.filter(posts__organisation=opinion.organisation)
    return found.get(posts__role="handler").username


def a_drafted(
    opinion: Opinion,
    stance: str = Stance.AGREE,
    text: str = WORDS,
    now: datetime | None = None,
) -> Opinion:
    """Drafted by its handler, before its lead."""
    by = person(handler_of(opinion))
    now = now or opinion.asked_at + timedelta(minutes=1)
    return draft_opinion(opinion, by=by, stance=stance, text=text, now=now)


def a_signed(
    opinion: Opinion,
    stance: str = Stance.AGREE,
    text: str = WORDS,
    now: datetime | None = None,
) -> Opinion:
    """Drafted by its handler and signed by its lead."""
    now = now or opinion.asked_at + timedelta(minutes=1)
    drafted = a_drafted(opinion, stance, text, now)
    return sign_opinion(drafted, by=person(f"{handler_of(opinion)}_lead"), now=now)


def after(case: Application) -> datetime:
    """A minute after everything that the factories let happen to the case."""
    last: datetime = case.steps.last().at
    return last + timedelta(minutes=1)
