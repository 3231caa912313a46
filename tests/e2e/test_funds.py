"""Central money before the browser: allotted, planned, paid, used, and how far."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import User
from incentives.models import FundEntry, Project
from tests.e2e.conftest import PageAs
from tests.e2e.pages import Window
from tests.factories.projects import a_project

pytestmark = pytest.mark.e2e
DONE = "资金记录已登记。"
BEYOND = "超过已下达金额3,000,000.00元"
WHY = "第二批资金已批复，文件在途。"


def enters(
    who: Window, project: Project, step: str, amount: str, **papers: str
) -> None:
    """An amount of central money at a step, on the form of the project."""
    who.go(project.get_absolute_url())
    who.follow("登记资金")
    form = who.page
    form.get_by_label("资金来源").select_option("central")
    form.get_by_label("环节").select_option(step)
    form.get_by_label("金额").fill(amount)
    form.get_by_label("日期").fill(timezone.localdate().isoformat())
    for label, value in papers.items():
        form.get_by_label(label, exact=True).fill(value)
    who.press("保存")


def test_money_goes_its_way_and_a_warning_is_acknowledged_by_itself(
    page_as: PageAs, people: dict[str, User]
) -> None:
    project = a_project()
    nation, owner, unit = page_as("ndrc"), page_as("enterprise"), page_as("zhejiang")
    enters(nation, project, "allocation", "3,000,000", 文号="发改投资〔2026〕1号")
    nation.told(DONE)
    enters(owner, project, "plan", "3,000,000")
    owner.told(DONE)

    enters(unit, project, "payment", "3,300,000", 凭证号码="PZ-1")
    unit.told("有1项提醒需要核对")
    tick = unit.page.get_by_role("checkbox", name=re.compile(BEYOND))
    expect(tick).not_to_be_checked()
    unit.page.get_by_label("核对说明").fill(WHY)
    unit.press("保存")
    unit.told("还有1项提醒没有勾选")
    tick.check()
    unit.press("保存")
    unit.told(DONE)

    enters(owner, project, "use", "3,000,000", 凭证号码="YT-1")
    owner.told(DONE)
    owner.go(project.get_absolute_url())
    owner.sees("110.0%")
    kept = FundEntry.objects.get(voucher_number="PZ-1")
    assert (len(kept.warnings), kept.reason) == (1, WHY)
    unit.go(kept.get_absolute_url())
    unit.sees(BEYOND)
    unit.sees(WHY)
