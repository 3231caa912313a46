"""One firm of Hangzhou: registration, pool, papers, certificate, removal."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import User
from enterprises.choices import Standing
from enterprises.models import (
    Certificate,
    CertificationApplication,
    CultivationApplication,
    Enterprise,
)
from enterprises.schedule import open_reports_at
from enterprises.terms import add_months
from tests.e2e.conftest import PageAs
from tests.e2e.firm import INITIALS, NAME, Firm, FirmCase
from tests.e2e.firm_certified import (
    certify,
    it_applies_for_certification,
    it_has_left_the_directory,
    it_is_in_the_certified_directory,
    it_is_removed,
    the_code_says,
)
from tests.e2e.firm_content import COOPERATION, application
from tests.e2e.firm_later import (
    PLAN,
    morning_of,
    the_plan_is_filed,
    the_province_reads_them,
    the_report_is_filed,
)
from tests.e2e.pages import Window
from tests.e2e.review import ObjectionDesk, Receipt, Visitor
from tests.factories.certification import certification_round
from tests.factories.cities import after_notice
from tests.personas import NEVER_OLD
from ui.words import cn_date
from workflow.choices import Stage
from workflow.models import Application
from workflow.schedule import close_notices_at
from workflow.services import verify_chain

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
ROUND = "浙江省产教融合型企业第二批建设培育申报"
REASON = "逐项核对了申报材料和证明文件，符合条件。"
REMARK = "请写明合作的起始年份和参与的专业。"
MENDED = f"{COOPERATION}合作始于三年前，机电一体化技术等三个专业参与。"
PERSON = {"objector_name": "欧阳若谷", "phone": "13912345678"}
DOUBT = "该企业申报的实训基地投入与公开的捐赠记录不一致，请予核实。"
DISMISSED = "经核实，付款凭证与申报金额一致，所反映的情况不成立。"
ANSWER = "您好，经核对付款凭证，投入金额与申报一致，异议不成立。"
CONDITIONS = {
    "举办或参与举办教育": "符合",
    "学徒制试点或接收学生实习": "未符合",
    "1+X证书制度试点": "未填写",
    "共建学科专业点": "符合",
    "共建实训基地或捐赠": "符合",
    "与院校共有知识产权": "未填写",
}


def open_the_round(lead: Window) -> None:
    """A provincial lead opens a round of his province; no panel is drawn in it."""
    today = timezone.localdate()
    lead.go("/dashboard/")
    lead.navigate("申报批次")
    lead.follow("新建批次")
    for label, value in (
        ("批次名称", ROUND),
        ("开始日期", today.isoformat()),
        ("截止日期", (today + timedelta(days=30)).isoformat()),
        ("依据文件", "浙江省建设培育产教融合型企业实施办法"),
    ):
        lead.page.get_by_label(label).fill(value)
    lead.page.get_by_label("申报类别").select_option(label="产教融合型企业建设培育申报")
    lead.page.get_by_label("评审专家人数").fill("0")
    lead.press("保存草稿")
    lead.told("批次已保存。核对无误后请发布。")
    lead.follow("发布")
    lead.press("发布")
    lead.sees("申报中")


def the_unit_confirms(page_as: PageAs, firm: Firm) -> None:
    """Until then the firm may not begin; the managing unit confirms it by name."""
    assert firm.go("/cultivation/start/").status == 403
    expect(firm.page.locator("body")).to_contain_text("登记经确认后即可办理")
    handler = page_as("zhejiang")
    handler.go("/dashboard/")
    handler.navigate("待确认单位")
    handler.follow(NAME)
    handler.follow("确认")
    handler.press("确认登记")
    handler.told("已确认，并已通知填报人。")


def the_firm_applies(firm: Firm) -> None:
    """Eleven sections with their files; then the six conditions, and the hand-in."""
    firm.start(ROUND)
    firm.fill_everything(application(timezone.localdate()))
    firm.overview()
    the_conditions_are_shown(firm)
    firm.submit()
    firm.told("已提交")
    firm.sees("市级初审")


def the_conditions_are_shown(window: Window) -> None:
    """Each of the six with what the checks found."""
    found = window.page.locator("#conditions li h3")
    expect(found).to_have_count(len(CONDITIONS))
    for place, (label, verdict) in enumerate(CONDITIONS.items()):
        words = re.compile(rf"{re.escape(label)}\s+{verdict}$")
        expect(found.nth(place)).to_have_text(words)


def the_city_agrees(page_as: PageAs, pk: int) -> None:
    """The first check is one person's."""
    office = FirmCase(page_as("hangzhou").page, "hangzhou")
    office.open(pk)
    the_conditions_are_shown(office)
    office.move("同意", REASON)
    office.told("已办理“同意”，当前环节为“省级审核”。")


