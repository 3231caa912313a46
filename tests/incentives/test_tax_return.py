"""The tax return's sheet: the columns, read back from the file, and the paper."""

import io
import subprocess
from datetime import UTC, date, datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from incentives.credit import NOTHING, Row, TaxBases, payables, step
from incentives.sheets import ReturnSheet, return_pdf, return_workbook
from incentives.words import DISCLAIMER
from tests.incentives.cases import CASES, RATES, wan

MOMENT = datetime(2026, 7, 5, 1, 0, tzinfo=UTC)
EXPORTER = next(case for case in CASES if case.name.startswith("9")).years[0]
BOTH_TAXES = next(case for case in CASES if case.name.startswith("2")).years[0]
HALVED = next(case for case in CASES if case.name.startswith("8")).years[0]


def sheet_of(bases, new="0", withdrawn="0", before="0", **other):
    """A sheet with what follows from its own figures."""
    columns = payables(bases, RATES)
    row = Row("2026", wan(new), wan(withdrawn), columns.education, columns.local)
    facts = {
        "taxpayer": "钱塘智造有限公司",
        "credit_code": "91330100MA2TEST00X",
        "starts": date(2026, 1, 1),
        "ends": date(2026, 12, 31),
        "bases": bases,
        "rates": RATES,
        "outcome": step(row, wan(before), RATES),
    }
    return ReturnSheet(**facts | other)


def read(sheet):
    """The worksheets of the file as lists of rows."""
    book = load_workbook(io.BytesIO(return_workbook(sheet)))
    return {page.title: list(page.iter_rows(values_only=True)) for page in book}


def line(rows, name):
    """The fields of a line by the numbers of their columns, from 1."""
    found = next(row for row in rows if row[0] == name)
    return dict(enumerate(found[2:], start=1))


def block(rows, name):
    """The value of a numbered field of the lower block."""
    return next(row for row in rows if name in row)[13]


def test_the_columns_of_an_exporter_stand_as_they_are_printed():
    sheet = sheet_of(EXPORTER.bases, new="20", paid_already=Decimal("10000"))
    rows = read(sheet)["附列资料（五）"]
    assert line(rows, "教育费附加") == {
        1: 2_000_000,
        2: 500_000,
        3: 300_000,
        4: 3,
        5: 66_000,
        6: None,
        7: 0,
        8: 0,
        9: 0,
        10: "0061101402",
        11: 36_000,
        12: 10_000,
        13: 20_000,
    }
    local = line(rows, "地方教育附加")
    assert (local[5], local[10], local[11], local[13]) == (
        44_000,
        "0099101401",
        24_000,
        20_000,
    )
    assert line(rows, "合计")[13] == 40_000
    heads = rows[8]
    assert heads[2:] == (
        *("1", "2", "3", "4", "5=（1+2-3）×4", "6", "7"),
        *("8", "9=（5-7）×8", "10", "11", "12", "13=5-7-9-11-12"),
    )


def test_the_lower_block_holds_the_three_fields_of_the_credit():
    sheet = sheet_of(TaxBases(vat=wan(900)), new="300", withdrawn="180", before="20")
    rows = read(sheet)["附列资料（五）"]
    assert block(rows, "当期新增投资额") == 1_200_000
    assert block(rows, "上期留抵可抵免金额") == 200_000
    assert block(rows, "结转下期可抵免金额") == 110_000
    assert any("☑是" in str(cell) for row in rows for cell in row)
    # Left to the taxpayer.
    assert block(rows, "当期新增可用于扣除的留抵退税额") is None


def test_net_investment_may_be_negative_and_what_is_to_be_repaid_is_told():
    sheet = sheet_of(TaxBases(vat=wan(1000)), withdrawn="250", before="5")
    rows = read(sheet)["附列资料（五）"]
    assert block(rows, "当期新增投资额") == -2_500_000
    assert block(rows, "结转下期可抵免金额") == 0
    words = [str(row[0]) for row in rows]
    assert any("应补缴已抵免的附加700,000.00元" in each for each in words)
    assert any(each.startswith(DISCLAIMER) for each in words)


