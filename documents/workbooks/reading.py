"""Reads a filled-in workbook or CSV file line by line, within bounds."""

from __future__ import annotations

import csv
import datetime
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import IO, Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from documents.checks.containers import Unfit
from documents.checks.decoding import decode
from documents.workbooks.books import VERDICT, Book, plain_head
from ui.refusals import Invalid
from ui.text import clean_text

ZIP = b"PK\x03\x04"
# Columns beyond these are not looked at; a sheet may claim sixteen thousand.
MOST_COLUMNS = 100
LONGEST_CELL = 4_000
DAMAGED = (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError)

Value = str | int | float | bool | datetime.date | datetime.datetime | None


@dataclass(frozen=True)
class Line:
    """A filled-in row: its number in the file, and what stands in it by column."""

    number: int
    values: Mapping[str, Value]

    def text(self, key: str) -> str:
        """A cell as a person sees it, cleaned, in one line; "" for nothing."""
        return as_text(self.values.get(key))


def as_text(value: Value) -> str:
    """The words of a cell: 330106 for 330106.0, 2026-06-30 for a day."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    return clean_text(str(value)[:LONGEST_CELL], multiline=False)


def expected_rows(file: IO[bytes], book: Book) -> int:
    """About how many rows there are, by what the file says of itself; for progress."""
    file.seek(0)
    if file.read(len(ZIP)) != ZIP:
        file.seek(0)
        found = sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(65536), b""))
        return min(found, book.max_rows)
    file.seek(0)
    try:
        with closing(load_workbook(file, read_only=True)) as workbook:
            return min(workbook.worksheets[0].max_row or 0, book.max_rows)
    except DAMAGED:
        return 0


def read_lines(file: IO[bytes], book: Book, *, place: str = "file") -> Iterator[Line]:
    """The filled-in rows of an XLSX or CSV file (UTF-8 or GBK), empty ones left out.

    Heads are found by name in any order; a column that is not obligatory may be
    missing. Raises `Invalid` at `place` for a file that is no such workbook, also in
    the middle where the rows are too many.
    """
    try:
        with closing(_rows(file)) as rows:
            yield from _lines(rows, book)
    except Unfit as unfit:
        raise Invalid.at(place, str(unfit)) from None


def _rows(file: IO[bytes]) -> Iterator[tuple[int, Sequence[Any]]]:
    file.seek(0)
    is_zip = file.read(len(ZIP)) == ZIP
    file.seek(0)
    return _of_workbook(file) if is_zip else _of_text(file)


def _of_workbook(file: IO[bytes]) -> Iterator[tuple[int, Sequence[Any]]]:
    """Rows of the first sheet, streamed; formulas give what was last worked out."""
    broken = _("文件已损坏，无法打开。请重新导出后再上传。")
    try:
        book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
    except DAMAGED as error:
        raise Unfit(broken) from error
    with closing(book):
        sheet = book.worksheets[0]
        # What a sheet says of its own size need not be true.
        sheet.reset_dimensions()
        try:
            rows = sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)
            yield from enumerate(rows, start=1)
        except DAMAGED as error:
            raise Unfit(broken) from error


def _of_text(file: IO[bytes]) -> Iterator[tuple[int, Sequence[Any]]]:
    reader = csv.reader(io.StringIO(decode(file.read()), newline=""), strict=True)
    start = 1
    try:
        for cells in reader:
            yield start, cells[:MOST_COLUMNS]
            start = reader.line_num + 1
    except csv.Error as error:
        words = _("第 %d 行的引号或分隔符有误，请检查后重新上传。") % start
        raise Unfit(words) from error


def _lines(rows: Iterable[tuple[int, Sequence[Any]]], book: Book) -> Iterator[Line]:
    filled = ((number, cells) for number, cells in rows if _holds_anything(cells))
    _number, heads = next(filled, (1, ()))
    keys = _keys(heads, book)
    for count, (number, cells) in enumerate(filled, start=1):
        if count > book.max_rows:
            words = _("数据超过 %s 行的上限，请拆分后分次上传。")
            raise Unfit(words % f"{book.max_rows:,}")
        pairs = zip(keys, cells, strict=False)
        yield Line(number, {key: value for key, value in pairs if key})


def _holds_anything(cells: Sequence[Any]) -> bool:
    return any(cell is not None and str(cell).strip() for cell in cells)


def _keys(heads: Sequence[Any], book: Book) -> list[str]:
    """The key of each column; "" for what is not read."""
    names = [clean_text(str(h), multiline=False) if h else "" for h in heads]
    while names and not names[-1]:
        names.pop()
    if not names:
        raise Unfit(_("文件中没有内容，请检查后重新上传。"))
    by_name = {plain_head(column.label): column.key for column in book.columns}
    skipped = plain_head(VERDICT)
    found = [by_name.get(plain_head(name), "") for name in names]
    unknown = [
        name or _("（空）")
        for name, key in zip(names, found, strict=True)
        if not key and plain_head(name) != skipped
    ]
    _check_heads(found, unknown, book)
    return found


def _check_heads(found: list[str], unknown: list[str], book: Book) -> None:
    missing = [c.label for c in book.columns if c.required and c.key not in found]
    twice = [c.label for c in book.columns if found.count(c.key) > 1]
    parts = [
        words % "、".join(f"“{name}”" for name in names[:10])
        for words, names in (
            (_("缺少列：%s"), missing),
            (_("无法识别的列：%s"), unknown),
            (_("重复的列：%s"), twice),
        )
        if names
    ]
    if parts:
        problem = "；".join(parts)
        raise Unfit(_("表头有误，%s。表头应在第一行，与下载的模板一致。") % problem)