def the_province_agrees(page_as: PageAs, pk: int, stage: str) -> None:
    """A handler proposes, the lead confirms."""
    handler = FirmCase(page_as("zhejiang").page, "zhejiang")
    handler.open(pk)
    handler.propose("同意", REASON)
    lead = FirmCase(page_as("zhejiang_lead").page, "zhejiang_lead")
    lead.open(pk)
    lead.confirm("同意", stage)


def the_province_returns(page_as: PageAs, pk: int) -> None:
    """It reads the conditions, and asks for more at one field."""
    handler = FirmCase(page_as("zhejiang").page, "zhejiang")
    handler.open(pk)
    the_conditions_are_shown(handler)
    handler.propose(
        "退回补正",
        "请按所附意见补正。",
        remarks=[("产教融合工作基础：产教融合、校企合作情况", REMARK)],
    )
    lead = FirmCase(page_as("zhejiang_lead").page, "zhejiang_lead")
    lead.open(pk)
    lead.sees(REMARK)
    lead.confirm("退回补正", "退回补正")


def the_firm_mends(firm: Firm) -> None:
    """It finds the reason at the field, mends it and hands in again."""
    firm.go(f"/cultivation/{firm.pk}/")
    firm.sees(REMARK)
    firm.follow("继续填报")
    firm.open_section("产教融合工作基础")
    field = firm.page.get_by_label("产教融合、校企合作情况", exact=True)
    place = firm.page.locator(".field", has=field)
    expect(place.locator(".remark")).to_contain_text(REMARK)
    field.fill(MENDED)
    firm.save()
    firm.submit("已补充起始年份和参与的专业。")
    firm.told("已提交")


def the_reviewer_compares(page_as: PageAs, pk: int) -> None:
    """Both submissions beside each other; one place differs, word for word."""
    handler = page_as("hangzhou")
    handler.go(f"/cultivation/{pk}/")
    handler.follow("版本对照")
    handler.sees("共 1 处不同")
    handler.sees("合作始于三年前")


def strangers_find_nothing(page_as: PageAs, pk: int) -> None:
    """Another unit, another city, another firm: no page says that it exists."""
    for stranger in ("sichuan", "ningbo", "enterprise"):
        window = page_as(stranger)
        for page in ("", "edit/", "edit/basics/", "submit/", "print/", "print.pdf"):
            assert window.go(f"/cultivation/{pk}/{page}").status == 404
        assert window.go(f"/applications/{pk}/timeline/").status == 404
    visitor = page_as("visitor")
    visitor.go(f"/cultivation/{pk}/")
    assert "/sign-in/" in visitor.page.url


def a_visitor_objects(page_as: PageAs, pk: int) -> Receipt:
    """Under the real name, before the public notice."""
    entry = Application.objects.get(pk=pk).notice_entries.get(outcome="running")
    visitor = Visitor(page_as("visitor").page, "visitor")
    visitor.go(f"/notices/{entry.notice.number}/")
    visitor.sees(NAME)
    return visitor.object_to(entry.notice.number, DOUBT, **PERSON)


def the_objection_is_dismissed(page_as: PageAs, receipt: Receipt) -> None:
    """Investigated by a handler, decided by the lead, answered to who raised it."""
    handler = ObjectionDesk(page_as("zhejiang").page, "zhejiang")
    handler.find(
        receipt.number,
        "异议不成立",
        investigation="核对了付款凭证和接收证明。",
        answer=ANSWER,
        published_outcome=DISMISSED,
    )
    ObjectionDesk(page_as("zhejiang_lead").page, "zhejiang_lead").confirm(
        receipt.number
    )
    visitor = Visitor(page_as("visitor").page, "visitor")
    visitor.asks_after(receipt)
    visitor.sees(ANSWER)


