"""What people do on the pages, in the words they see there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page, Response, expect

from cities.demo_content import one_page_pdf
from tests.e2e.content import Filling
from tests.personas import PASSWORD


def paper(name: str, content: bytes | None = None) -> dict[str, Any]:
    """A file to choose: a small PDF unless told otherwise."""
    body = one_page_pdf() if content is None else content
    return {"name": name, "mimeType": "application/pdf", "buffer": body}


@dataclass
class Window:
    """A persona before a browser window."""

    page: Page
    name: str

    def go(self, address: str) -> Response:
        """Open an address of the portal."""
        answer = self.page.goto(address)
        assert answer is not None
        return answer

    def sign_in(self, *, password: str = PASSWORD) -> None:
        """Type name and password into the sign-in page that is open."""
        self.page.get_by_label("用户名").fill(self.name)
        self.page.get_by_label("密码").fill(password)
        self.page.get_by_role("button", name="登录").click()

    def has(self, place: Locator) -> bool:
        """Whether the page has it, once all of the page has arrived."""
        self.page.wait_for_load_state()
        return place.count() > 0

    def take(self, link: Locator) -> None:
        """Click a link and wait for the page behind it."""
        with self.page.expect_navigation():
            link.click()

    def follow(self, label: str, *, within: Locator | None = None) -> None:
        """Click the first link with this label."""
        place = within or self.page.locator("body")
        place.get_by_role("link", name=label, exact=True).first.click()

    def navigate(self, label: str) -> None:
        """Take a line of the navigation."""
        self.follow(label, within=self.page.locator(".side nav"))

    def press(self, label: str) -> None:
        """Press the button with this label."""
        self.page.get_by_role("button", name=label, exact=True).click()

    def told(self, words: str) -> None:
        """The page says this in a message, a warning or an error."""
        said = self.page.locator(".message, .problems, .error-main")
        expect(said.filter(has_text=words).first).to_be_visible()

    def sees(self, words: str) -> None:
        """The words stand in the content of the page."""
        expect(self.content.get_by_text(words).first).to_be_visible()

    def sees_nothing_of(self, words: str) -> None:
        """The words stand nowhere in the content of the page."""
        expect(self.content.get_by_text(words)).to_have_count(0)

    @property
    def content(self) -> Locator:
        """What is between head and foot."""
        return self.page.locator("#content")

    @property
    def heading(self) -> Locator:
        return self.page.locator("h1")


class Nomination(Window):
    """The pages on which an office fills in its nomination."""

    pk: int
    address = "/nominations/"
    first_section = "基本情况"

    def start(self, city: str, core_area: str = "") -> None:
        """Begin a draft in the only open round."""
        self.go("/nominations/")
        self.follow("开始申报")
        self.page.get_by_label("申报城市").fill(city)
        if core_area:
            self.page.get_by_label("试点核心区").select_option(label=core_area)
        self.press("建立申报草稿")
        self.page.wait_for_url("**/nominations/*/edit/")
        self.pk = int(self.page.url.split("/")[-3])

    def open_section(self, label: str) -> None:
        """Take a section out of the list beside the form."""
        sections = self.page.get_by_role("navigation", name="填报分节")
        sections.get_by_role("link", name=label).click()
        expect(self.heading).to_have_text(label)

    def fill(self, filling: Filling) -> None:
        """Type everything of the section that is open, without saving."""
        for label, value in filling.fields.items():
            enter(self.page.locator("form.card"), label, value)
        for place, row in enumerate(filling.rows, start=1):
            self.fill_row(place, row)
        for label in filling.files:
            self.choose_file(label, paper(f"{label}.pdf"))

    def fill_row(self, number: int, row: dict[str, str]) -> None:
        """Type into the row of this number, adding one where there is none yet."""
        group = self.page.get_by_role("group", name=f"第 {number} 行", exact=True)
        if not self.has(group):
            self.press("添加一行")
            group.wait_for()
            # All that was typed is still there: the page offers nothing to restore.
            expect(self.page.get_by_text("本机保留了")).to_have_count(0)
        for label, value in row.items():
            enter(group, label, value)

    def choose_file(self, label: str, file: dict[str, Any]) -> None:
        """Choose a file for a place."""
        place = self.page.get_by_role("group", name=label)
        place.locator("input[type=file]").set_input_files(file)

    def save(self) -> None:
        """Press 保存 and wait for the answer."""
        self.press("保存")
        self.told("已保存。")

    def fill_everything(self, content: dict[str, Filling]) -> None:
        """Walk from the first section to the last with “保存并填下一节”."""
        self.open_section(self.first_section)
        while True:
            label = self.heading.inner_text()
            self.fill(content[label])
            onward = self.page.get_by_role("button", name="保存并填下一节")
            if not self.has(onward):
                break
            onward.click()
            expect(self.heading).not_to_have_text(label)
        self.save()

    def submit(self, note: str = "") -> None:
        """Check and hand in."""
        self.go(f"{self.address}{self.pk}/submit/")
        self.sees("各部分均已填写完整。")
        if note:
            self.page.get_by_label("提交说明").fill(note)
        self.press("确认提交")


def enter(place: Locator, label: str, value: str) -> None:
    """Give a labelled input its value: typed, or chosen from a list."""
    give(place.get_by_label(label, exact=True), value)


def give(found: Locator, value: str) -> None:
    """Type into an input, or choose from its list."""
    if found.evaluate("element => element.tagName") == "SELECT":
        found.select_option(label=value)
    else:
        found.fill(value)


class Case(Window):
    """An application as its reviewers see it."""

    address = "/nominations/"

    def open(self, pk: int) -> Response:
        return self.go(f"{self.address}{pk}/")

    def move(
        self, label: str, note: str = "", remarks: Sequence[tuple[str, str]] = ()
    ) -> None:
        """Unfold a move, say why, and send it; `remarks` are (place, sentence)."""
        fold = self.page.locator("details.move").filter(
            has=self.page.locator("summary", has_text=label)
        )
        if fold.get_attribute("open") is None:
            fold.locator("summary").first.click()
        fold.locator("textarea[name=note]").fill(note)
        if remarks:
            fold.get_by_text("分项补正意见（可选）").click()
        for place, (where, sentence) in enumerate(remarks, start=1):
            fold.get_by_label(f"第{place}条意见的位置").select_option(label=where)
            fold.get_by_label(f"第{place}条意见", exact=True).fill(sentence)
        fold.get_by_role("button", name=label, exact=True).click()

    def propose(self, move: str, note: str, **given: Any) -> None:
        """As a handler."""
        self.move(f"提出“{move}”意见", note, **given)
        self.told(f"已提出“{move}”意见，等待本部门负责人确认。")

    def confirm(self, move: str, stage: str) -> None:
        """As a lead; the case then stands in `stage`."""
        self.move(f"确认“{move}”")
        self.told(f"已办理“{move}”，当前环节为“{stage}”。")

    def refused(self, move: str, reason: str) -> None:
        """The move is not offered, and the page says why."""
        fold = self.page.locator("details.closed-moves")
        fold.locator("summary").click()
        entry = fold.locator("div", has=self.page.locator("dt", has_text=move))
        expect(entry.locator("dd").first).to_contain_text(reason)
        expect(self.page.locator("details.move summary", has_text=move)).to_have_count(
            0
        )
