"""Which rows of a section count, and why the others do not."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from ui.words import cn_date

NO_FILE = "没有证明材料"
WANTED_FILES = "请为每行上传证明材料，或上传本项共用的证明材料"


class WithEvidence(Protocol):
    """A row that may carry files of its own."""

    @property
    def evidence(self) -> int: ...


Row = TypeVar("Row", bound=WithEvidence)
# Why a row does not count; "" when nothing speaks against it.
Reason = Callable[[Row], str]


@dataclass(frozen=True)
class Tally:
    """Why some rows do not count, and how many each time."""

    left_out: Mapping[str, int]

    @property
    def remarks(self) -> list[str]:
        """另有3行未计入：2行没有证明材料，1行付款日期晚于今天, and how to mend it."""
        if not self.left_out:
            return []
        reasons = "，".join(f"{n}行{reason}" for reason, n in self.left_out.items())
        words = f"另有{sum(self.left_out.values())}行未计入：{reasons}"
        return [words, WANTED_FILES] if NO_FILE in self.left_out else [words]


def sift(
    rows: Sequence[Row], shared: int, *reasons: Reason[Row]
) -> tuple[list[Row], Tally]:
    """The rows that count, and what is to be said of the others.

    A row counts with a file of its own, or with one shared by the whole section.
    """
    found = [(row, _first_reason(row, shared, reasons)) for row in rows]
    counted = [row for row, reason in found if not reason]
    left_out = Counter(reason for _row, reason in found if reason)
    return counted, Tally(dict(sorted(left_out.items())))


def _first_reason(row: Row, shared: int, reasons: Iterable[Reason[Row]]) -> str:
    for reason in reasons:
        if words := reason(row):
            return words
    return "" if row.evidence > 0 or shared > 0 else NO_FILE


def same(text: str) -> str:
    """A name as it is compared: full-width forms, spaces and case do not matter."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def unnamed(words: str, *names: str) -> Callable[[object], str]:
    """A reason: one of these texts is empty."""

    def reason(row: object) -> str:
        return "" if all(same(getattr(row, name)) for name in names) else words

    return reason


def outside(
    label: str, name: str, window: tuple[date, date]
) -> Callable[[object], str]:
    """A reason: the day in a column is missing, or lies outside the window."""
    first, last = window

    def reason(row: object) -> str:
        day: date | None = getattr(row, name)
        if day is None:
            return f"未填写{label}"
        if day < first:
            return f"{label}早于{cn_date(first)}"
        return f"{label}晚于{cn_date(last)}" if day > last else ""

    return reason