def it_is_in_the_pool(page_as: PageAs, pk: int) -> None:
    """With number and date, found by a part of the name and by its initials."""
    firm = Enterprise.objects.get(cultivations=pk)
    assert firm.standing == Standing.POOLED
    visitor = page_as("visitor")
    for words in ("潮涌精工", INITIALS):
        visitor.go("/enterprises/")
        visitor.page.get_by_label("企业名称、拼音、首字母或信用代码").fill(words)
        visitor.press("查询")
        visitor.follow(NAME)
        expect(visitor.heading).to_have_text(NAME)
    visitor.sees(firm.pool_number)
    visitor.sees(cn_date(firm.pooled_on))
    visitor.sees_nothing_of(COOPERATION)


def its_year_is_over(page_as: PageAs, case: CultivationApplication) -> None:
    """The clock opens the report of the year in which it entered; the firm files it."""
    entered = case.enterprise.pooled_on
    assert entered is not None
    new_year = morning_of(date(entered.year + 1, 1, 2))
    assert open_reports_at(new_year) == 1
    with time_machine.travel(new_year):
        name = case.created_by.username
        the_report_is_filed(page_as, name, entered.year)
        titles = (PLAN, f"{entered.year}年度报告")
        the_province_reads_them(page_as, case.enterprise.public_id, *titles)


def it_is_certified_and_removed(page_as: PageAs, case: CultivationApplication) -> None:
    """After a year; province, notice, nation; the code tells the state of each day."""
    firm = case.enterprise
    assert firm.pooled_on is not None
    a_year_on = morning_of(add_months(firm.pooled_on, 12))
    rules = {"experts_required": False}
    certification_round(rules=rules, now=a_year_on)
    with time_machine.travel(a_year_on):
        pk = it_applies_for_certification(page_as, case.created_by.username)
        certify(page_as, "zhejiang", pk, "公示")
    morning = after_notice(CertificationApplication.objects.get(pk=pk))
    assert close_notices_at(morning) == 1
    with time_machine.travel(morning):
        certify(page_as, "ndrc", pk, "已认证")
        certificate = Certificate.objects.get(application=pk)
        it_is_in_the_certified_directory(page_as, certificate)
        the_code_says(page_as, certificate, "有效")
        it_is_removed(page_as, firm)
        the_code_says(page_as, certificate, "已撤销")
        it_has_left_the_directory(page_as("visitor"), firm)


def test_a_firm_goes_from_its_registration_to_its_certificate_and_out_again(
    page_as: PageAs, people: dict[str, User]
) -> None:
    open_the_round(page_as("zhejiang_lead"))
    firm = Firm(page_as("visitor").page, "chaoyong")
    firm.register()
    # A year goes by below; passwords that grow old have tests of their own.
    User.objects.filter(username=firm.name).update(password_changed_at=NEVER_OLD)
    the_unit_confirms(page_as, firm)
    the_firm_applies(firm)
    pk = firm.pk
    strangers_find_nothing(page_as, pk)
    the_city_agrees(page_as, pk)
    the_province_returns(page_as, pk)
    the_firm_mends(firm)
    the_reviewer_compares(page_as, pk)
    the_city_agrees(page_as, pk)
    the_province_agrees(page_as, pk, "专家评审")
    the_province_agrees(page_as, pk, "公示")
    receipt = a_visitor_objects(page_as, pk)
    case = CultivationApplication.objects.get(pk=pk)
    morning = after_notice(case)
    assert close_notices_at(morning - timedelta(days=1)) == 0
    the_objection_is_dismissed(page_as, receipt)
    assert close_notices_at(morning) == 1
    case.refresh_from_db()
    assert case.stage == Stage.LISTED
    with time_machine.travel(morning):
        it_is_in_the_pool(page_as, pk)
        strangers_find_nothing(page_as, pk)
        the_plan_is_filed(page_as, firm.name)
    its_year_is_over(page_as, case)
    it_is_certified_and_removed(page_as, case)
    assert list(verify_chain()) == []
