"""What a frozen submission is made of when it is read: parts, facts, rows, files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ui.text import is_figure


@dataclass(frozen=True)
class FrozenFile:
    """A file as a submission names it; its digest proves it unchanged."""

    name: str
    sha256: str = ""
    size: int = 0
    id: str = ""


@dataclass(frozen=True)
class Tally:
    """What a submission adds up to for who reviews many: checks passed, and files.

    `total` is None for a kind that has no checks.
    """

    passed: int | None
    total: int | None
    files: int


@dataclass(frozen=True)
class Part:
    """One part of a submission as it reads.

    `known_by` are the columns by which a row is known again in another submission.
    Where rows have files of their own, `row_files` has those of each row.
    """

    key: str
    label: str
    facts: list[tuple[str, str]] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    known_by: tuple[int, ...] = ()
    row_files_head: str = ""
    row_files: list[list[FrozenFile]] = field(default_factory=list)
    files: list[tuple[str, list[FrozenFile]]] = field(default_factory=list)

    @property
    def rows_with_files(self) -> list[tuple[list[str], list[FrozenFile]]]:
        """Each row with its own files; none where rows have no files."""
        files: list[list[FrozenFile]] = self.row_files or [[] for _row in self.rows]
        return list(zip(self.rows, files, strict=True))

    def told_heads(self) -> list[tuple[str, bool]]:
        """Each head, and whether figures stand under it."""
        columns = [list(column) for column in zip(*self.rows, strict=True)]
        return [
            (head, any(map(is_figure, column)))
            for head, column in zip(self.heads, columns, strict=True)
        ]

    def named_rows(self) -> list[tuple[list[tuple[str, str]], list[FrozenFile]]]:
        """Each row as (head, cell), with its files."""
        return [
            (list(zip(self.heads, row, strict=True)), files)
            for row, files in self.rows_with_files
        ]


def frozen_file(values: Mapping[str, Any]) -> FrozenFile:
    """A file out of what a snapshot keeps of it."""
    return FrozenFile(
        name=str(values.get("name", "")),
        sha256=str(values.get("sha256", "")),
        size=int(values.get("size") or 0),
        id=str(values.get("id", "")),
    )


def files_in(data: Any) -> set[str]:
    """The files that frozen content names anywhere, each once, by their keys."""
    if isinstance(data, Mapping):
        own = {str(data["id"])} if "sha256" in data and "id" in data else set()
        return own.union(*map(files_in, data.values()))
    if isinstance(data, list | tuple):
        return set().union(*map(files_in, data))
    return set()
