"""Which content of a nomination a person reads: one rule for page and API."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.utils import timezone

from cities.checks import content_issues
from cities.models import CityNomination
from cities.permissions import can_edit
from cities.services import snapshot
from ui.refusals import Issue
from workflow.models import Submission


@dataclass
class Reading:
    """The draft for those who write it; for all others what was handed in."""

    nomination: CityNomination
    user: Any

    @cached_property
    def is_editable(self) -> bool:
        return bool(can_edit(self.user, self.nomination))

    @cached_property
    def submission(self) -> Submission | None:
        """What was handed in last."""
        found: Submission | None = self.nomination.submissions.last()
        return found

    @cached_property
    def content(self) -> dict[str, Any]:
        if self.submission is None or self.is_editable:
            return snapshot(self.nomination)
        data: dict[str, Any] = self.submission.data
        return data

    @cached_property
    def issues(self) -> list[Issue]:
        return content_issues(self.content, today=self.checked_on)

    @property
    def checked_on(self) -> date:
        """What was handed in is judged by the day on which it was."""
        if self.submission is None or self.is_editable:
            return timezone.localdate()
        return timezone.localdate(self.submission.at)
