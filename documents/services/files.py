"""The verbs of files."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.choices import AccessKind
from accounts.facts import NO_REQUEST, RequestFacts
from accounts.models import Organisation, User
from accounts.services import record_access
from documents.checks import examine
from documents.models import Attachment
from documents.permissions import Reader, can_read
from documents.rules import EVIDENCE, FileRule
from documents.storing import keep, remove
from ui.refusals import Invalid, NotFound


@transaction.atomic
def store_upload(
    *,
    upload: Any,
    by: User | None,
    owner: Organisation | None,
    allowed: FileRule = EVIDENCE,
    field: str = "file",
) -> Attachment:
    """Keep an uploaded file after looking into it; `Invalid` says what is wrong.

    `upload` is a Django UploadedFile; at most one byte more than allowed is read.
    `field` is the name of the form field that the sentence stands at.
    """
    upload.seek(0)
    data = upload.read(allowed.max_bytes + 1)
    size = max(upload.size or 0, len(data))
    found = examine(
        name=upload.name or "", size=size, content=data, rule=allowed, field=field
    )
    if found.issue is not None:
        raise Invalid(found.issue.sentence, issues=[found.issue])
    return keep(
        name=found.name, media_type=found.media_type, data=data, by=by, owner=owner
    )


@transaction.atomic
def hand_out(
    *,
    attachment_id: UUID,
    by: Reader,
    request_facts: RequestFacts = NO_REQUEST,
    now: datetime | None = None,
) -> Attachment:
    """A file for one who may read it, noted in the access log; else `NotFound`."""
    attachment: Attachment | None = Attachment.objects.filter(pk=attachment_id).first()
    if attachment is None:
        raise NotFound(_("没有找到该文件，或您无权查看。"))
    verdict = can_read(by, attachment)
    if not verdict:
        raise NotFound(verdict.reason)
    if not attachment.file.storage.exists(str(attachment.file.name)):
        raise NotFound(_("该文件的内容已丢失，请联系系统管理员从备份中恢复。"))
    record_access(
        kind=AccessKind.DOWNLOAD,
        user=None if isinstance(by, AnonymousUser) else by,
        request_facts=request_facts,
        detail=f"{attachment.name}（{attachment.pk}）",
        now=now,
    )
    return attachment


@transaction.atomic
def drop_unlinked(*, attachment_id: UUID) -> bool:
    """Delete a file that nothing links to; False when something does by now."""
    locked = Attachment.objects.unlinked().select_for_update(
        skip_locked=True, of=("self",)
    )
    attachment: Attachment | None = locked.filter(pk=attachment_id).first()
    if attachment is None:
        return False
    storage, name = attachment.file.storage, str(attachment.file.name)
    attachment.delete()
    transaction.on_commit(partial(remove, storage, name))
    return True
