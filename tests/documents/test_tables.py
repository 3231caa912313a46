"""CSV files are read in UTF-8 and GBK; what is wrong is said row by row."""

import pytest

from documents.checks import TableRule, read_csv
from ui.refusals import Invalid

RULE = TableRule(
    {"name": "名称", "code": "代码", "note": "备注"},
    required=frozenset({"name", "code"}),
    max_rows=3,
    max_cell=20,
)


def refusals(text: str | bytes) -> list[str]:
    """Every sentence that a file brings."""
    content = text.encode() if isinstance(text, str) else text
    with pytest.raises(Invalid) as refused:
        read_csv(content, RULE)
    return [issue.sentence for issue in refused.value.issues]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
def test_rows_are_read_in_every_encoding_of_excel(encoding):
    text = "名称,代码,备注\r\n杭州市,330100,\r\n\r\n宁波市, 330200 ,计划单列市\r\n"
    rows = read_csv(text.encode(encoding), RULE)
    assert [(row.number, row["name"], row["code"]) for row in rows] == [
        (2, "杭州市", "330100"),
        (4, "宁波市", "330200"),
    ]
    assert rows[1]["note"] == "计划单列市"


def test_columns_may_stand_in_any_order_and_under_their_keys():
    rows = read_csv("code,名 称\n330100,杭州市\n".encode(), RULE)
    assert rows[0]["name"] == "杭州市"
    assert rows[0]["note"] == ""


def test_a_wrong_header_names_what_is_missing_and_what_is_unknown():
    assert refusals("名称,编码\n杭州市,330100\n") == [
        "表头有误，缺少列：“代码”；无法识别的列：“编码”。表头应为：名称、代码、备注。"
    ]
    assert "重复的列：“名称”" in refusals("名称,名称,代码\n")[0]


def test_an_empty_file_has_no_header():
    assert "文件中没有内容" in refusals("")[0]


def test_every_wrong_row_is_named():
    assert refusals("名称,代码\n杭州市,\n,330200\n杭州市,1,2,3\n") == [
        "第 2 行缺少“代码”。",
        "第 3 行缺少“名称”。",
        "第 4 行有 4 列，多于表头的 2 列。",
    ]


def test_rows_and_cells_are_bounded():
    assert refusals("名称,代码\n" + "杭州市,1\n" * 4) == [
        "数据超过 3 行的上限，请拆分后分次上传。"
    ]
    assert refusals("名称,代码\n" + "长" * 21 + ",1\n") == [
        "第 2 行“名称”有 21 个字，超过 20 字的上限。"
    ]


def test_a_quote_that_never_closes_is_said_with_its_row():
    assert refusals('名称,代码\n"杭州市,1\n')[0].startswith("第 2 行的引号或分隔符有误")


def test_what_is_no_text_is_refused():
    assert "无法读取文字" in refusals(b"\xff\xfe\x00\x00")[0]
    assert "UTF-8 或 GBK" in refusals(b"\x81\x00\x02")[0]
