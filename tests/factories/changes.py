"""Change reports that came to their stage through the services.

case = change_in_review(people["enterprise"], new_name="新名称有限公司")
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from cities.demo import demo_pdf
from enterprises.choices import ChangeKind
from enterprises.models import ChangeReport
from enterprises.services.changes import start_change
from tests.factories.workflow import as_applicant, decide
from workflow.choices import Move
from workflow.services import SectionInput, save_section


def change_draft(
    by: User,
    change: str = ChangeKind.NAME,
    *,
    effective_on: date | None = None,
    now: datetime | None = None,
    **given: Any,
) -> ChangeReport:
    """A complete draft; without anything given a change of name."""
    now = now or timezone.now()
    draft = start_change(change=change, by=by, now=now)
    day = effective_on or timezone.localdate(now) - timedelta(days=5)
    if change == ChangeKind.NAME:
        given = {"new_name": "新名称有限公司"} | given
    contents: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
        (
            "change",
            {"change": change, "effective_on": day} | given,
            {"proof": demo_pdf("证明")},
        ),
        ("description", {"description": "经登记机关核准。"}, {}),
    ]
    for section, values, uploads in contents:
        save_section(
            draft,
            section=section,
            given=SectionInput(values=values),
            by=by,
            version=draft.section_states.get(section=section).version,
            uploads=uploads,
            now=now,
        )
    return ChangeReport.objects.get(pk=draft.pk)


def change_in_review(by: User, *args: Any, **given: Any) -> ChangeReport:
    """A report that was handed in."""
    now = given.get("now") or timezone.now()
    case = as_applicant(change_draft(by, *args, **given), Move.SUBMIT, now=now)
    return ChangeReport.objects.get(pk=case.pk)


def change_registered(by: User, *args: Any, **given: Any) -> ChangeReport:
    """A report that was approved, so that the register followed."""
    now = given.get("now") or timezone.now()
    case = change_in_review(by, *args, **given)
    done = decide(case, Move.APPROVE, now=now + timedelta(hours=1))
    return ChangeReport.objects.get(pk=done.pk)
