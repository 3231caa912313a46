"""One nomination through everything a review has, to the list; the right people only.

Ningbo is separately planned: experts, the nation, the notice. On its way it meets a
draw with a recusal, scoring, opinions (one late, one conflicting), a question, a
rejection that is appealed against and granted, and two objections, one of them right.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import User
from cities.models import CityNomination, PilotCity
from tests.e2e.conftest import PageAs
from tests.e2e.experts import TIE, one_recuses_himself, the_experts_score
from tests.e2e.pages import Case, Nomination, paper
from tests.e2e.review import (
    Applicant,
    Department,
    ObjectionDesk,
    Receipt,
    Reviewer,
    Visitor,
    seal_scan,
)
from tests.factories.cities import NINGBO, after_notice, draft
from tests.factories.experts import PANEL, an_expert_pool
from tests.factories.workflow import an_open_round
from workflow.choices import Stage
from workflow.models import Application, Opinion
from workflow.schedule import close_notices_at, draw_panels_at
from workflow.services import verify_chain

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
ROUND = "国家产教融合型城市第三批试点申报"
REASON = "逐项核对了申报材料，内容属实、依据充分。"
AGAINST = "重点产业投资的测算口径与行业统计不一致，不同意按现有测算列入。"
LATE = "资金筹措渠道清楚，同意。"
SETTLED = "经与工业和信息化部会商，投资按行业统计口径核算，差额不影响申报条件。"
PLACE = "试点条件：经济产业基础支撑"
QUESTION = "请补充龙头企业产值的数据来源。"
ANSWER = "龙头企业产值取自市统计局年报，说明见附件。"
REJECTION = "改革举措与国家重点产业衔接不够，不予通过。"
GROUNDS = "申报材料第三部分已逐项列明与国家重点产业的衔接，现附佐证。"
GRANTED = "申诉成立，恢复审核"
PERSON = {"objector_name": "欧阳若谷", "phone": "13912345678"}
COMPANY = {
    "objector_name": "示例反映情况有限公司",
    "contact_name": "司马长风",
    "phone": "057487654321",
    "email": "changfeng@objector.example.com",
}
DOUBT = "该市申报的实训基地建筑面积与公开的竣工备案不一致，请予核实。"
DISMISSED = "经核实，建筑面积与竣工备案一致，所反映的情况不成立。"
DISMISSED_ANSWER = "您好，经调阅竣工备案，建筑面积与申报一致，异议不成立。"
INVESTMENT = "所附年度报告的投资额与申报材料不一致，请予核实。"
UPHELD = "经核实，一处投资额有出入，退回重新审核。"
UPHELD_ANSWER = "贵单位反映的投资额差异属实，该事项已退回重新审核。"
EXPERTS = [f"专家{number}（演示）" for number in range(1, 6)]
OBJECTORS = [*PERSON.values(), *COMPANY.values()]
# Not one of them may stand on a page of the applicant or of the public.
SECRETS = [TIE, AGAINST, LATE, SETTLED, *EXPERTS, *OBJECTORS]


@pytest.fixture
def ningbo(people: dict[str, User]) -> CityNomination:
    """A complete draft in a round that asks for experts and for two departments."""
    rules = PANEL | {
        "experts_required": True,
        "required_opinions": {"national_review": ["finance", "industry"]},
    }
    an_expert_pool()
    a_round = an_open_round(CityNomination.KIND, name=ROUND, rules=rules)
    return draft(people, NINGBO, a_round=a_round)


def case_of(pk: int) -> Application:
    """As it stands now."""
    return Application.objects.get(pk=pk)


def it_is_submitted(page_as: PageAs, pk: int) -> None:
    """The city hands in what it has filled in."""
    office = Nomination(page_as("ningbo").page, "ningbo")
    office.pk = pk
    office.submit()
    office.told("已提交")
    office.sees("专家评审")


def propose(page_as: PageAs, who: str, pk: int, move: str, note: str = REASON) -> None:
    """A handler."""
    handler = Reviewer(page_as(who).page, who)
    handler.open(pk)
    handler.propose(move, note)


def confirm(page_as: PageAs, who: str, pk: int, move: str, stage: str) -> None:
    """The lead of the same authority."""
    lead = Reviewer(page_as(who).page, who)
    lead.open(pk)
    lead.confirm(move, stage)


def agree(page_as: PageAs, pk: int, stage: str) -> None:
    """Four eyes of the national authority."""
    propose(page_as, "ndrc", pk, "同意")
    confirm(page_as, "ndrc_lead", pk, "同意", stage)


def strangers_find_nothing(page_as: PageAs, pk: int) -> None:
    """The province has no part in a separately planned city; other cities neither."""
    for stranger in ("zhejiang", "zhejiang_lead", "hangzhou", "expert1"):
        window = Case(page_as(stranger).page, stranger)
        assert window.open(pk).status == 404
        assert window.go(f"/applications/{pk}/timeline/").status == 404


def the_panel_has_closed(page_as: PageAs, pk: int) -> None:
    """Mean and spread, and who gave what, for the authority that decides."""
    handler = Reviewer(page_as("ndrc").page, "ndrc")
    handler.open(pk)
    handler.sees("平均 80.50 分")
    handler.follow("第一轮评分")
    handler.sees("评分结果")
    handler.sees("标准差")
    handler.sees("86.5")
    handler.sees(TIE)


def two_departments_are_asked(page_as: PageAs, pk: int) -> None:
    handler = Reviewer(page_as("ndrc").page, "ndrc")
    handler.open(pk)
    handler.ask_departments("财政部", "工业和信息化部")
    handler.move("提出“同意”意见", REASON)
    handler.told("财政部（演示）尚未反馈财政部门意见。")
    assert Opinion.objects.filter(application=pk, is_required=True).count() == 2


def one_disagrees(page_as: PageAs) -> None:
    Department(page_as("miit").page, "miit").draft("不同意", AGAINST)
    Department(page_as("miit_lead").page, "miit_lead").sign()


def when_opinions_are_late(pk: int) -> datetime:
    """The morning after their day."""
    due: datetime = Opinion.objects.filter(application=pk)[0].due_at
    return due + timedelta(hours=9)


def one_answers_late(page_as: PageAs, pk: int) -> None:
    """After its day, and everybody sees that."""
    Department(page_as("mof").page, "mof").draft("同意", LATE)
    Department(page_as("mof_lead").page, "mof_lead").sign()
    handler = Reviewer(page_as("ndrc").page, "ndrc")
    handler.open(pk)
    expect(handler.opinion_of("财政部")).to_contain_text("逾期反馈")
    expect(handler.opinion_of("工业和信息化部")).not_to_contain_text("逾期反馈")


def the_disagreement_is_settled(page_as: PageAs, pk: int) -> None:
    """No approval before it is."""
    handler = Reviewer(page_as("ndrc").page, "ndrc")
    handler.open(pk)
    handler.move("提出“同意”意见", REASON)
    handler.told("工业和信息化部（演示）不同意，须先填写协调结论。")
    handler.open(pk)
    handler.settle(SETTLED)
    handler.sees(SETTLED)


def the_city_learns_no_secret(page_as: PageAs, pk: int) -> None:
    """No expert, no opinion, no objector: neither on its case nor in its timeline."""
    office = Case(page_as("ningbo").page, "ningbo")
    for address in (f"/nominations/{pk}/", f"/applications/{pk}/timeline/"):
        office.go(address)
        for secret in (*SECRETS, "部门意见", "协调结论"):
            office.sees_nothing_of(secret)
    office.go("/opinions/?tab=all")
    office.sees("没有您可以查看的部门意见。")
    opinion = Opinion.objects.filter(application=pk)[0]
    assert office.go(opinion.get_absolute_url()).status == 404


def a_question_is_asked(page_as: PageAs, pk: int) -> None:
    """The clock of the stage stands still, and says so."""
    handler = Reviewer(page_as("ndrc").page, "ndrc")
    handler.open(pk)
    handler.ask(PLACE, QUESTION)
    handler.open(pk)
    handler.sees("已暂停")
    handler.move("提出“同意”意见", REASON)
    handler.told("第1号补正通知尚未答复，答复或撤销后才能作出决定。")


def the_city_answers(page_as: PageAs, pk: int) -> None:
    """With a file; the answer then stands beside the old text, for both sides."""
    office = Applicant(page_as("ningbo").page, "ningbo")
    office.open(pk)
    office.answer(ANSWER, paper("龙头企业产值说明.pdf"))
    handler = Reviewer(page_as("ndrc").page, "ndrc")
    handler.open(pk)
    handler.sees_nothing_of("已暂停")
    handler.follow("第1号补正通知")
    beside = handler.page.locator(".point-texts")
    expect(beside).to_contain_text("经济总量居全省前列")
    expect(beside).to_contain_text(ANSWER)
    expect(beside).to_contain_text("龙头企业产值说明.pdf")


def it_is_rejected(page_as: PageAs, pk: int) -> None:
    propose(page_as, "ndrc", pk, "不予通过", REJECTION)
    confirm(page_as, "ndrc_lead", pk, "不予通过", "未通过")


def the_city_appeals(page_as: PageAs, pk: int) -> None:
    """With grounds and a document, against a decision that it can read."""
    office = Applicant(page_as("ningbo").page, "ningbo")
    office.open(pk)
    office.appeal(REJECTION, GROUNDS, paper("申诉佐证.pdf"))


def others_grant_it(page_as: PageAs, pk: int) -> None:
    """Never those who rejected."""
    who_rejected = Reviewer(page_as("ndrc").page, "ndrc")
    who_rejected.open(pk)
    who_rejected.sees(GROUNDS)
    who_rejected.refused(GRANTED, "作出原决定的人员不能办理该申诉。")
    propose(page_as, "moe", pk, GRANTED, "佐证充分，恢复审核。")
    confirm(page_as, "moe_lead", pk, GRANTED, "国家审核")


def two_object(page_as: PageAs, notice: str) -> tuple[Receipt, Receipt]:
    """A person, and an organisation under its seal."""
    person = Visitor(page_as("visitor").page, "visitor")
    company = Visitor(page_as("visitor").page, "visitor")
    return (
        person.object_to(notice, DOUBT, **PERSON),
        company.object_to(notice, INVESTMENT, seal=seal_scan(), **COMPANY),
    )


def notice_of(pk: int) -> str:
    """The number of the notice on which the case stands now."""
    entry = case_of(pk).notice_entries.get(outcome="running")
    return str(entry.notice.number)


def only_its_handlers_see_an_objection(page_as: PageAs, receipt: Receipt) -> None:
    """The authority that put up the notice, with the seal; the other one does not."""
    handler = ObjectionDesk(page_as("ndrc").page, "ndrc")
    handler.open_objection(receipt.number)
    handler.sees("盖章扫描件.png")
    for words in COMPANY.values():
        handler.sees(words)
    for stranger in ("moe_lead", "mof", "ningbo", "zhejiang"):
        assert page_as(stranger).go(handler.page.url).status == 404


def they_are_handled(page_as: PageAs, wrong: Receipt, right: Receipt) -> None:
    """Investigated by a handler, decided by a lead; the right one ends the notice."""
    handler = ObjectionDesk(page_as("ndrc").page, "ndrc")
    lead = ObjectionDesk(page_as("ndrc_lead").page, "ndrc_lead")
    handler.find(
        wrong.number,
        "异议不成立",
        investigation="调阅了竣工备案。",
        answer=DISMISSED_ANSWER,
        published_outcome=DISMISSED,
    )
    lead.confirm(wrong.number)
    handler.find(
        right.number,
        "异议成立",
        investigation="比对了年度报告和申报材料。",
        answer=UPHELD_ANSWER,
        published_outcome=UPHELD,
    )
    lead.confirm(right.number)


def anybody_reads_the_outcomes(page_as: PageAs, notice: str) -> None:
    """What came of both, and nobody's name."""
    visitor = page_as("visitor")
    visitor.go(f"/notices/{notice}/")
    for words in ("异议办理结果", DISMISSED, UPHELD):
        visitor.sees(words)
    for secret in (*SECRETS, DOUBT, INVESTMENT):
        visitor.sees_nothing_of(secret)