def test_the_row_of_the_city_tax_is_empty_and_says_why():
    rows = read(sheet_of(EXPORTER.bases))["附列资料（五）"]
    assert set(line(rows, "城市维护建设税").values()) == {None}
    assert any("城市维护建设税不属于本项抵免" in str(row[0]) for row in rows)


def test_half_relief_stands_in_columns_eight_and_nine():
    rows = read(sheet_of(HALVED.bases, new="10"))["附列资料（五）"]
    education = line(rows, "教育费附加")
    assert (education[5], education[8], education[9]) == (30_000, 50, 15_000)
    assert (education[11], education[13]) == (15_000, 0)


def test_the_credit_goes_to_the_vat_annex_first_then_to_the_other():
    sheet = sheet_of(BOTH_TAXES.bases, new="55")
    vat, consumption = read(sheet).values()
    # Pool 165,000: 99,000 to the education surcharge, of which VAT owes 90,000.
    assert line(vat, "教育费附加")[11] == 90_000
    education = next(row for row in consumption if row[0] == "教育费附加")
    assert education[1:] == (600_000, 3, 18_000, None, 0, 0, 0, 0, 18_000, 9_000, 9_000)


def test_without_consumption_tax_its_annex_is_left_out():
    assert list(read(sheet_of(EXPORTER.bases))) == ["附列资料（五）"]


def test_after_leaving_the_policy_does_not_apply():
    rows = read(sheet_of(EXPORTER.bases, is_held=True))["附列资料（五）"]
    question = "本期是否适用试点建设培育产教融合型企业抵免政策"
    assert next(row for row in rows if row[0] == question)[5] == "□是　☑否"
    assert any("待税务机关确定" in str(row[0]) for row in rows)


def test_a_name_is_never_read_as_a_formula():
    rows = read(sheet_of(EXPORTER.bases, taxpayer='=HYPERLINK("x")'))
    (page,) = rows.values()
    assert page[3][0] == '纳税人名称：=HYPERLINK("x")'


def test_the_workbook_is_set_up_for_a_sheet_across():
    book = load_workbook(io.BytesIO(return_workbook(sheet_of(EXPORTER.bases))))
    page = book.active
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page["G11"].number_format == "#,##0.00"
    assert "A1:O1" in {str(merged) for merged in page.merged_cells.ranges}


def test_the_paper_is_one_page_an_annex():
    sheet = sheet_of(BOTH_TAXES.bases, new="55", version="第2版，2026年7月5日填报")
    data = return_pdf(sheet, moment=MOMENT)
    assert data == return_pdf(sheet, moment=MOMENT)
    words = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=data, capture_output=True, check=True
    ).stdout.decode()
    assert words.count("\f") == 2
    for expected in ("0061101402", "90,000.00", "消费税附加税费计算表", "第2版"):
        assert expected in words


money = st.integers(0, 10**10).map(lambda n: Decimal(n).scaleb(-2))


@given(
    st.builds(
        TaxBases,
        *[money] * 4,
        st.sampled_from(["none", "half", "exempt"]),
    ),
    money,
    money,
)
def test_the_lines_share_out_exactly_what_was_used_and_paid(bases, before, paid):
    columns = payables(bases, RATES)
    row = Row("2026", NOTHING, NOTHING, columns.education, columns.local)
    outcome = step(row, before, RATES)
    sheet = sheet_of(bases, outcome=outcome, paid_already=paid)
    assert sum(each.credit for each in sheet.lines) == outcome.used
    assert sum(each.paid for each in sheet.lines) == paid
    for each in sheet.lines:
        assert 0 <= each.credit <= each.columns.payable
    education = [each.credit for each in sheet.lines if each.name == "教育费附加"]
    assert sum(education) == outcome.used_education
    assert all(each.final >= 0 for each in sheet.lines[1:])
