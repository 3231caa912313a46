"""A browser looks at the gallery: nothing overflows, axe finds nothing."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

pytestmark = [pytest.mark.e2e, pytest.mark.usefixtures("gallery")]
PAGES = ["", "list/", "detail/", "form/", "section/", "action/", "job/", "front/"]
ERRORS = ["refuse/", "nowhere/"]
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="module")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=OPTIONS
        )
        yield browser
        browser.close()


@pytest.fixture
def open_page(gallery, live_server, chromium):
    opened = []

    def open_at(path, width=1440, **options):
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, locale="zh-CN", **options
        )
        page = context.new_page()
        page.problems = []
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.on(
            "console", lambda line: page.problems.append(f"{line.type} {line.text}")
        )
        page.goto(f"{live_server.url}/{path}")
        opened.append(context)
        return page

    yield open_at
    for context in opened:
        context.close()


def violations(page):
    found = Axe().run(page, options={"preload": False}).response["violations"]
    return [(v["id"], v["nodes"][0]["html"]) for v in found]


@pytest.mark.parametrize(
    ("width", "scheme"), [(1440, "light"), (1440, "dark"), (390, "light")]
)
@pytest.mark.slow
def test_every_component_is_accessible_and_fits(open_page, width, scheme):
    for path in PAGES + ERRORS:
        page = open_page(path, width, color_scheme=scheme)
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, path
        if path in PAGES:
            assert page.problems == [], path
        assert violations(page) == [], path


def test_the_navigation_opens_without_scripts_on_a_phone(open_page):
    page = open_page("", 390, java_script_enabled=False)
    link = page.get_by_role("link", name="城市推荐")
    assert not link.is_visible()
    page.locator(".side-fold summary").click()
    assert link.is_visible()


def test_charts_stand_in_the_page_without_scripts(open_page):
    page = open_page("", java_script_enabled=False)
    assert page.locator(".chart-box svg").count() == 3
    page.get_by_text("查看数据表").first.click()
    assert page.get_by_role("cell", name="内蒙古").is_visible()


def test_a_filter_sends_itself_and_stands_in_the_address(open_page):
    page = open_page("list/")
    page.fill("#filter_q", "宁波市")
    page.wait_for_url("**/list/?q=*")
    page.wait_for_selector(".chip")
    assert page.locator("tbody tr").count() == 1


def test_a_section_saves_itself_and_a_conflict_loses_nothing(open_page):
    page = open_page("section/")
    page.fill("#id_name", "喆堃项目")
    page.fill("#id_amount", "１，２５０")
    page.fill("#id_due", "2026-06-30")
    page.select_option("#id_kind", "a")
    page.fill("#id_measures", "举措")
    page.check("#id_promise")
    status = page.locator("[data-autosave-status]")
    status.filter(has_text="自动保存").wait_for()
    assert page.input_value("#id_version") == "5"
    page.fill("#id_name", "被改")
    status.filter(has_text="已被他人修改").wait_for()
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    page.get_by_role("button", name="恢复这些内容").click()
    assert page.input_value("#id_name") == "被改"


def test_the_keyboard_reaches_the_content_first(open_page):
    page = open_page("list/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
