"""Tables that come as CSV: encoding, header and bounds, row by row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from documents.checks.containers import Unfit
from documents.checks.decoding import decode
from ui.refusals import Invalid, Issue
from ui.text import clean_text, half_width

SHOWN_ISSUES = 100


@dataclass(frozen=True)
class TableRule:
    """What a table holds: header by key, which must be there, and how much."""

    columns: Mapping[str, str]
    required: frozenset[str] = frozenset()
    max_rows: int = 5_000
    max_cell: int = 2_000


@dataclass(frozen=True)
class TableRow:
    """A row with its number in the file (the header is row 1)."""

    number: int
    values: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, key: str) -> str:
        return self.values.get(key, "")


def read_csv(content: bytes, rule: TableRule, *, place: str = "file") -> list[TableRow]:
    """Rows of a CSV file in UTF-8 or GBK; cells cleaned, empty rows left out.

    Headers are matched by their Chinese name or by their key. Raises `Invalid` with
    one issue for each thing wrong; `place` is the field that they stand at.
    """
    try:
        lines = _lines(decode(content))
        _number, header = next(lines, (1, []))
        keys = _keys(header, rule)
        rows = list(_rows(lines, keys, rule))
    except Unfit as unfit:
        raise Invalid.at(place, str(unfit)) from None
    wrong = [sentence for _row, sentences in rows for sentence in sentences]
    if wrong:
        summary = _("共有 %d 处错误，未读取任何数据。") % len(wrong)
        issues = [Issue(place, sentence) for sentence in wrong[:SHOWN_ISSUES]]
        raise Invalid(summary, issues=issues)
    return [row for row, _sentences in rows]


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Lines that hold anything, with their number; a quoted cell may break lines."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    start = 1
    try:
        for cells in reader:
            cleaned = [clean_text(cell) for cell in cells]
            if any(cleaned):
                yield start, cleaned
            start = reader.line_num + 1
    except csv.Error as error:
        raise Unfit(
            _("第 %d 行的引号或分隔符有误，请检查后重新上传。") % start
        ) from error


def _keys(header: list[str], rule: TableRule) -> list[str]:
    """The key of each column; refuses missing, unknown and repeated columns."""
    by_name = {_plain(label): key for key, label in rule.columns.items()}
    by_name |= {_plain(key): key for key in rule.columns}
    found = [by_name.get(_plain(name), "") for name in header]
    unknown = [name for name, key in zip(header, found, strict=True) if not key]
    missing = [rule.columns[k] for k in rule.columns if k in rule.required - {*found}]
    twice = sorted({rule.columns[key] for key in found if key and found.count(key) > 1})
    if not header:
        raise Unfit(_("文件中没有内容，请检查后重新上传。"))
    parts = [
        words % "、".join(f"“{name}”" if name else _("（空）") for name in names)
        for words, names in (
            (_("缺少列：%s"), missing),
            (_("无法识别的列：%s"), unknown),
            (_("重复的列：%s"), twice),
        )
        if names
    ]
    if parts:
        expected = "、".join(rule.columns.values())
        problem = "；".join(parts)
        raise Unfit(
            _("表头有误，%(problem)s。表头应为：%(expected)s。")
            % {"problem": problem, "expected": expected}
        )
    return found


def _plain(name: str) -> str:
    return half_width(name).replace(" ", "").lower()


def _rows(
    lines: Iterator[tuple[int, list[str]]], keys: list[str], rule: TableRule
) -> Iterator[tuple[TableRow, list[str]]]:
    for count, (number, cells) in enumerate(lines, start=1):
        if count > rule.max_rows:
            raise Unfit(_("数据超过 %d 行的上限，请拆分后分次上传。") % rule.max_rows)
        values = dict(zip(keys, cells, strict=False))
        yield TableRow(number, values), list(_wrong(number, cells, keys, rule))


def _wrong(
    number: int, cells: list[str], keys: list[str], rule: TableRule
) -> Iterator[str]:
    if any(cells[len(keys) :]):
        yield (
            _("第 %(row)d 行有 %(cells)d 列，多于表头的 %(columns)d 列。")
            % {"row": number, "cells": len(cells), "columns": len(keys)}
        )
    values = dict(zip(keys, cells, strict=False))
    for key, label in rule.columns.items():
        value = values.get(key, "")
        if key in rule.required and not value:
            yield _("第 %(row)d 行缺少“%(name)s”。") % {"row": number, "name": label}
        if len(value) > rule.max_cell:
            yield (
                _("第 %(row)d 行“%(name)s”有 %(found)d 个字，超过 %(limit)d 字的上限。")
                % {
                    "row": number,
                    "name": label,
                    "found": len(value),
                    "limit": rule.max_cell,
                }
            )
