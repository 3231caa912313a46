"""Puts bytes into private storage under a random name; a rollback takes them out."""

from __future__ import annotations

import hashlib
import logging
import weakref
from collections.abc import Callable
from functools import partial
from typing import IO, Any

from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage
from django.db import transaction

from accounts.models import Organisation, User
from documents.models import Attachment

log = logging.getLogger(__name__)


def keep(
    *,
    name: str,
    media_type: str,
    data: bytes | IO[bytes],
    by: User | None = None,
    owner: Organisation | None = None,
) -> Attachment:
    """A stored attachment: the file first, then its row.

    `data` may be an open file, which is then read in chunks.

    Rolled back, the file goes again; should the process die between the two, the
    clock sweeps the file away after a day.
    """
    content: File[bytes] = ContentFile(data) if isinstance(data, bytes) else File(data)
    size, sha256 = _measured(content)
    attachment = Attachment(
        name=name,
        media_type=media_type,
        size=size,
        sha256=sha256,
        uploaded_by=by,
        owner=owner,
    )
    attachment.file.save(name, content, save=False)
    remove_unless_committed(attachment.file.storage, str(attachment.file.name))
    attachment.save(force_insert=True)
    return attachment


def _measured(content: File[bytes]) -> tuple[int, str]:
    """Size and SHA-256, a chunk at a time."""
    size, digest = 0, hashlib.sha256()
    for chunk in content.chunks():
        size += len(chunk)
        digest.update(chunk)
    return size, digest.hexdigest()


class _Guard:
    """Lives as long as the transaction may still commit."""


def remove_unless_committed(storage: Storage, name: str) -> None:
    """Delete a stored file when the transaction, or its savepoint, rolls back.

    Django has no hook for a rollback, but it then drops what waits for the commit,
    and with it the guard: its finalizer removes the file. A commit disarms it.
    """
    guard = _Guard()
    undo = weakref.finalize(guard, partial(remove, storage, name))
    transaction.on_commit(partial(_disarm, guard, undo.detach))


def _disarm(guard: _Guard, detach: Callable[[], Any]) -> None:
    detach()


def remove(storage: Storage, name: str) -> None:
    """Delete a stored file; what cannot be deleted is left to the daily sweep."""
    try:
        storage.delete(name)
    except OSError:
        log.exception("the stored file %s could not be deleted", name)
