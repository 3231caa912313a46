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
A4 = 9  # Excel's number of the paper
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
    """A workbook of one sheet: heads bold and kept in view, widths by content.

    Amounts are parted by thousands to their own decimals; on paper all columns fit on
    one page across, each page with the heads and its number.
    """
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
        self.book = book
        self.paper = book.add_worksheet(_sheet_name(sheet.title))
        self.styles: dict[str, Any] = {}
        self.widths = [_width(head) for head in sheet.heads]
        self.last = 0
        self.paper.freeze_panes(1, 0)
        self._set_up_paper(sheet.title)
        bold = book.add_format({"bold": True, "bottom": 1, "bg_color": "#EEF2F7"})
        for column, head in enumerate(sheet.heads):
            self.paper.write_string(0, column, head, bold)

    def write(self, number: int, line: Sequence[Cell]) -> None:
        """One line of cells."""
        self.last = number
        for column, cell in enumerate(line):
            self._cell(number, column, cell)
        if number <= MEASURED_ROWS:
            wanted = map(_width, map(_shown, line))
            self.widths = [max(p) for p in zip(self.widths, wanted, strict=True)]

    def _set_up_paper(self, title: str) -> None:
        self.paper.set_landscape()
        self.paper.set_paper(A4)
        self.paper.fit_to_pages(1, 0)
        self.paper.repeat_rows(0)
        self.paper.set_header(f"&C{title[:100].replace('&', '&&')}")
        self.paper.set_footer("&C第 &P 页，共 &N 页")

    def _cell(self, row: int, column: int, cell: Any) -> None:
        if cell is None or cell == "":
            return
        if isinstance(cell, datetime.datetime) and timezone.is_aware(cell):
            cell = timezone.localtime(cell).replace(tzinfo=None)
        is_day = isinstance(cell, datetime.date) and cell.year >= FIRST_YEAR_OF_EXCEL
        if is_day:
            moment = isinstance(cell, datetime.datetime)
            style = self._style(MOMENT if moment else DAY, align="left")
            self.paper.write_datetime(row, column, cell, style)
        elif isinstance(cell, int | float | Decimal) and not isinstance(cell, bool):
            style = self._style(_number_format(cell))
            self.paper.write_number(row, column, cell, style)
        else:
            words = cell if isinstance(cell, str) else plain(cell)
            style = self._style("General", text_wrap=_is_long(words))
            self.paper.write_string(row, column, words[:XLSX_CHARS], style)

    def _style(self, number: str, **more: Any) -> Any:
        """Each style once a workbook; all cells of a row begin at its upper edge."""
        key = f"{number} {more}"
        if key not in self.styles:
            made = {"num_format": number, "valign": "top", **more}
            self.styles[key] = self.book.add_format(made)
        return self.styles[key]

    def close(self) -> None:
        """What is known only at the end."""
        for column, width in enumerate(self.widths):
            self.paper.set_column(column, column, width)
        if self.widths:
            self.paper.autofilter(0, 0, self.last, len(self.widths) - 1)


def _number_format(cell: float | Decimal) -> str:
    """An amount as on the pages; a plain number (a year, a count) as it is."""
    if not isinstance(cell, Decimal):
        return "General"
    places = max(0, -int(cell.as_tuple().exponent))
    return f"#,##0.{'0' * places}" if places else "#,##0"


def _shown(cell: Cell) -> str:
    return f"{cell:,f}" if isinstance(cell, Decimal) else plain(cell)


def _is_long(words: str) -> bool:
    return "\n" in words or _width(words) == WIDEST


def _width(text: str) -> int:
    """Columns count Latin characters; a Chinese one is two wide."""
    longest = max((text or "").split("\n"), key=len)
    wide = sum(1 + (char > "\u2e7f") for char in longest[:WIDEST])
    return min(max(wide + 2, NARROWEST), WIDEST)


def _sheet_name(title: str) -> str:
    """At most 31 characters, none of those that Excel forbids."""
    return re.sub(r"[\[\]:*?/\\']", " ", title)[:31].strip() or "数据"
