"""The sheet as a workbook: merged heads, formats of numbers, A4 across."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import xlsxwriter

from incentives.sheets.annexes import annexes
from incentives.sheets.facts import ReturnSheet
from incentives.sheets.grid import (
    HEAD,
    LABEL,
    MONEY,
    NOTE,
    PLAIN,
    RATE,
    RIGHT,
    SUBTITLE,
    TEXT,
    TITLE,
    Cell,
    Grid,
)

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
A4 = 9
_BOX = {"border": 1, "valign": "vcenter", "font_size": 9, "text_wrap": True}
_SHADED = _BOX | {"bg_color": "#EEF2F7", "align": "center"}
FORMATS: dict[str, dict[str, Any]] = {
    TITLE: {"bold": True, "font_size": 14, "align": "center", "valign": "vcenter"},
    SUBTITLE: {"font_size": 10, "align": "center", "valign": "vcenter"},
    PLAIN: {"font_size": 9, "valign": "vcenter", "text_wrap": True},
    RIGHT: {"font_size": 9, "align": "right", "valign": "vcenter"},
    HEAD: _SHADED,
    LABEL: _BOX | {"bg_color": "#F7F8FA"},
    TEXT: _BOX | {"align": "center", "num_format": "@"},
    MONEY: _BOX | {"align": "right", "num_format": "#,##0.00", "text_wrap": False},
    RATE: _BOX | {"align": "center", "num_format": "General"},
    NOTE: {"font_size": 9, "text_wrap": True, "valign": "top"},
}
HEIGHTS = {TITLE: 26, SUBTITLE: 18, NOTE: 26, HEAD: 30, PLAIN: 26}


def return_workbook(sheet: ReturnSheet) -> bytes:
    """The annexes as an XLSX file, one worksheet each."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        book.set_properties({"title": "附加税费申报参考表"})
        formats = {kind: book.add_format(look) for kind, look in FORMATS.items()}
        for grid in annexes(sheet):
            _write(book.add_worksheet(grid.name), grid, formats)
    return file.getvalue()


def _write(page: Any, grid: Grid, formats: dict[str, Any]) -> None:
    for column, width in enumerate(grid.widths):
        page.set_column(column, column, width)
    for row, cells in enumerate(grid.rows):
        page.set_row(row, HEIGHTS.get(cells[-1].kind, 22))
    for row, column, cell in grid.placed():
        _put(page, row, column, cell, formats[cell.kind])
    page.set_landscape()
    page.set_paper(A4)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
    page.center_horizontally()
    page.fit_to_pages(1, 1)
    page.hide_gridlines(2)


def _put(page: Any, row: int, column: int, cell: Cell, look: Any) -> None:
    last = (row + cell.rows - 1, column + cell.columns - 1)
    if last != (row, column):
        # Merging draws the frame; the value is written over its first field below.
        page.merge_range(row, column, *last, "", look)
    if isinstance(cell.value, Decimal):
        page.write_number(row, column, cell.value, look)
    elif cell.value:
        page.write_string(row, column, cell.value, look)
    else:
        page.write_blank(row, column, None, look)
