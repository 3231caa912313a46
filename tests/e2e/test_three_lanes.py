"""Three cities, three lanes: from the round's opening to the national report."""

from __future__ import annotations

import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import User
from cities.models import CityNomination, PilotCity
from documents import jobs, tasks
from documents.models import Job
from tests.e2e.conftest import PageAs
from tests.e2e.content import nomination
from tests.e2e.pages import Case, Nomination, Window, paper
from tests.factories.cities import HANGZHOU, after_notice, draft
from ui.words import cn_date
from workflow.choices import Stage
from workflow.schedule import close_notices_at
from workflow.services import verify_chain

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
ROUND = "国家产教融合型城市第二批试点申报"
REASON = "逐项核对了申报材料，内容属实、依据充分。"
REMARK = "请补充龙头企业产值的数据来源。"
MENDED = "二〇二五年龙头企业产值占规上工业的三成，数据来自市统计局年报。"


def open_the_round(lead: Window) -> None:
    """A national lead opens a round with its rules, and publishes it."""
    today = timezone.localdate()
    lead.go("/dashboard/")
    lead.navigate("申报批次")
    lead.follow("新建批次")
    for label, value in (
        ("批次名称", ROUND),
        ("开始日期", today.isoformat()),
        ("截止日期", (today + timedelta(days=30)).isoformat()),
        ("依据文件", "国家产教融合建设试点实施方案"),
    ):
        lead.page.get_by_label(label).fill(value)
    lead.page.get_by_label("申报类别").select_option(label="产教融合型城市申报")
    lead.page.get_by_label("适用范围").select_option(label="全国")
    expect(lead.page.get_by_label("须经专家评审")).to_be_checked()
    # No panel is drawn here: the authority decides the experts' stage by itself.
    lead.page.get_by_label("评审专家人数").fill("0")
    lead.press("保存草稿")
    lead.told("批次已保存。核对无误后请发布。")
    lead.follow("发布")
    lead.press("发布")
    lead.sees("申报中")


def nominate(page_as: PageAs, who: str, city: str, core_area: str = "") -> Nomination:
    """An office fills in its nomination section by section and hands it in."""
    office = Nomination(page_as(who).page, who)
    office.start(city, core_area)
    office.fill_everything(nomination(city, timezone.localdate().year))
    office.submit()
    return office


def agree(page_as: PageAs, authority: str, pk: int, stage: str) -> None:
    """A handler proposes, the lead of the same authority confirms."""
    handler = Case(page_as(authority).page, authority)
    handler.open(pk)
    handler.propose("同意", REASON)
    lead = Case(page_as(f"{authority}_lead").page, f"{authority}_lead")
    lead.open(pk)
    lead.confirm("同意", stage)


def the_province_returns(page_as: PageAs, pk: int) -> None:
    """Zhejiang asks for more at one field; handler first, then lead."""
    handler = Case(page_as("zhejiang").page, "zhejiang")
    handler.open(pk)
    handler.propose(
        "退回补正",
        "请按所附意见补正。",
        remarks=[("试点条件：经济产业基础支撑", REMARK)],
    )
    lead = Case(page_as("zhejiang_lead").page, "zhejiang_lead")
    lead.open(pk)
    lead.sees(REMARK)
    lead.confirm("退回补正", "退回补正")


def the_city_mends(office: Nomination) -> None:
    """Hangzhou finds the remark at the field, mends it and submits again."""
    office.go(f"/nominations/{office.pk}/")
    office.follow("继续填报")
    office.sees(REMARK)
    office.open_section("试点条件")
    field = office.page.get_by_label("经济产业基础支撑", exact=True)
    place = office.page.locator(".field", has=field)
    expect(place.locator(".remark")).to_contain_text(REMARK)
    field.fill(MENDED)
    office.save()
    office.submit("已补充数据来源。")
    office.told("已提交")
    office.sees("第2次提交")
    office.follow("版本对照")
    office.sees("共 1 处不同")
    office.sees(MENDED)


def the_province_recommends(page_as: PageAs, pk: int) -> None:
    """Letter first; then four eyes, each of whom tries what is not his to do."""
    handler = Case(page_as("zhejiang").page, "zhejiang")
    handler.open(pk)
    handler.move("提出“同意”意见", REASON)
    handler.told("请先登记省级人民政府推荐函")
    handler.open(pk)
    handler.follow("登记推荐函")
    handler.page.get_by_label("推荐函文号").fill("浙政函〔2026〕188号")
    handler.page.get_by_label("推荐函日期").fill(timezone.localdate().isoformat())
    handler.page.locator("input[type=file]").set_input_files(paper("推荐函.pdf"))
    handler.press("保存")
    handler.told("推荐函已登记。")
    handler.propose("同意", REASON)
    handler.refused("同意", "您已提出处理意见，须由本部门负责人确认。")
    lead = Case(page_as("zhejiang_lead").page, "zhejiang_lead")
    lead.open(pk)
    lead.confirm("同意", "专家评审")


def the_nation_agrees(page_as: PageAs, pk: int) -> None:
    """Experts' stage, then the nation's own; the other ministry cannot confirm."""
    agree(page_as, "ndrc", pk, "国家审核")
    handler = Case(page_as("ndrc").page, "ndrc")
    handler.open(pk)
    handler.propose("同意", REASON)
    other = Case(page_as("moe_lead").page, "moe_lead")
    other.open(pk)
    other.refused("同意", "须由该部门负责人确认")
    lead = Case(page_as("ndrc_lead").page, "ndrc_lead")
    lead.open(pk)
    lead.confirm("同意", "公示")


