"""What the page of a case shows of questions to the applicant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from workflow.models import Application, Question
from workflow.permissions import can_answer, can_ask


@dataclass(frozen=True)
class Questions:
    """Those asked, the newest first, and what this person may do."""

    rows: Sequence[Question]
    may_ask: bool
    answer_url: str


def questions_of(application: Application, user: Any, now: datetime) -> Questions:
    """Whoever sees the case sees its questions."""
    rows = list(application.questions.order_by("-number"))
    for row in rows:
        row.application = application
    due = next((row for row in rows if can_answer(user, row, now)), None)
    return Questions(
        rows=rows,
        may_ask=bool(can_ask(user, application)),
        answer_url=reverse("workflow:question-answer", args=[due.pk]) if due else "",
    )
