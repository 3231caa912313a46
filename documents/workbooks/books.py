"""What a workbook asks for: columns, each with its rule, and lists to choose from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ui.text import half_width

# The column in which a checked workbook says what is wrong; it is not read again.
VERDICT = "检查结果"
MUST = "*"
TEXT, NUMBER, DAY = "text", "number", "day"


@dataclass(frozen=True)
class Column:
    """A column: its head, what may stand in it, and the list to choose from."""

    key: str
    label: str
    rule: str
    required: bool = False
    choices: str = ""  # the name of a list of the book
    strict: bool = False  # Excel itself refuses what is not in the list
    shape: str = TEXT
    width: int = 16

    @property
    def head(self) -> str:
        """As it stands in the first row: 企业名称*."""
        return f"{self.label}{MUST}" if self.required else self.label


@dataclass(frozen=True)
class Book:
    """A sheet to be filled in, and the lists on its hidden sheet."""

    title: str
    columns: Sequence[Column]
    lists: Mapping[str, Sequence[str]] = field(default_factory=dict)
    advice: Sequence[str] = ()
    max_rows: int = 200_000

    @property
    def by_key(self) -> dict[str, Column]:
        """The columns by their keys."""
        return {column.key: column for column in self.columns}


def plain_head(text: str) -> str:
    """A head as it is compared: without blanks, signs of width and the star."""
    return half_width(text).replace(" ", "").replace("\n", "").rstrip(MUST).lower()
