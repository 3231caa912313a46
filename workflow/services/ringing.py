"""Rings for what waits to be sent, once it is certain to be in the database."""

from __future__ import annotations

from typing import Any

from django.db import transaction


def ring_after_commit(task: Any, pk: int) -> None:
    """Hand a row to its Celery task after the commit.

    Robust: what is committed is done, and what waits for the same commit, such as a
    stored file, goes on also without a queue; the clock rings for the row again.
    """

    # A function with a name: Django's own report of a failed hook needs one.
    def ring() -> None:
        task.delay(pk)

    transaction.on_commit(ring, robust=True)
