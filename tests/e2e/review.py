"""What applicants, departments, handlers and objectors do on a review's pages."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image
from playwright.sync_api import Locator, expect

from tests.e2e.pages import Case, Window


def seal_scan() -> dict[str, Any]:
    """A real small picture of a stamped letter."""
    made = BytesIO()
    Image.new("RGB", (160, 120), (200, 30, 30)).save(made, "PNG")
    picture = {"name": "盖章扫描件.png", "mimeType": "image/png"}
    return picture | {"buffer": made.getvalue()}


class Applicant(Case):
    """The office whose case it is."""

    def answer(self, words: str, file: dict[str, Any]) -> None:
        """Answer the only point of a question, with a file."""
        self.follow("答复补正通知")
        self.page.get_by_label("第1项答复").fill(words)
        self.page.locator("input[type=file]").set_input_files(file)
        self.press("提交答复")
        self.told("已答复第1号补正通知，审核部门将继续办理。")

    def appeal(self, rejection: str, grounds: str, file: dict[str, Any]) -> None:
        """Against a decision that can be read there, with a document."""
        self.follow("提出申诉")
        self.sees(rejection)
        self.page.get_by_label("申诉理由").fill(grounds)
        self.page.locator("input[name=files]").set_input_files(file)
        self.press("提交申诉")
        self.told("申诉已提交，将由作出原决定以外的人员复核。")


class Department(Window):
    """A department of which an opinion is asked."""

    def open_opinion(self) -> None:
        """Through its own list to what waits."""
        self.go("/dashboard/")
        self.navigate("部门意见")
        self.page.locator("#rows tbody").get_by_role("link").first.click()

    def draft(self, stance: str, text: str) -> None:
        """A handler lays it before the lead."""
        self.open_opinion()
        self.page.get_by_role("radio", name=stance, exact=True).check()
        self.page.get_by_label("具体意见").fill(text)
        self.press("送负责人签发")
        self.told("意见已送本单位负责人签发。")

    def sign(self) -> None:
        """A lead signs what was drafted."""
        self.open_opinion()
        self.press("签发意见")
        self.told("意见已签发，并已反馈")


@dataclass(frozen=True)
class Receipt:
    """What an objector takes home."""

    number: str
    code: str


class Visitor(Window):
    """Anybody, before a public notice."""

    def object_to(
        self, notice: str, text: str, *, seal: dict[str, Any] | None = None, **who: str
    ) -> Receipt:
        """Raise an objection under one's real name; `who` are the fields' names."""
        self.go(f"/notices/{notice}/")
        self.follow("提出异议")
        self.page.get_by_label("异议内容和事实依据").fill(text)
        if seal is not None:
            self.page.get_by_role("radio", name="单位（加盖公章）").check()
            self.page.locator("input[name=seal]").set_input_files(seal)
        for name, words in who.items():
            self.page.locator(f"input[name={name}]").fill(words)
        self.press("提交异议")
        self.sees("您的异议已受理。")
        return Receipt(self.fact("受理回执号"), self.fact("查询码"))

    def fact(self, label: str) -> str:
        """What stands beside a label."""
        place = self.content.locator(".fact").filter(
            has=self.page.get_by_text(label, exact=True)
        )
        return place.locator("dd").inner_text().strip()

    def asks_after(self, receipt: Receipt) -> None:
        """Number and code give the answer."""
        self.go("/objections/status/")
        self.page.get_by_label("受理回执号").fill(receipt.number)
        self.page.get_by_label("查询码").fill(receipt.code)
        self.press("查询")


class ObjectionDesk(Window):
    """A handler or lead before the objections to the notices of the authority."""

    def open_objection(self, number: str) -> None:
        """Through the list of what waits."""
        self.go("/dashboard/")
        self.navigate("异议办理")
        self.follow(number)

    def find(self, number: str, finding: str, **texts: str) -> None:
        """Write down what was found, and propose."""
        self.open_objection(number)
        self.follow("填写调查意见")
        self.page.get_by_role("radio", name=finding, exact=True).check()
        for name, words in texts.items():
            self.page.locator(f"textarea[name={name}]").fill(words)
        self.press("提交负责人确认")
        self.told("处理意见已提交，等待本部门负责人确认。")

    def confirm(self, number: str) -> None:
        """Decide as proposed."""
        self.open_objection(number)
        self.follow("确认处理意见")
        self.press("确认办结")
        self.told("异议已办结。")


class Reviewer(Case):
    """A handler or lead of an authority, with all that hangs on a case."""

    def ask_departments(self, *names: str) -> None:
        """Those that the round names are chosen already."""
        self.follow("征求部门意见")
        for name in names:
            chosen = self.page.get_by_role("checkbox", name=name)
            expect(chosen).to_be_checked()
        self.press("征求意见")
        self.told("已征求部门意见，并已通知各部门。")

    def settle(self, words: str) -> None:
        """Write the resolution of a disagreement."""
        self.follow("填写协调结论")
        self.page.get_by_label("协调结论").fill(words)
        self.press("保存协调结论")
        self.told("协调结论已保存。")

    def ask(self, place: str, sentence: str) -> None:
        """Ask the applicant about a place without giving the case back."""
        self.follow("发出补正通知")
        first = self.page.get_by_role("group", name="第1项", exact=True)
        first.get_by_label("位置").select_option(label=place)
        first.get_by_label("需要说明或补充的内容").fill(sentence)
        self.press("发出")
        self.told("补正通知已发出，审核暂停计时，等待申报单位答复。")

    def opinion_of(self, department: str) -> Locator:
        """The row of a department on the page of the case."""
        return self.page.locator(".opinions li.opinion").filter(has_text=department)
