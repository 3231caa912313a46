"""What is read of an application's content, by who reads it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.utils import timezone

from ui.refusals import Issue
from workflow.checks import Content, issues_in
from workflow.choices import Move, Stage
from workflow.models import Application, Remark, Submission
from workflow.permissions import can_edit


def last_remarks(application: Application) -> list[Remark]:
    """The reasons of the return that is being mended."""
    if application.stage != Stage.RETURNED:
        return []
    returns = application.steps.filter(move=Move.SEND_BACK, to_stage=Stage.RETURNED)
    last = returns.last()
    return list(last.remarks.all()) if last else []


@dataclass
class Reading:
    """The draft for those who write it; for all others what was handed in."""

    application: Any
    user: Any

    @cached_property
    def is_editable(self) -> bool:
        """Whether this person may fill it in now."""
        return bool(can_edit(self.user, self.application))

    @cached_property
    def submission(self) -> Submission | None:
        """What was handed in last."""
        found: Submission | None = self.application.submissions.last()
        return found

    @cached_property
    def content(self) -> dict[str, Any]:
        """The snapshot of the kind."""
        if self.submission is None or self.is_editable:
            now: dict[str, Any] = self.application.kind_of.snapshot(self.application)
            return now
        data: dict[str, Any] = self.submission.data
        return data

    @cached_property
    def issues(self) -> list[Issue]:
        """What is missing or wrong in it."""
        found = content_issues(self.application, self.content, self.checked_on)
        return list(found)

    @property
    def checked_on(self) -> date:
        """What was handed in is judged by the day on which it was."""
        if self.submission is None or self.is_editable:
            return timezone.localdate()
        return timezone.localdate(self.submission.at)


def blocking_issues(application: Any, move: Move) -> list[Issue]:
    """What keeps a case from a move: of a sectioned form handed in, its content too."""
    kind = application.kind_of
    found = list(kind.blockers(application, move))
    if move == Move.SUBMIT and kind.outline is not None:
        data, today = kind.snapshot(application), timezone.localdate()
        found += content_issues(application, data, today)
    return found


def content_issues(
    application: Application, data: Mapping[str, Any], today: date
) -> Sequence[Issue]:
    """What the kind's checks find; without any, what its outline misses."""
    kind = application.kind_of
    if kind.content_issues is not None:
        return kind.content_issues(application, data, today)
    return issues_in(Content(kind.outline, data, today)) if kind.outline else ()