def the_objectors_read_their_answers(
    page_as: PageAs, wrong: Receipt, right: Receipt
) -> None:
    visitor = Visitor(page_as("visitor").page, "visitor")
    visitor.asks_after(wrong)
    visitor.sees(DISMISSED_ANSWER)
    visitor.asks_after(right)
    visitor.sees(UPHELD_ANSWER)
    visitor.asks_after(Receipt(right.number, wrong.code))
    visitor.sees_nothing_of(UPHELD_ANSWER)


def it_is_listed(page_as: PageAs, pk: int) -> None:
    assert case_of(pk).stage == Stage.LISTED
    assert PilotCity.objects.listed().filter(code="330200").exists()
    visitor = page_as("visitor")
    visitor.go("/pilot-cities/")
    visitor.sees("浙江省宁波市")


def test_one_nomination_goes_through_everything_to_the_list(
    page_as: PageAs, ningbo: CityNomination
) -> None:
    pk = ningbo.pk
    it_is_submitted(page_as, pk)
    assert draw_panels_at(timezone.now()) == 1
    one_recuses_himself(page_as, pk)
    the_experts_score(page_as, pk)
    the_panel_has_closed(page_as, pk)
    strangers_find_nothing(page_as, pk)
    agree(page_as, pk, "国家审核")
    two_departments_are_asked(page_as, pk)
    one_disagrees(page_as)
    with time_machine.travel(when_opinions_are_late(pk)):
        one_answers_late(page_as, pk)
        the_disagreement_is_settled(page_as, pk)
        the_city_learns_no_secret(page_as, pk)
        a_question_is_asked(page_as, pk)
        the_city_answers(page_as, pk)
        it_is_rejected(page_as, pk)
        the_city_appeals(page_as, pk)
        others_grant_it(page_as, pk)
        strangers_find_nothing(page_as, pk)
        agree(page_as, pk, "公示")
        notice = notice_of(pk)
        wrong, right = two_object(page_as, notice)
    with time_machine.travel(after_notice(ningbo)):
        assert close_notices_at(timezone.now()) == 0
        only_its_handlers_see_an_objection(page_as, right)
        they_are_handled(page_as, wrong, right)
        assert case_of(pk).stage == Stage.NATIONAL_REVIEW
        anybody_reads_the_outcomes(page_as, notice)
        the_objectors_read_their_answers(page_as, wrong, right)
        agree(page_as, pk, "公示")
    with time_machine.travel(after_notice(ningbo)):
        assert close_notices_at(timezone.now()) == 1
        it_is_listed(page_as, pk)
        the_city_learns_no_secret(page_as, pk)
        strangers_find_nothing(page_as, pk)
    assert list(verify_chain()) == []
