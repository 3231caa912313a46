"""The 30% credit before the browser: from the first figure to the nation's total."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, expect

from accounts.models import User
from cities.demo_content import one_page_pdf
from incentives.models import CreditAccount, CreditDeclaration, CreditStatement
from tests.e2e.conftest import PageAs
from tests.e2e.pages import Case, Window, give, paper
from tests.factories.credit import a_credit_enterprise
from tests.factories.workflow import decide
from workflow.choices import Move, Stage
from workflow.models import Application

pytestmark = pytest.mark.e2e
# Two payments in yuan; the second one is refused.
LINES = (
    ("4,000,000.00", "数控实训设备购置", "PZ-001"),
    ("1,000,000.00", "与职业教育无关的差旅", "PZ-002"),
)
SCHOOL = "独立举办或参与举办职业教育：办学投资"
WHY = "该凭证与职业教育投资无关。"


def line_of(firm: Window, number: int) -> Locator:
    name = f"第{number}行"
    return firm.page.get_by_role("group", name=name, exact=True)


def fill_line(firm: Window, number: int, year: int) -> None:
    """A payment with its voucher."""
    amount, words, voucher = LINES[number - 1]
    row = line_of(firm, number)
    for label, value in (
        ("类别", SCHOOL),
        ("金额", amount),
        ("支付（撤回）日期", f"{year}-05-0{number}"),
        ("内容", words),
        ("合作院校", "示例之江职业技术学院"),
        ("凭证号码", voucher),
    ):
        give(row.get_by_label(label, exact=True), value)
    file = paper(f"{voucher}.pdf", one_page_pdf(voucher))
    row.get_by_label("凭证文件").set_input_files(file)


def the_firm_files_a_year(firm: Window, year: int) -> None:
    """Opens the ledger, enters a year, watches the estimate, files."""
    firm.go("/dashboard/")
    firm.navigate("抵免台账")
    firm.follow("建立台账")
    firm.page.get_by_label("按年").check()
    firm.press("建立")
    firm.told("抵免台账已建立")
    firm.follow("填报新的所属期")
    firm.page.get_by_label("所属期起").fill(f"{year}-01-01")
    firm.page.get_by_label("所属期止").fill(f"{year}-12-31")
    firm.press("开始填报")
    estimate = firm.page.locator("#estimate")
    firm.page.get_by_label("增值税税额", exact=True).fill("6,000,000")
    fill_line(firm, 1, year)
    # 30% of four million against 300,000 of surcharges.
    expect(estimate).to_contain_text("900,000.00")
    expect(firm.page.locator("[data-live-status]")).to_contain_text(
        "本期抵免300,000.00元"
    )
    firm.press("增加一行")
    fill_line(firm, 2, year)
    expect(estimate).to_contain_text("1,200,000.00")
    firm.press("保存并核对填报")
    expect(firm.heading).to_have_text("核对并填报")
    tick = firm.page.get_by_label(re.compile("^以上提示已逐项核对"))
    if firm.has(tick):
        tick.check()
    firm.press("确认填报")
    firm.told("已填报，台账已重新计算。")
    firm.sees("PZ-001.pdf")


def the_firm_declares(firm: Window, year: int) -> int:
    """Declares the year out of its ledger; the number of the case."""
    firm.navigate("抵免信息申报")
    firm.follow("申报抵免信息")
    firm.page.get_by_label("申报年度").select_option(str(year))
    firm.press("开始填写")
    firm.page.wait_for_url("**/credit/declarations/*/edit/")
    pk = int(firm.page.url.split("/")[-3])
    firm.go(f"/credit/declarations/{pk}/edit/statement/")
    firm.page.locator("select[name=commitment]").select_option("true")
    firm.press("保存")
    firm.told("已保存。")
    firm.go(f"/credit/declarations/{pk}/submit/")
    firm.press("确认提交")
    expect(firm.heading).not_to_have_text("确认提交")
    return pk


def the_unit_refuses_one(unit: Case, pk: int) -> None:
    """One item is refused with its reason, the rest accepted."""
    unit.go(f"/credit/declarations/{pk}/review/")
    unit.page.locator("input[name=pool][value=accepted]").check()
    row = unit.page.locator("tr", has_text=LINES[1][1])
    row.get_by_label("不予认可", exact=True).check()
    row.get_by_label(f"{LINES[1][1]}不予认可的理由").fill(WHY)
    unit.press("保存，其余全部认可")
    unit.sees("认可 1 项，不予认可 1 项")
    expect(unit.page.locator("#estimate")).to_contain_text("1,200,000.00 → 900,000.00")


def totals_equal_their_rows(
    office: Window, place: str, expected: dict[str, str]
) -> None:
    """Follow each total of a line to its rows and add up their column."""
    for head, amount in expected.items():
        office.go("/dashboard/")
        table = office.page.locator("#credit table")
        heads = [text.strip() for text in table.locator("thead th").all_inner_texts()]
        place_in_row = next(n for n, text in enumerate(heads) if text.startswith(head))
        row = table.locator("tbody tr").filter(has_text=place).first
        cell = row.locator("th, td").nth(place_in_row)
        expect(cell).to_contain_text(amount)
        office.take(cell.get_by_role("link"))
        assert column_sum(office, head) == Decimal(amount.replace(",", ""))


def column_sum(office: Window, head: str) -> Decimal:
    """The sum of a column of the list that is open."""
    table = office.page.locator("table.table").first
    heads = [text.strip() for text in table.locator("thead th").all_inner_texts()]
    place = next(n for n, text in enumerate(heads) if text.startswith(head))
    cells = table.locator(f"tbody tr > :nth-child({place + 1})").all_inner_texts()
    return sum((Decimal(text.replace(",", "").strip()) for text in cells), Decimal(0))


def test_from_the_first_figure_to_the_total_of_the_nation(
    page_as: PageAs, people: dict[str, User]
) -> None:
    year = timezone.localdate().year - 1
    a_credit_enterprise("enterprise")
    firm = page_as("enterprise")
    the_firm_files_a_year(firm, year)
    pk = the_firm_declares(firm, year)
    unit = Case(page_as("zhejiang").page, "zhejiang")
    the_unit_refuses_one(unit, pk)
    decide(Application.objects.get(pk=pk), Move.APPROVE, now=timezone.now())
    assert CreditDeclaration.objects.get(pk=pk).stage == Stage.LISTED
    # What is refused has fallen out of the firm's ledger.
    account = CreditAccount.objects.get()
    firm.go(account.get_absolute_url())
    firm.sees("900,000.00")
    firm.follow(f"{year}年")
    firm.sees(WHY)
    expected = {
        "认定投资额": "4,000,000.00",
        "抵免额": "300,000.00",
        "年末结转": "900,000.00",
    }
    totals_equal_their_rows(unit, "合计", expected)
    nation = page_as("ndrc")
    totals_equal_their_rows(nation, "全国", expected)
    totals_equal_their_rows(nation, "浙江省", expected)
    assert CreditStatement.objects.filed().count() == 1
    assert firm.page.troubles == []  # type: ignore[attr-defined]
