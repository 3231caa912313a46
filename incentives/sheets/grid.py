"""A sheet as cells on a grid, drawn alike in a workbook and on paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from ui.words import number

TITLE, SUBTITLE, PLAIN, HEAD, LABEL = "title", "subtitle", "plain", "head", "label"
MONEY, RATE, TEXT, NOTE, RIGHT = "money", "rate", "text", "note", "right"


@dataclass(frozen=True)
class Cell:
    """A value over `rows` × `columns` fields; what kind of value decides its look."""

    value: str | Decimal | None
    kind: str = TEXT
    rows: int = 1
    columns: int = 1

    @property
    def words(self) -> str:
        """As it is read on paper."""
        if self.value is None:
            return ""
        if isinstance(self.value, str):
            return self.value
        return number(self.value, 2) if self.kind == MONEY else plain_number(self.value)


@dataclass
class Grid:
    """Rows of cells; cells of a row stand at the next fields that are free."""

    name: str
    widths: Sequence[int]  # of the columns, in characters
    rows: list[list[Cell]] = field(default_factory=list)

    @property
    def shares(self) -> list[str]:
        """The widths as shares of the whole, for paper."""
        whole = sum(self.widths)
        return [f"{100 * width / whole:.2f}%" for width in self.widths]

    def add(self, *cells: Cell) -> None:
        """One more row."""
        self.rows.append(list(cells))

    def whole(self, value: str, kind: str) -> None:
        """A row that is one cell."""
        self.add(Cell(value, kind, columns=len(self.widths)))

    def placed(self) -> list[tuple[int, int, Cell]]:
        """Each cell with its row and column, from 0."""
        taken: set[tuple[int, int]] = set()
        found = []
        for row, cells in enumerate(self.rows):
            column = 0
            for cell in cells:
                while (row, column) in taken:
                    column += 1
                found.append((row, column, cell))
                taken |= {
                    (row + down, column + across)
                    for down in range(cell.rows)
                    for across in range(cell.columns)
                }
        return found


def plain_number(value: Decimal) -> str:
    """3, 1.5: without idle noughts."""
    return f"{value.normalize():f}"


def percent(share: Decimal) -> Decimal:
    """A share of one in percent."""
    return share * 100
