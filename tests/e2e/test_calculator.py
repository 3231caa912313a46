"""Anybody reckons the credit over the years, with and without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from tests.e2e.conftest import PageAs

pytestmark = pytest.mark.e2e
URL = "/credit-calculator/"
LABELS = ("新增投资", "应缴教育费附加", "应缴地方教育附加")


def fill(page: Page, number: int, *money: str) -> None:
    """A row of the calculator."""
    row = page.locator(".calc-row").nth(number)
    for label, amount in zip(LABELS, money, strict=True):
        row.get_by_label(label, exact=True).fill(amount)


def test_the_result_follows_while_one_types(
    page_as: PageAs, people: dict[str, User]
) -> None:
    page = page_as("visitor", viewport={"width": 390, "height": 844}).page
    page.goto(URL)
    result = page.locator("#result")
    fill(page, 0, "4000000", "180000", "120000")
    expect(result.get_by_role("cell", name="900,000.00")).to_be_visible()
    expect(page.locator("[data-live-status]")).to_contain_text("期末结转900,000.00元")
    fill(page, 1, "500000.001", "240000", "160000")
    expect(result).to_contain_text("小数位数不能超过 2 位")
    fill(page, 1, "500000", "240000", "160000")
    expect(result.get_by_role("cell", name="650,000.00")).to_be_visible()
    expect(result.locator(".chart-live, .chart svg").first).to_be_visible()

    page.get_by_role("button", name="增加一行").click()
    expect(page.locator(".calc-row")).to_have_count(4)
    expect(result.get_by_role("cell", name="650,000.00")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.troubles == []  # type: ignore[attr-defined]


def test_it_works_without_scripts(page_as: PageAs, people: dict[str, User]) -> None:
    page = page_as("visitor", java_script_enabled=False).page
    page.goto(f"{URL}?rows=1")
    fill(page, 0, "百万", "30", "20")
    page.get_by_role("button", name="测算").click()
    expect(page.locator(".problems")).to_contain_text("第1行新增投资：请填写数字")
    fill(page, 0, "１００", "30", "20")
    page.get_by_role("button", name="增加一行").click()
    expect(page.locator(".calc-row")).to_have_count(2)
    page.get_by_role("button", name="删除第2行").click()
    expect(
        page.locator("#result").get_by_role("cell", name="18.00").first
    ).to_be_visible()
