"""Puts bytes into private storage under a random name; a rollback takes them out."""

from __future__ import annotations

import hashlib
import logging
import weakref
from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db import transaction

from accounts.models import Organisation, User
from documents.models import Attachment

log = logging.getLogger(__name__)


def keep(
    *,
    name: str,
    media_type: str,
    data: bytes,
    by: User | None = None,
    owner: Organisation | None = None,
) -> Attachment:
    """A stored attachment: the file first, then its row.

    Rolled back, the file goes again; should the process die between the two, the
    clock sweeps the file away after a day.
    """
    attachment = Attachment(
        name=name,
        media_type=media_type,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        uploaded_by=by,
        owner=owner,
    )
    attachment.file.save(name, ContentFile(data), save=False)
    remove_unless_committed(attachment.file.storage, str(attachment.file.name))
    attachment.save(force_insert=True)
    return attachment


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