def anybody_reads_the_notice(visitor: Window) -> None:
    """The notice names the three, for everybody."""
    visitor.go("/")
    visitor.follow("公示公告")
    visitor.page.get_by_role("link", name=f"{ROUND}拟列入").first.click()
    visitor.sees("公示中")
    for city in ("杭州市", "宁波市", "浦东新区"):
        visitor.sees(city)


def the_document_is_entered(page_as: PageAs) -> None:
    """A national lead enters number and date; the public page shows them."""
    lead = page_as("ndrc_lead")
    lead.go("/pilot-cities/330100/")
    lead.follow("登记发文信息")
    today = timezone.localdate()
    lead.page.get_by_label("发文名称").fill("关于公布第二批试点城市名单的通知")
    lead.page.get_by_label("发文文号").fill("发改办社会〔2026〕901号")
    lead.page.get_by_label("发文日期").fill(today.isoformat())
    lead.press("保存")
    lead.told("发文信息已登记")
    visitor = page_as("visitor")
    visitor.go("/pilot-cities/")
    visitor.follow("浙江省杭州市")
    visitor.sees("发改办社会〔2026〕901号")
    visitor.sees(cn_date(today))


def the_report_is_made(page_as: PageAs, folder: Path) -> str:
    """Asked for on the page, watched over a reload, downloaded; its text."""
    reader = page_as("ndrc")
    reader.go("/dashboard/")
    reader.navigate("进展报告")
    reader.follow("生成报告")
    reader.page.get_by_label("范围").select_option(label="全国")
    period = f"{timezone.localdate().year}年度"
    reader.page.get_by_label("报告期").select_option(label=period)
    reader.press("生成")
    reader.told("已开始生成")
    work_half(reader)
    with reader.page.expect_download() as waiting:
        reader.page.get_by_role("link", name="下载 PDF").click()
    file = folder / "report.pdf"
    waiting.value.save_as(file)
    done = subprocess.run(["pdftotext", file, "-"], capture_output=True, check=True)
    return done.stdout.decode()


def work_half(reader: Window) -> None:
    """Play the worker: say how far it is, be looked at, and finish."""
    progress = reader.page.get_by_role("progressbar")
    expect(progress).to_have_attribute("value", "0")
    job = jobs.claim(Job.objects.get().pk)
    assert job is not None
    jobs.Reporter(job)(2, 5, "正在绘图")
    reader.sees("正在绘图")
    reader.page.reload()
    expect(progress).to_have_attribute("value", "40")
    reader.sees("正在绘图")
    tasks.work_on(job)
    reader.sees("已完成")
    reader.page.reload()


def test_three_cities_go_from_draft_to_listed_and_into_the_national_report(
    page_as: PageAs, tmp_path: Path
) -> None:
    open_the_round(page_as("ndrc_lead"))
    hangzhou = nominate(page_as, "hangzhou", "杭州市")
    hangzhou.told("已提交")
    the_province_returns(page_as, hangzhou.pk)
    the_city_mends(hangzhou)
    the_province_recommends(page_as, hangzhou.pk)
    ningbo = nominate(page_as, "ningbo", "宁波市")
    for stranger in ("zhejiang", "zhejiang_lead", "hangzhou"):
        answer = Case(page_as(stranger).page, stranger).open(ningbo.pk)
        assert answer.status == 404
    shanghai = nominate(page_as, "shanghai", "上海市", "浦东新区（国家级新区）")
    the_nation_agrees(page_as, hangzhou.pk)
    for pk in (ningbo.pk, shanghai.pk):
        agree(page_as, "ndrc", pk, "国家审核")
        agree(page_as, "ndrc", pk, "公示")
    anybody_reads_the_notice(page_as("visitor"))
    morning = after_notice(CityNomination.objects.get(pk=hangzhou.pk))
    assert close_notices_at(morning - timedelta(days=1)) == 0
    with time_machine.travel(morning):
        assert close_notices_at(timezone.now()) == 3
        the_document_is_entered(page_as)
        text = the_report_is_made(page_as, tmp_path).replace("\n", "")
    assert {"330100", "330200", "310115"} == set(
        PilotCity.objects.listed().values_list("code", flat=True)
    )
    for city in ("杭州市", "宁波市", "上海市浦东新区"):
        assert city in text
    assert list(verify_chain()) == []


def test_a_draft_finds_its_round_closed_and_keeps_what_was_typed(
    page_as: PageAs, people: dict[str, User]
) -> None:
    made = draft(people, HANGZHOU)
    office = Nomination(page_as("hangzhou").page, "hangzhou")
    office.go(f"/nominations/{made.pk}/submit/")
    office.page.get_by_label("提交说明").fill("赶在截止前提交，材料齐全。")
    lead = page_as("ndrc_lead")
    lead.go("/rounds/")
    lead.page.locator("#rows tbody").get_by_role("link").first.click()
    lead.follow("提前截止")
    lead.press("提前截止")
    lead.sees("已截止")
    office.press("确认提交")
    office.told("截止，不能再提交。")
    note = office.page.get_by_label("提交说明")
    expect(note).to_have_value("赶在截止前提交，材料齐全。")
    office.go(f"/nominations/{made.pk}/edit/foundation/")
    expect(office.page.get_by_label("主导产业")).not_to_have_value("")
    expect(office.page.get_by_role("button", name="保存", exact=True)).to_be_visible()
    assert CityNomination.objects.get(pk=made.pk).stage == Stage.DRAFT
