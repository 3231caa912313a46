"""The text of a frozen submission at one place, to stand beside what is asked of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workflow.content import FrozenFile, Part
from workflow.describing import described
from workflow.kinds import Kind, label_of


def old_text_at(kind: Kind, data: Mapping[str, Any], field: str) -> str:
    """What was handed in at a place of the kind; "" where nothing stands there.

    A place is a whole part, or one fact, list of files or row within it.
    """
    if not field:
        return ""
    label, parts = label_of(kind, field), described(kind, data)
    for part in parts:
        if part.key == field:
            return _whole(part)
        for name, text in _pieces(part):
            if label in (name, f"{part.label}：{name}"):
                return text
    return _row(parts, field)


def _pieces(part: Part) -> list[tuple[str, str]]:
    """(label, text) of what a part holds beside its rows."""
    return [*part.facts, *((name, _names(files)) for name, files in part.files)]


def _whole(part: Part) -> str:
    facts = [f"{name}：{text}" for name, text in _pieces(part) if text]
    rows = [
        f"{number}. {_line(part, row)}" for number, row in enumerate(part.rows, start=1)
    ]
    return "\n".join([*facts, *rows])


def _row(parts: Sequence[Part], field: str) -> str:
    """The n-th row of a part, for a place such as tasks.2."""
    key, _, number = field.rpartition(".")
    part = next((part for part in parts if part.key == key), None)
    if part is None or not number.isdecimal():
        return ""
    rows = part.rows[max(int(number) - 1, 0) : int(number)]
    return "\n".join(_line(part, row) for row in rows)


def _line(part: Part, cells: Sequence[str]) -> str:
    named = zip(part.heads, cells, strict=False)
    return "；".join(f"{head}：{cell}" for head, cell in named if cell)


def _names(files: Sequence[FrozenFile]) -> str:
    return "、".join(file.name for file in files)
