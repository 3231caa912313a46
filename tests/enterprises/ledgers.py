"""Ledgers of enterprises for tests: rows with working codes, as workbooks and CSV."""

import csv
import io

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook
from stdnum.cn import uscc

HEADS = [
    "统一社会信用代码",
    "企业名称",
    "名单类别",
    "注册地",
    "所有制形式",
    "企业规模",
    "规模以上企业",
    "国民经济行业大类",
    "重点产业领域1",
    "重点产业领域2",
    "成立日期",
    "职工人数",
    "年度1",
    "营业收入（元）1",
    "研发费用（元）1",
    "年度2",
    "营业收入（元）2",
    "入库编号",
    "入库日期",
    "证书编号",
    "证书有效期起",
    "证书有效期止",
]


def code(number: int = 1, division: str = "330106") -> str:
    """A credit code with a right check character."""
    body = f"91{division}{number:09d}"
    return body + uscc.calc_check_digit(body)


def row(number: int = 1, **changes: str) -> list[str]:
    """An enterprise of Hangzhou in the pool; cells by head."""
    cells = {
        "统一社会信用代码": code(number),
        "企业名称": f"浙江测试制造{number}有限公司",
        "名单类别": "建设培育",
        "注册地": "330106 浙江省杭州市西湖区",
        "所有制形式": "民营企业",
        "企业规模": "中型",
        "规模以上企业": "是",
        "国民经济行业大类": "C39 计算机、通信和其他电子设备制造业",
        "重点产业领域1": "智能制造",
        "成立日期": "2010-03-01",
        "职工人数": "350",
        "入库编号": f"浙产教{number:06d}",
        "入库日期": "2024年5月20日",
    }
    return [{**cells, **changes}.get(head, "") for head in HEADS]


def as_csv(*rows: list[str], encoding: str = "utf-8-sig") -> bytes:
    """The rows under their heads as CSV."""
    text = io.StringIO()
    csv.writer(text).writerows([HEADS, *rows])
    return text.getvalue().encode(encoding)


def as_xlsx(*rows: list[str]) -> bytes:
    """The rows under their heads as a workbook."""
    book, file = Workbook(), io.BytesIO()
    for cells in (HEADS, *rows):
        book.active.append(cells)
    book.save(file)
    return file.getvalue()


def upload(*rows: list[str], encoding: str = "utf-8-sig") -> SimpleUploadedFile:
    """The rows as an uploaded CSV file."""
    return SimpleUploadedFile("台账.csv", as_csv(*rows, encoding=encoding))
