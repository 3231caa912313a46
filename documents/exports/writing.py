"""Writes a sheet as CSV or XLSX on disk; memory holds a chunk of rows at a time."""

from __future__ import annotations

import csv
import datetime
import io
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import IO, Any

import xlsxwriter
from django.utils import timezone

from documents.choices import FileFormat, FileKind
from documents.exports.sheets import Cell, Sheet
from documents.handlers import Progress
from documents.rules import MEDIA_TYPES
from ui.refusals import Invalid
from ui.text import harmless
from ui.words import cn_date, cn_datetime

MEDIA = {
    FileFormat.CSV: "text/csv; charset=utf-8",
    FileFormat.XLSX: MEDIA_TYPES[FileKind.XLSX],
}
# Excel's own bounds; one line is for the heads.
XLSX_ROWS = 1_048_575
XLSX_CHARS = 32_767
# Widths follow from the first rows, within these bounds (in characters of Latin).
MEASURED_ROWS = 200
NARROWEST, WIDEST = 8, 60
TOLD_EVERY = 500
FIRST_YEAR_OF_EXCEL = 1901
DAY, MOMENT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"
# Every string is told to be one; nothing is guessed from how it looks.
WORKBOOK = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def write_file(
    sheet: Sheet, format: str, progress: Progress | None = None
) -> IO[bytes]:
    """An open temporary file, ready to be read; whoever takes it closes it."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the caller closes it
    write = write_xlsx if format == FileFormat.XLSX else write_csv
    try:
        write(file, sheet, _told(sheet, progress))
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file


def _told(sheet: Sheet, progress: Progress | None) -> Iterator[Sequence[Cell]]:
    """The lines, with word of how many are written."""
    total = sheet.total if progress else 0
    done = 0
    for done, line in enumerate(sheet.lines(), start=1):
        yield line
        if progress and done % TOLD_EVERY == 0:
            words = f"已写入{done:,}行，共{max(total, done):,}行"
            progress(done, max(total, done), words)
    if progress:
        progress(done, done, f"已写入{done:,}行")


def write_csv(file: IO[bytes], sheet: Sheet, lines: Iterable[Sequence[Cell]]) -> None:
    """UTF-8 with the mark at the front by which office programs know it."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    writer = csv.writer(text)
    writer.writerow(sheet.heads)
    writer.writerows([plain(cell) for cell in line] for line in lines)
    text.flush()
    text.detach()


def plain(cell: Cell) -> str:
    """A cell as text: days as on the pages, texts that no program would run."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, datetime.datetime):
        return cn_datetime(cell)
    if isinstance(cell, datetime.date):
        return cn_date(cell)
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return harmless(cell) if isinstance(cell, str) else str(cell)


def write_xlsx(file: IO[bytes], sheet: Sheet, lines: Iterable[Sequence[Cell]]) -> None:
    """A workbook of one sheet: heads bold and kept in view, widths by content."""
    with xlsxwriter.Workbook(file, WORKBOOK) as book:
        page = _Page(book, sheet)
        for number, line in enumerate(lines, start=1):
            if number > XLSX_ROWS:
                raise Invalid(
                    f"记录超过 Excel 一张工作表的上限{XLSX_ROWS:,}行，"
                    "请缩小筛选范围，或导出为 CSV 文件。"
                )
            page.write(number, line)
        page.close()


class _Page:
    """The one sheet of the workbook."""

    def __init__(self, book: xlsxwriter.Workbook, sheet: Sheet) -> None:
        self.paper = book.add_worksheet(_sheet_name(sheet.title))
        self.day = book.add_format({"num_format": DAY, "align": "left"})
        self.moment = book.add_format({"num_format": MOMENT, "align": "left"})
        self.widths = [_width(head) for head in sheet.heads]
        self.last = 0
        self.paper.freeze_panes(1, 0)
        bold = book.add_format({"bold": True, "bottom": 1, "bg_color": "#EEF2F7"})
        for column, head in enumerate(sheet.heads):
            self.paper.write_string(0, column, head, bold)

    def write(self, number: int, line: Sequence[Cell]) -> None:
        """One line of cells."""
        self.last = number
        for column, cell in enumerate(line):
            self._cell(number, column, cell)
        if number <= MEASURED_ROWS:
            wanted = map(_width, map(plain, line))
            self.widths = [max(p) for p in zip(self.widths, wanted, strict=True)]

    def _cell(self, row: int, column: int, cell: Any) -> None:
        if cell is None or cell == "":
            return
        if isinstance(cell, datetime.datetime) and timezone.is_aware(cell):
            cell = timezone.localtime(cell).replace(tzinfo=None)
        is_day = isinstance(cell, datetime.date) and cell.year >= FIRST_YEAR_OF_EXCEL
        if is_day:
            moment = isinstance(cell, datetime.datetime)
            style = self.moment if moment else self.day
            self.paper.write_datetime(row, column, cell, style)
        elif isinstance(cell, int | float | Decimal) and not isinstance(cell, bool):
            self.paper.write_number(row, column, cell)
        else:
            words = cell if isinstance(cell, str) else plain(cell)
            self.paper.write_string(row, column, words[:XLSX_CHARS])

    def close(self) -> None:
        """What is known only at the end."""
        for column, width in enumerate(self.widths):
            self.paper.set_column(column, column, width)
        if self.widths:
            self.paper.autofilter(0, 0, self.last, len(self.widths) - 1)


def _width(text: str) -> int:
    """Columns count Latin characters; a Chinese one is two wide."""
    longest = max((text or "").split("\n"), key=len)
    wide = sum(1 + (char > "\u2e7f") for char in longest[:WIDEST])
    return min(max(wide + 2, NARROWEST), WIDEST)


def _sheet_name(title: str) -> str:
    """At most 31 characters, none of those that Excel forbids."""
    return re.sub(r"[\[\]:*?/\\']", " ", title)[:31].strip() or "数据"
