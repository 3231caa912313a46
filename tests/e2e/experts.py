"""Experts before their sheets: what they do there, and the course of a panel."""

from __future__ import annotations

from collections.abc import Iterable

from playwright.sync_api import Locator, expect

from tests.e2e.conftest import PageAs
from tests.e2e.pages import Window
from tests.e2e.review import Reviewer
from tests.factories.experts import holder
from workflow.models import Seat

TITLE = "宁波市产教融合型城市申报"
TIE = "近两年为宁波市有关部门提供规划咨询。"


class Expert(Window):
    """An expert, and what he was drawn for."""

    def open_seat(self, title: str) -> None:
        """Through his own list to the case."""
        self.go("/dashboard/")
        self.navigate("我的评审")
        self.follow(title)
        expect(self.heading).to_have_text(title)

    def accept(self) -> None:
        """Take part; the submission opens."""
        self.sees_nothing_of("申报材料目录")
        self.follow("应邀参加")
        self.press("应邀参加")
        self.told("已应邀，可以查看申报材料并填写评分表。")
        expect(self.content.get_by_role("heading", name="申报材料")).to_be_visible()

    def recuse(self, reason: str) -> None:
        """Bound to the applicant."""
        self.follow("申请回避")
        self.page.get_by_label("理由").fill(reason)
        self.press("确认回避")
        self.told("已登记回避，感谢您的配合。")

    def line(self, criterion: str) -> Locator:
        """The fields of one criterion of the sheet."""
        return self.page.locator("form.card fieldset").filter(
            has=self.page.locator("legend", has_text=criterion)
        )

    def give(self, criterion: str, score: str, comment: str = "") -> None:
        """Type a score and a word about it."""
        line = self.line(criterion)
        line.get_by_label("评分").fill(score)
        line.get_by_label("评语").fill(comment)

    def hand_in(self, total: str) -> None:
        """Save, look at the whole sheet, and hand it in for good."""
        self.press("保存并提交评分")
        self.sees("提交后不能修改。")
        self.sees(f"总分 {total} 分。")
        self.press("确认提交")
        self.told("评分已提交，感谢您的评审。")
        self.sees_nothing_of("填写评分表")


def invited(pk: int) -> list[Seat]:
    """The seats that wait for an answer, in the order of the draw."""
    rows = Seat.objects.filter(panel__application=pk, state="invited")
    return list(rows.select_related("expert__user").order_by("order"))


def one_recuses_himself(page_as: PageAs, pk: int) -> None:
    """He is replaced at once, and sees nothing of the case any more."""
    seat, *others = invited(pk)
    name = holder(seat).username
    bound = Expert(page_as(name).page, name)
    bound.open_seat(TITLE)
    bound.recuse(TIE)
    bound.sees("回避")
    bound.sees_nothing_of("申报材料")
    assert bound.go(f"/seats/{seat.pk}/score/").status == 403
    assert bound.go(f"/nominations/{pk}/").status == 404
    now = invited(pk)
    assert len(now) == 3
    assert {row.pk for row in others} < {row.pk for row in now}
    assert seat.expert_id not in {row.expert_id for row in now}


def the_experts_score(page_as: PageAs, pk: int) -> None:
    """Each for himself; the panel closes with the last sheet."""
    seats = invited(pk)
    windows = [
        Expert(page_as(holder(seat).username).page, str(seat.expert)) for seat in seats
    ]
    for expert in windows:
        expert.open_seat(TITLE)
        expert.accept()
        expert.follow("填写评分表")
    first, second, third = windows
    a_score_outside_its_range_is_refused(first)
    fill_sheet(first, "16", "12", "20", "16", "16")
    first.hand_in("80.0")
    sees_nothing_of_the_others(second, seats)
    fill_sheet(second, "17", "13", "22", "17", "17.5")
    second.hand_in("86.5")
    lead_sees_no_score(page_as, pk)
    fill_sheet(third, "15", "11", "19", "15", "15")
    third.hand_in("75.0")


def fill_sheet(expert: Expert, *scores: str) -> None:
    criteria = ("工作基础", "改革意愿", "工作举措", "带动效应", "与区域和产业的契合度")
    for criterion, score in zip(criteria, scores, strict=True):
        expert.give(criterion, score, "依据充分。")
    expert.page.get_by_label("总体评价").fill("总体较好。")


def a_score_outside_its_range_is_refused(expert: Expert) -> None:
    expert.give("改革意愿", "16")
    expert.press("保存")
    wrong = expert.line("改革意愿").locator(".wrong")
    expect(wrong).to_have_text("“改革意愿”的评分应在0至15分之间。")


def sees_nothing_of_the_others(expert: Expert, seats: Iterable[Seat]) -> None:
    """Neither their names nor their seats, nor the panel and its case."""
    sheet = expert.page.url
    mine, *others = sorted(seats, key=lambda seat: str(seat.expert) != expert.name)
    for place in (f"/seats/{other.pk}/" for other in others):
        assert expert.go(place).status == 404
    assert expert.go(f"/panels/{mine.panel_id}/").status == 404
    expert.go(f"/seats/{mine.pk}/")
    for other in others:
        expert.sees_nothing_of(str(other.expert))
    expert.go(sheet)


def lead_sees_no_score(page_as: PageAs, pk: int) -> None:
    """Before the panel closes even the lead sees no more than who has handed in."""
    lead = Reviewer(page_as("ndrc_lead").page, "ndrc_lead")
    lead.open(pk)
    lead.sees("已提交 2/3 份")
    lead.follow("第一轮评分")
    lead.sees("任何人都看不到他人的评分")
    lead.sees_nothing_of("86.5")
