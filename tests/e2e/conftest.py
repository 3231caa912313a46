"""A browser, and people who sit before it.

page_as    page_as("hangzhou") is the browser window of a persona, already signed in
           (options of a browser context may follow, e.g. java_script_enabled=False)

Debian's Chromium is driven; nothing is downloaded. Windows ask for no address but the
test's own server.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.conftest import enter
from tests.e2e.pages import Window
from tests.personas import VISITOR, people_by_name

OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PATIENCE = 15_000  # milliseconds; two processors are shared with other tests
PageAs = Callable[..., Window]
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, one for a module."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=OPTIONS
        )
        yield chromium
        chromium.close()
        # Within playwright's loop Django has a connection of its own; left open, it
        # would keep the test database from being dropped.
        connections.close_all()


def session_of(name: str) -> str:
    """The session of a persona, without the way through the sign-in page."""
    if name == VISITOR:
        return ""
    client = enter(Client(), people_by_name()[name])
    return str(client.cookies[settings.SESSION_COOKIE_NAME].value)


def open_window(
    browser: Browser, address: str, name: str, session: str, **options: Any
) -> Window:
    """A window of its own for a persona, its troubles written down."""
    given = {"locale": "zh-CN", "viewport": {"width": 1440, "height": 900}}
    context = browser.new_context(base_url=address, **(given | options))
    context.set_default_timeout(PATIENCE)
    if session:
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session}
        context.add_cookies([{**cookie, "url": address}])
    return Window(watched(context.new_page()), name)


def watched(page: Page) -> Page:
    """Write down what the page's scripts complain about."""
    troubles: list[str] = []
    page.troubles = troubles  # type: ignore[attr-defined]
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on(
        "console",
        lambda line: (
            line.type == "error"
            and troubles.append(f"{line.text} {line.location.get('url', '')}")
        ),
    )
    return page


@pytest.fixture
def page_as(browser: Browser, live_server: Any) -> Iterator[PageAs]:
    """Open windows of personas on the live server; all are closed afterwards."""
    windows: list[Window] = []

    def opened(name: str, **options: Any) -> Window:
        session = session_of(name)
        window = open_window(browser, live_server.url, name, session, **options)
        windows.append(window)
        return window

    yield opened
    for window in windows:
        window.page.context.close()
