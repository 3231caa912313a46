"""Workbooks to be filled in: template, reading within bounds, marks on faults."""

import csv
import datetime
import io

import pytest
from openpyxl import Workbook, load_workbook

from documents.workbooks import DAY, Book, Column, Line, Mark, read_lines, write_book
from documents.workbooks.reading import as_text
from ui.refusals import Invalid

BOOK = Book(
    "台账",
    [
        Column("code", "信用代码", "18 位。", required=True),
        Column("name", "企业名称", "全称。", required=True),
        Column("size", "规模", "从列表中选。", choices="sizes", strict=True),
        Column("day", "入库日期", "如 2026-06-30。", shape=DAY),
    ],
    {"sizes": ["大型", "中型"], "other": ["甲"] * 40},
    advice=["第一行是表头，请勿改动。"],
    max_rows=5,
)
HEADS = ["信用代码*", "企业名称*", "规模", "入库日期"]


def workbook(*rows) -> io.BytesIO:
    book, file = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file


def text_file(*rows, encoding="utf-8-sig") -> io.BytesIO:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return io.BytesIO(text.getvalue().encode(encoding))


def written(*lines, **options):
    file = io.BytesIO()
    write_book(file, BOOK, lines, **options)
    return load_workbook(file)


def refused(file) -> str:
    with pytest.raises(Invalid) as no:
        list(read_lines(file, BOOK))
    return no.value.sentence


def test_the_template_has_heads_with_rules_lists_and_no_rows():
    book = written()
    page = book.worksheets[0]
    assert [cell.value for cell in page[1]] == HEADS
    assert page.max_row == 1
    assert page["A1"].comment.text == "18 位。"
    assert book["选项"].sheet_state == "hidden"
    assert [book["选项"]["A1"].value, book["选项"]["A2"].value] == ["大型", "中型"]
    (rule,) = page.data_validations.dataValidation
    assert (rule.formula1, str(rule.sqref)) == ("选项!$A$1:$A$2", "C2:C6")
    assert rule.errorStyle in (None, "stop")


def test_an_empty_template_holds_no_line():
    file = io.BytesIO()
    write_book(file, BOOK)
    assert list(read_lines(file, BOOK)) == []


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gbk"])
def test_csv_is_read_in_the_encodings_of_chinese_offices(encoding):
    file = text_file(HEADS, ["91", "某公司", "大型", "2026-06-30"], encoding=encoding)
    (line,) = read_lines(file, BOOK)
    assert (line.number, line.text("name"), line.text("day")) == (
        2,
        "某公司",
        "2026-06-30",
    )


def test_a_workbook_is_read_by_its_heads_in_any_order_without_empty_rows():
    day = datetime.datetime(2026, 6, 30)  # noqa: DTZ001 - as Excel keeps it
    file = workbook(
        ["入库日期", "企业名称 ＊".replace("＊", "*"), "信用代码", "检查结果"],
        [],
        [day, " 某公司\n", 330106.0, "上次的错误"],
        [None, "", None],
        [None, "另一公司", "91X"],
    )
    first, second = read_lines(file, BOOK)
    assert (first.number, second.number) == (3, 5)
    assert [first.text(key) for key in ("code", "name", "day", "size")] == [
        "330106",
        "某公司",
        "2026-06-30",
        "",
    ]
    assert set(first.values) == {"day", "name", "code"}


@pytest.mark.parametrize(
    ("heads", "words"),
    [
        (["企业名称"], "缺少列：“信用代码”"),
        ([*HEADS, "备注"], "无法识别的列：“备注”"),
        ([*HEADS, "规模"], "重复的列：“规模”"),
    ],
)
def test_wrong_heads_are_named(heads, words):
    assert words in refused(workbook(heads, ["1", "2"]))


def test_an_empty_file_is_named_so():
    assert "没有内容" in refused(workbook([]))


def test_more_rows_than_allowed_are_refused():
    rows = [[str(number), "某公司"] for number in range(6)]
    assert "超过 5 行" in refused(workbook(HEADS, *rows))
    assert len(list(read_lines(workbook(HEADS, *rows[:5]), BOOK))) == 5


@pytest.mark.parametrize("content", [b"PK\x03\x04" + b"x" * 50, b"\xff\xfe\x00\x01"])
def test_what_is_no_table_is_refused_with_a_sentence(content):
    assert refused(io.BytesIO(content))


def test_a_sheet_that_lies_about_its_size_is_read_to_its_end():
    book, file = Workbook(), io.BytesIO()
    for row in (HEADS, ["1", "甲"], ["2", "乙"]):
        book.active.append(row)
    book.active["A1000000"] = "3"
    book.active["B1000000"] = "丙"
    book.save(file)
    assert [line.number for line in read_lines(file, BOOK)] == [2, 3, 1_000_000]


def test_the_checked_workbook_is_the_same_with_its_cells_marked():
    good = Line(2, {"code": "91", "name": "=甲", "day": datetime.date(2026, 6, 30)})
    bad = Line(3, {"code": 12.5, "name": None, "size": "巨型"})
    mark = Mark(["缺少企业名称，请填写。"], {"name": "缺少企业名称，请填写。"})
    book = written(
        (good, None), (bad, mark), checked=lambda: [("检查结果", "错误 1 行。")]
    )
    page = book.worksheets[0]
    assert [cell.value for cell in page[1]] == [*HEADS, "检查结果"]
    assert page["B2"].value == "=甲"
    assert page["B2"].data_type == "s"
    assert page["A2"].fill.fgColor.rgb != page["B3"].fill.fgColor.rgb
    assert page["B3"].comment.text == "缺少企业名称，请填写。"
    assert page["E3"].value == "缺少企业名称，请填写。"
    assert page["E2"].value is None
    assert book["填写说明"]["B1"].value == "错误 1 行。"
    file = io.BytesIO()
    book.save(file)
    again = list(read_lines(file, BOOK))
    assert [line.text("name") for line in again] == ["=甲", ""]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (330106.0, "330106"),
        (12.5, "12.5"),
        (True, "是"),
        (datetime.date(2026, 6, 30), "2026-06-30"),
        (" 甲\n乙 ", "甲 乙"),
        ("甲\u200b乙", "甲乙"),
    ],
)
def test_cells_are_read_as_people_see_them(value, text):
    assert as_text(value) == text
