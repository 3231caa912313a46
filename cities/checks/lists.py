"""Reads and checks the rows of an official list; nothing is looked up here."""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from stdnum.cn import uscc
from stdnum.exceptions import ValidationError

from cities.choices import DatePrecision
from documents.checks.containers import Unfit
from documents.checks.decoding import decode
from regions.choices import Level
from regions.models import Division
from ui.refusals import Invalid, Issue
from ui.text import clean_text, half_width, number_in

HEADER = (
    "kind",
    "name",
    "code",
    "document_number",
    "document_name",
    "date",
    "batch",
    "source",
)
KINDS = {"city": "城市", "enterprise": "企业"}
MOST_BYTES = 500_000
MOST_ROWS = 5_000
_DATE = re.compile(r"^(\d{4})-(\d{2})(?:-(\d{2}))?$")


@dataclass(frozen=True)
class ListedRow:
    """One row of a list, by its line in the file."""

    line: int
    kind: str
    name: str
    code: str
    document_number: str
    document_name: str
    date: str
    batch: str
    source: str

    @property
    def day(self) -> tuple[datetime.date, DatePrecision] | None:
        """The date with how exactly it is known; a month is kept by its first day."""
        match = _DATE.match(self.date)
        if match is None:
            return None
        year, month, day = match.groups()
        try:
            found = datetime.date(int(year), int(month), int(day or 1))
        except ValueError:
            return None
        return found, DatePrecision.DAY if day else DatePrecision.MONTH

    @property
    def identity(self) -> tuple[str, str]:
        return self.kind, self.code or self.name


def read_rows(content: bytes) -> list[ListedRow]:
    """The rows of a file; `Invalid` when it is no such list at all."""
    if len(content) > MOST_BYTES:
        raise Invalid.at("file", "文件超过 500 KB，请拆分后分别导入。")
    lines = list(_lines(_text(content)))
    if not lines:
        raise Invalid.at("file", "文件是空的，请核对。")
    _check_header(lines[0][1])
    rows = [(line, cells) for line, cells in lines[1:] if any(cells)]
    if not rows:
        raise Invalid.at("file", "文件中只有表头，没有数据行。")
    if len(rows) > MOST_ROWS:
        raise Invalid.at("file", f"一次最多导入 {MOST_ROWS} 行，请拆分后分别导入。")
    wrong = [
        _at(
            line,
            f"有 {len(cells)} 列，应为 {len(HEADER)} 列，请核对是否多写或漏写逗号。",
        )
        for line, cells in rows
        if len(cells) != len(HEADER)
    ]
    if wrong:
        raise Invalid(f"有 {len(wrong)} 行的列数不对，未导入任何数据。", issues=wrong)
    return [ListedRow(line, *cells) for line, cells in rows]


def _text(content: bytes) -> str:
    try:
        return decode(content)
    except Unfit as unfit:
        raise Invalid.at("file", str(unfit)) from None


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        for cells in reader:
            yield reader.line_num, [clean_text(c, multiline=False) for c in cells]
    except csv.Error:
        raise Invalid.at(
            "file", f"第 {reader.line_num} 行附近的格式无法识别，请核对。"
        ) from None


def _check_header(cells: list[str]) -> None:
    if tuple(cells) != HEADER:
        found = "、".join(c for c in cells if c)[:100] or "空行"
        raise Invalid.at(
            "file", f"表头应为“{','.join(HEADER)}”，文件的表头是“{found}”。"
        )


def _at(line: int, sentence: str) -> Issue:
    return Issue(f"row.{line}", f"第 {line} 行：{sentence}")


def row_issues(
    rows: list[ListedRow], *, divisions: Mapping[str, Division], today: datetime.date
) -> list[Issue]:
    """Everything wrong with the rows; `divisions` holds those that exist, by code."""
    found = []
    seen: dict[tuple[str, str], int] = {}
    for row in rows:
        sentences = [*_common(row, today), *_by_kind(row, divisions)]
        if row.identity in seen:
            sentences.append(f"与第 {seen[row.identity]} 行重复，请删除其中一行。")
        seen.setdefault(row.identity, row.line)
        found += [_at(row.line, sentence) for sentence in sentences]
    return found


TEXTS = (
    ("name", "名称", 200, True),
    ("document_number", "文号", 60, True),
    ("document_name", "文件名称", 200, False),
    ("source", "来源说明", 500, True),
)


def _common(row: ListedRow, today: datetime.date) -> Iterator[str]:
    for name, words, most, needed in TEXTS:
        text = getattr(row, name)
        if needed and not text:
            yield f"缺少{words}，请补充。"
        elif len(text) > most:
            yield f"{words}不能超过 {most} 个字。"
    if row.day is None:
        yield f"日期“{row.date}”无法识别，应为 2021-07-15；不知具体日的写 2021-07。"
    elif row.day[0] > today:
        yield f"日期“{row.date}”晚于今天，请核对。"
    if row.batch and not 0 < (number_in(half_width(row.batch)) or 0) < 100:
        yield f"批次“{row.batch}”应为 1 至 99 的整数，或留空。"


def _by_kind(row: ListedRow, divisions: Mapping[str, Division]) -> Iterator[str]:
    if row.kind == "city":
        yield from _city(row, divisions.get(row.code))
    elif row.kind == "enterprise":
        yield from _enterprise(row)
    else:
        yield f"类别“{row.kind}”无法识别，应为 city（城市）或 enterprise（企业）。"


def _city(row: ListedRow, division: Division | None) -> Iterator[str]:
    if division is None:
        yield f"没有代码为“{row.code}”的行政区划，请核对。"
    elif division.managing_unit is None or division.level == Level.PROVINCE:
        name = division.full_name
        yield f"{name}（{row.code}）不能作为试点城市，请核对代码。"
    elif row.name not in (division.name, division.full_name):
        code = f"{row.code}（{division.full_name}）"
        yield f"名称“{row.name}”与代码 {code}不一致，请核对。"


def _enterprise(row: ListedRow) -> Iterator[str]:
    if not row.code:
        return
    try:
        uscc.validate(row.code)
    except ValidationError:
        yield f"统一社会信用代码“{row.code}”校验不通过，请核对，或留空。"
