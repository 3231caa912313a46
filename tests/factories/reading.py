"""What a test reads back: a row, an answer, a person and what he was told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from accounts.models import User
from regions.calendar import BEIJING
from ui.refusals import Invalid
from workflow.models import Application, Notification


def at(day: date, hour: int = 9) -> datetime:
    """An hour of a day in Beijing."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=BEIJING)


def user(name: str) -> User:
    """A person by his name."""
    return User.objects.get(username=name)


def fresh(row: Any) -> Any:
    """The row as it stands in the database now."""
    return type(row).objects.get(pk=row.pk)


def now_of(case: Any) -> Application:
    """A case on the desk as it stands now, whatever its kind."""
    return Application.objects.get(pk=case.pk)


def text(answer: Any) -> str:
    """A page as it was sent."""
    return answer.content.decode()


def told(name: str) -> list[str]:
    """The subjects of a person's messages."""
    return [n.subject for n in Notification.objects.filter(user__username=name)]


def refused_at(call: Callable[..., Any], *args: Any, **kwargs: Any) -> tuple[str, str]:
    """The field and the sentence of a refusal."""
    with pytest.raises(Invalid) as found:
        call(*args, **kwargs)
    return found.value.issues[0].field, found.value.issues[0].sentence
