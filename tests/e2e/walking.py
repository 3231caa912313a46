"""Walks from link to link as one person and writes down what is wrong on a page."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, ResolverMatch, resolve
from playwright.sync_api import Request, Response

from tests.e2e.pages import Window

WIDE, NARROW = 1440, 390
HEIGHT = 900
# Answers that are files or foreign pages: looked at for their status alone.
FILES = ("download", "export", "pdf", "xlsx", "schema", "docs", "template")
LINKS = "Array.from(document.querySelectorAll('a[href]'), a => a.href)"
# Kinds of elements on a page: where all are known, axe need not look once more.
KINDS = """() => Array.from(new Set(Array.from(
    document.querySelectorAll("body *"),
    e => e.tagName + "." + (e.getAttribute("class") || "") + "." + (e.type || ""),
)))"""
ASKED = {"preload": False, "resultTypes": ["violations"]}
TOO_WIDE = "document.documentElement.scrollWidth - innerWidth"
# The sign-in puts the cursor into its first field.
PLACED = "document.activeElement !== document.body"
# Where there is nothing to skip (a page as it goes to paper) no link is asked for.
SKIPS = """() => !document.querySelector('nav')
    || document.activeElement.textContent.trim().startsWith('跳到')"""


class Walk:
    """One person's walk; `known` holds places and kinds that axe has looked at."""

    def __init__(self, window: Window, address: str, known: set[str]) -> None:
        self.window, self.page, self.address = window, window.page, address
        self.known = known
        self.places: set[str] = set()
        self.faults: list[str] = []
        self.page.on("request", self._leaves)

    def run(self, *starts: str) -> None:
        """Visit everything that links lead to, each kind of page once."""
        waiting = deque(starts)
        while waiting:
            path = waiting.popleft()
            match = self._new_place(path)
            if match is not None:
                waiting += self._visit(path, match)

    def _new_place(self, path: str) -> ResolverMatch | None:
        try:
            match = resolve(urlsplit(path).path)
        except Resolver404:
            self._note(path, "the link leads nowhere")
            return None
        place = f"{match.view_name} {match.kwargs.get('section', '')}"
        if "admin" in match.app_names:  # alike for every model: one of each kind
            place = f"admin {match.view_name.rpartition('_')[2]}"
        if place in self.places:
            return None
        self.places.add(place)
        return match

    def _visit(self, path: str, match: ResolverMatch) -> Iterator[str]:
        if match.view_name.endswith(FILES):
            answer = self.page.context.request.get(urljoin(self.address, path))
            if not answer.ok:
                self._note(path, f"status {answer.status}")
            return
        self.page.set_viewport_size({"width": WIDE, "height": HEIGHT})
        answer = self.page.goto(path)
        self.look(path, match.view_name, answer)
        for link in self.page.evaluate(LINKS):
            parts = urlsplit(link)
            if link.startswith(self.address):
                yield parts.path + (f"?{parts.query}" if parts.query else "")
            elif parts.scheme in ("http", "https"):
                self._note(path, f"links out of the portal: {link}")

    def look(self, path: str, place: str, answer: Response | None) -> None:
        """Everything that must be true of every page, wide and narrow."""
        if answer is None or answer.status >= 400:
            self._note(path, f"status {answer.status if answer else 'none'}")
        if self.page.locator("h1").count() != 1:
            self._note(path, "not exactly one h1")
        begins_elsewhere = self.page.evaluate(PLACED)
        self.page.keyboard.press("Tab")
        if not begins_elsewhere and not self.page.evaluate(SKIPS):
            self._note(path, "the first Tab does not reach the skip link")
        for width in (WIDE, NARROW):
            self.page.set_viewport_size({"width": width, "height": HEIGHT})
            if (over := self.page.evaluate(TOO_WIDE)) > 0:
                self._note(path, f"{over} px too wide at {width}")
            self._ask_axe(path, place, width)
        for trouble in self.page.troubles:  # type: ignore[attr-defined]
            self._note(path, f"console: {trouble}")
        self.page.troubles.clear()  # type: ignore[attr-defined]

    def _ask_axe(self, path: str, place: str, width: int) -> None:
        """Every place once, and again where an element is of a new kind."""
        make = {f"{width} {kind}" for kind in self.page.evaluate(KINDS)}
        make.add(f"{width} {place}")
        if make <= self.known:
            return
        self.known |= make
        found = Axe().run(self.page, options=ASKED).response
        for violation in found["violations"]:
            html = violation["nodes"][0]["html"][:160]
            self._note(path, f"axe at {width}: {violation['id']} {html}")

    def _leaves(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self._note(self.page.url, f"asks {request.url}")

    def _note(self, path: str, fault: str) -> None:
        self.faults.append(f"{self.window.name} {path}: {fault}")
