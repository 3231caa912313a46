"""Workbooks that people fill in: the template, the reading, the same with marks."""

from documents.workbooks.books import DAY, NUMBER, Book, Column
from documents.workbooks.reading import Line, expected_rows, read_lines
from documents.workbooks.writing import Mark, write_book

__all__ = [
    "DAY",
    "NUMBER",
    "Book",
    "Column",
    "Line",
    "Mark",
    "expected_rows",
    "read_lines",
    "write_book",
]
