"""The text of a frozen submission at one place, to stand beside what is asked of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflow.kinds import Kind


def old_text_at(kind: Kind, data: Mapping[str, Any], field: str) -> str:
    """What was handed in at a place of the kind; "" where nothing stands there."""
    value: Any = data
    for name in field.split(".") if field else ():
        value = value.get(name) if isinstance(value, Mapping) else None
    return value if isinstance(value, str) else ""
