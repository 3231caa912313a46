"""Appeals with grounds and documents, and one that goes to the level above."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.choices import Role
from accounts.models import User
from documents.services import store_upload
from ui.refusals import Invalid, Issue, NotAllowed
from workflow.choices import Action, Move
from workflow.mail import people_in_turn
from workflow.models import Appeal, AppealFile, Application
from workflow.permissions import (
    TIER_WORDS,
    applicant_posts,
    can_hand_up,
    deciding_posts,
    level_above,
)
from workflow.services.door import advance
from workflow.services.record import lock_case, record_act
from workflow.services.telling import tell

MAX_APPEAL_FILES = 10


@transaction.atomic
def file_appeal(
    application: Application,
    *,
    by: User,
    grounds: str,
    files: Sequence[Any] = (),
    version: int | None = None,
    now: datetime | None = None,
) -> Appeal:
    """Appeal against a rejection through the one door, with its documents."""
    now = now or timezone.now()
    if len(files) > MAX_APPEAL_FILES:
        raise Invalid.at("files", f"申诉材料最多{MAX_APPEAL_FILES}个文件。")
    try:
        case = advance(
            application, Move.APPEAL, by=by, note=grounds, version=version, now=now
        )
    except Invalid as fault:
        raise _at_grounds(fault) from fault
    appeal: Appeal = case.appeals.open().get()
    if files:
        _keep_files(case, appeal, files, by, now)
    return appeal


def _keep_files(
    case: Application, appeal: Appeal, files: Sequence[Any], by: User, now: datetime
) -> None:
    """The documents, and the step that binds them with the grounds into the chain."""
    for upload in files:
        attachment = store_upload(
            upload=upload, by=by, owner=case.applicant, field="files"
        )
        AppealFile.objects.create(appeal=appeal, attachment=attachment)
    record_act(
        case,
        Action.APPEAL_FILES,
        by=by,
        post=applicant_posts(by, case)[0],
        now=now,
        note=f"随申诉提交材料{len(files)}份。",
        about=appeal,
    )


def _at_grounds(fault: Invalid) -> Invalid:
    """What the door says of the note stands at the field of this form."""
    issues = [
        Issue("grounds" if issue.field == "note" else issue.field, issue.sentence)
        for issue in fault.issues
    ]
    return Invalid(fault.sentence, issues=issues)


@transaction.atomic
def hand_up_appeal(
    application: Application,
    *,
    by: User,
    version: int | None = None,
    now: datetime | None = None,
) -> Application:
    """The authority has nobody but who rejected: the level above decides instead."""
    now = now or timezone.now()
    case = lock_case(application.pk, version)
    verdict = can_hand_up(by, case)
    above = level_above(case)
    if not verdict or above is None:
        raise NotAllowed(verdict.reason)
    post = deciding_posts(by, case)[0]
    case.waiting_tier, case.assignee = above, None
    words = f"本部门没有其他可以办理的人员，申诉提请{TIER_WORDS[above]}复核。"
    step = record_act(case, Action.HAND_UP, by=by, post=post, now=now, note=words)
    tell(
        people_in_turn(case, now, Role.HANDLER),
        key=f"step:{step.pk}:turn",
        subject=f"待办：{case.title}",
        body=f"“{case.title}”（{case.number}）的申诉提请你部门复核，请及时办理。",
        application=case,
        now=now,
    )
    return case
