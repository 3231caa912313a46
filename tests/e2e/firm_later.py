"""What comes after the entry in the pool: papers filed year by year."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from enterprises.choices import ReportFigure
from tests.e2e.conftest import PageAs
from tests.e2e.pages import Window, enter, paper

PLAN = "产教融合、校企合作三年规划"


def morning_of(day: date) -> datetime:
    """Nine o'clock."""
    zone = timezone.get_current_timezone()
    return datetime(day.year, day.month, day.day, 9, tzinfo=zone)


def file_paper(firm: Window, title: str, content: dict[str, str]) -> None:
    """From one's own record to the paper that is due; filled in and filed."""
    firm.go("/dashboard/")
    firm.navigate("我的企业")
    firm.follow(title)
    firm.follow("填写并报送")
    form = firm.page.locator("#content form")
    published = {
        "公开网址": "https://www.example.cn/chanjiaoronghe",
        "公开日期": timezone.localdate().isoformat(),
    }
    for label, value in (content | published).items():
        enter(form, label, value)
    form.locator("input[type=file]").set_input_files(paper(f"{title}.pdf"))
    firm.press("报送")
    firm.told(f"{title}已报送。")


def the_plan_is_filed(page_as: PageAs, name: str) -> None:
    """The plan of three years, once."""
    content = {
        "总体目标": "三年内建成校企共建共管的实训基地。",
        "任务举措": "每年接收实习学生百人，选派产业导师十人。",
        "保障措施": "设专门机构，足额提取和使用职工教育经费。",
    }
    file_paper(page_as(name), PLAN, content)


def the_report_is_filed(page_as: PageAs, name: str, year: int) -> None:
    """The report of a year that is over."""
    content = {
        "工作进展和成效": "实训基地一期投入使用，接收首批实习学生。",
        "存在问题": "实习岗位与教学安排衔接不够。",
        "下一年度打算": "与院校共同编排实习计划。",
    }
    figures = {str(key.label): "12" for key in ReportFigure}
    file_paper(page_as(name), f"{year}年度报告", content | figures)


def the_province_reads_them(page_as: PageAs, public_id: object, *titles: str) -> None:
    """What was filed stands as filed with the authority; other firms find nothing."""
    address = f"/enterprises/{public_id}/record/"
    handler = page_as("zhejiang")
    handler.go(address)
    for title in titles:
        row = handler.page.locator("#filings tr").filter(has_text=title)
        assert "已报送" in row.inner_text()
    assert page_as("enterprise_ningbo").go(address).status == 404
