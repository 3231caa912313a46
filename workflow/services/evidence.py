"""Files in their places in an application."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from documents.services import FileRule, store_upload
from ui.refusals import Invalid, NotFound, allow
from workflow.models import Application, Evidence
from workflow.permissions import can_edit

MAX_FILES_PER_SLOT = 20


@transaction.atomic
def attach(
    application: Application,
    *,
    slot: str,
    upload: Any,
    by: User,
    rule: FileRule,
    note: str = "",
    now: datetime | None = None,
) -> Evidence:
    """Store a file and put it in its place; only while the applicant may edit."""
    locked: Application = Application.objects.select_for_update().get(pk=application.pk)
    allow(can_edit(by, locked))
    return attach_by_authority(
        locked, slot=slot, upload=upload, by=by, rule=rule, note=note, now=now
    )


@transaction.atomic
def attach_by_authority(
    application: Application,
    *,
    slot: str,
    upload: Any,
    by: User,
    rule: FileRule,
    note: str = "",
    now: datetime | None = None,
) -> Evidence:
    """Put a file of a reviewing authority in its place; the caller has allowed it."""
    held = application.evidence.filter(slot=slot, removed_at__isnull=True).count()
    if held >= MAX_FILES_PER_SLOT:
        raise Invalid.at(
            "file",
            f"每类材料最多上传{MAX_FILES_PER_SLOT}个文件，请先删除不需要的文件。",
        )
    attachment = store_upload(
        upload=upload, by=by, owner=application.applicant, allowed=rule
    )
    return Evidence.objects.create(
        application=application,
        slot=slot,
        attachment=attachment,
        note=note,
        added_by=by,
        added_at=now or timezone.now(),
    )


@transaction.atomic
def detach(
    application: Application, *, evidence_id: int, by: User, now: datetime | None = None
) -> Evidence:
    """Take a file out of the present content; earlier submissions keep naming it."""
    locked: Application = Application.objects.select_for_update().get(pk=application.pk)
    allow(can_edit(by, locked))
    evidence = locked.evidence.filter(pk=evidence_id, removed_at__isnull=True).first()
    if evidence is None:
        raise NotFound("该文件已被删除。")
    evidence.removed_at = now or timezone.now()
    evidence.save(update_fields=["removed_at"])
    return evidence
