"""Corrections of the reference data stand in the access log, with who made them."""

from __future__ import annotations

from typing import Any

from accounts.choices import AccessKind
from accounts.models import User
from accounts.services import record_access
from regions.services import recorders


def record_correction(by: Any, sentence: str) -> None:
    """One line; a command names no account but who ordered it."""
    record_access(
        kind=AccessKind.REFERENCE,
        user=by if isinstance(by, User) else None,
        username=str(by),
        detail=sentence,
    )


recorders.append(record_correction)
