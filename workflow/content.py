"""What a frozen submission is made of when it is read: parts, facts, rows, files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class FrozenFile:
    """A file as a submission names it; its digest proves it unchanged."""

    name: str
    sha256: str = ""
    size: int = 0
    id: str = ""


@dataclass(frozen=True)
class Part:
    """One part of a submission as it reads.

    `known_by` are the columns by which a row is known again in another submission.
    """

    key: str
    label: str
    facts: list[tuple[str, str]] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    known_by: tuple[int, ...] = ()
    files: list[tuple[str, list[FrozenFile]]] = field(default_factory=list)


def frozen_file(values: Mapping[str, Any]) -> FrozenFile:
    """A file out of what a snapshot keeps of it."""
    return FrozenFile(
        name=str(values.get("name", "")),
        sha256=str(values.get("sha256", "")),
        size=int(values.get("size") or 0),
        id=str(values.get("id", "")),
    )
