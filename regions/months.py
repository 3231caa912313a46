"""A year of working days as twelve little tables for the calendar page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from regions.calendar import DayNote
from regions.choices import DayKind

# One character beside the number: marks must not live by colour alone.
MARKS = {DayKind.HOLIDAY: "休", DayKind.SWAPPED_OFF: "休", DayKind.MAKE_UP: "班"}


@dataclass(frozen=True)
class Cell:
    """A day in the grid."""

    note: DayNote

    @property
    def day(self) -> date:
        """The day itself."""
        return self.note.date

    @property
    def mark(self) -> str:
        """休, 班 or nothing."""
        return MARKS.get(self.note.kind, "")

    @property
    def css(self) -> str:
        """Classes of the cell."""
        names = [f"day-{self.note.kind.value.replace('_', '-')}"]
        if self.note.is_provisional:
            names.append("day-provisional")
        if self.note.is_corrected:
            names.append("day-corrected")
        return " ".join(names)

    @property
    def sentence(self) -> str:
        """The whole of it in words, for screen readers and the tooltip."""
        day = self.note.date
        parts = [f"{day.month}月{day.day}日", str(self.note.kind.label)]
        if self.note.name:
            parts.append(self.note.name)
        if self.note.is_provisional:
            parts.append("暂定")
        if self.note.is_corrected:
            parts.append(f"已更正：{self.note.correction}")
        return "，".join(parts)


@dataclass(frozen=True)
class Month:
    """A month: its number, its weeks from Monday on, its working days."""

    number: int
    weeks: list[list[Cell | None]]
    working_days: int


def months_of(days: Sequence[DayNote]) -> list[Month]:
    """The days of one year, month by month and week by week."""
    return [
        _month(number, list(notes))
        for number, notes in groupby(days, key=lambda note: note.date.month)
    ]


def _month(number: int, notes: list[DayNote]) -> Month:
    cells: list[Cell | None] = [None] * notes[0].date.weekday()
    cells += [Cell(note) for note in notes]
    cells += [None] * (-len(cells) % 7)
    weeks = [cells[at : at + 7] for at in range(0, len(cells), 7)]
    return Month(number, weeks, sum(note.is_working for note in notes))
