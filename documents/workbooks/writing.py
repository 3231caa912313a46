"""Writes a workbook to be filled in, or one that was filled in, with its marks."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO, Any

import xlsxwriter

from documents.workbooks.books import DAY, NUMBER, TEXT, VERDICT, Book, Column
from documents.workbooks.reading import LONGEST_CELL, Line, Value

DATA, LISTS, ADVICE = "填报表", "选项", "填写说明"
DAY_FORMAT = "yyyy-mm-dd"
# Excel keeps at most this many characters in the message of a rule.
RULE_WORDS, TITLE_WORDS = 250, 30
VERDICT_WIDTH = 60
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


@dataclass(frozen=True)
class Mark:
    """What is wrong with a row: in all, and cell by cell, each with its remedy."""

    sentences: Sequence[str]
    cells: Mapping[str, str] = field(default_factory=dict)


def write_book(
    file: IO[bytes],
    book: Book,
    lines: Iterable[tuple[Line, Mark | None]] = (),
    *,
    checked: Callable[[], Sequence[tuple[str, str]]] | None = None,
) -> None:
    """The workbook into an open file, a row in memory at a time.

    Without lines it is the template. `checked` says at the end what a check found, in
    pairs of words for the sheet of advice; rows get one more column with their verdict.
    """
    with xlsxwriter.Workbook(file, OPTIONS) as workbook:
        paper = _Paper(workbook, book, with_verdict=checked is not None)
        paper.write_heads()
        for row, (line, mark) in enumerate(lines, start=1):
            paper.write(row, line, mark)
        paper.add_rules()
        _write_lists(workbook, book)
        _write_advice(workbook, book, checked() if checked else ())


class _Paper:
    """The sheet that is filled in."""

    def __init__(
        self, workbook: xlsxwriter.Workbook, book: Book, *, with_verdict: bool
    ) -> None:
        self.book, self.with_verdict = book, with_verdict
        self.sheet = workbook.add_worksheet(DATA)
        head = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter"}
        self.head = workbook.add_format(head | {"bg_color": "#EEF2F7"})
        self.must = workbook.add_format(head | {"bg_color": "#DCE7F5"})
        # Codes stay texts: Excel would cut eighteen digits to fifteen.
        self.text = workbook.add_format({"num_format": "@"})
        self.day = workbook.add_format({"num_format": DAY_FORMAT, "align": "left"})
        wrong = {"bg_color": "#F8D7DA", "font_color": "#842029"}
        self.wrong = workbook.add_format(wrong | {"num_format": "@"})
        self.shapes = {TEXT: self.text, DAY: self.day, NUMBER: None}
        self.wrong_day = workbook.add_format(wrong | {"num_format": DAY_FORMAT})

    def write_heads(self) -> None:
        """Heads with their rules as comments; columns as wide as they need."""
        self.sheet.freeze_panes(1, 2)
        self.sheet.set_row(0, 34)
        for place, column in enumerate(self.book.columns):
            style = self.must if column.required else self.head
            self.sheet.write_string(0, place, column.head, style)
            self.sheet.write_comment(0, place, column.rule, {"x_scale": 2})
            self.sheet.set_column(place, place, column.width, self.shapes[column.shape])
        if self.with_verdict:
            place = len(self.book.columns)
            self.sheet.write_string(0, place, VERDICT, self.head)
            self.sheet.set_column(place, place, VERDICT_WIDTH)

    def write(self, row: int, line: Line, mark: Mark | None) -> None:
        """One row as it was filled in, its broken cells marked."""
        for place, column in enumerate(self.book.columns):
            broken = mark.cells.get(column.key, "") if mark else ""
            self._cell(row, place, line.values.get(column.key), broken=bool(broken))
            if broken:
                self.sheet.write_comment(row, place, broken, {"x_scale": 2})
        if mark and self.with_verdict:
            words = "\n".join(mark.sentences)[:LONGEST_CELL]
            self.sheet.write_string(row, len(self.book.columns), words)

    def _cell(self, row: int, place: int, value: Value, *, broken: bool) -> None:
        style = self.wrong if broken else self.text
        if value is None or value == "":
            if broken:
                self.sheet.write_blank(row, place, None, style)
        elif isinstance(value, bool):
            self.sheet.write_string(row, place, "是" if value else "否", style)
        elif isinstance(value, int | float):
            self.sheet.write_number(row, place, value, self.wrong if broken else None)
        elif isinstance(value, datetime.date):
            day = self.wrong_day if broken else self.day
            self.sheet.write_datetime(row, place, _naive(value), day)
        else:
            self.sheet.write_string(row, place, str(value)[:LONGEST_CELL], style)

    def add_rules(self) -> None:
        """What Excel itself checks while somebody types."""
        for place, column in enumerate(self.book.columns):
            if column.choices:
                rule = _rule_of(column, self.book)
                self.sheet.data_validation(1, place, self.book.max_rows, place, rule)


def _naive(value: datetime.date) -> datetime.date:
    is_moment = isinstance(value, datetime.datetime)
    return value.replace(tzinfo=None) if is_moment else value  # type: ignore[call-arg]


def _rule_of(column: Column, book: Book) -> dict[str, Any]:
    """A list to choose from; where codes alone will do, Excel only warns."""
    place = list(book.lists).index(column.choices)
    letter = xlsxwriter.utility.xl_col_to_name(place)
    last = len(book.lists[column.choices])
    return {
        "validate": "list",
        "source": f"={LISTS}!${letter}$1:${letter}${last}",
        "error_type": "stop" if column.strict else "warning",
        "error_title": column.label[:TITLE_WORDS],
        "error_message": column.rule[:RULE_WORDS],
    }


def _write_lists(workbook: xlsxwriter.Workbook, book: Book) -> None:
    """The lists side by side on a sheet that is not shown, row by row."""
    sheet = workbook.add_worksheet(LISTS)
    lists = list(book.lists.values())
    for row in range(max(map(len, lists), default=0)):
        for place, words in enumerate(lists):
            if row < len(words):
                sheet.write_string(row, place, words[row])
    sheet.hide()


def _write_advice(
    workbook: xlsxwriter.Workbook, book: Book, checked: Sequence[tuple[str, str]]
) -> None:
    """What was found, how to fill in, and the rule of each column."""
    sheet = workbook.add_worksheet(ADVICE)
    bold = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    wrap = workbook.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 90)
    pairs = [
        *checked,
        *((str(number), words) for number, words in enumerate(book.advice, start=1)),
        *((column.head, column.rule) for column in book.columns),
    ]
    for row, (name, words) in enumerate(pairs):
        sheet.write_string(row, 0, name, bold)
        sheet.write_string(row, 1, words, wrap)
