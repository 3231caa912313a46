"""Cards that an app above puts on a page of an app below."""

import re
from pathlib import Path

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from ui import panels
from ui.panels import PAGES, Panel, panels_of, register

TEMPLATES = Path("templates")


@pytest.fixture(autouse=True)
def no_panels(monkeypatch):
    """The tests put up their own."""
    monkeypatch.setattr(panels, "_places", {page: {} for page in PAGES})


def says(words):
    """A maker of a panel that says a word."""

    def make(request, obj):
        return Panel("gallery/panel.html", {"words": f"{words}{obj}"})

    make.__qualname__ = words
    return make


def drawn(page="city", obj="杭州"):
    request = RequestFactory().get("/")
    context = Context({"request": request, "object": obj})
    source = f'{{% load ui %}}{{% panels "{page}" object %}}'
    return Template(source).render(context)


@pytest.mark.usefixtures("gallery")
def test_panels_are_drawn_in_their_order_whoever_came_first():
    register(page="city", order=20, panel=says("乙"))
    register(page="city", order=10, panel=says("甲"))
    register(page="enterprise", order=1, panel=says("丙"))
    assert re.findall(r"<h2>(.*?)</h2>", drawn()) == ["甲杭州", "乙杭州"]


@pytest.mark.usefixtures("gallery")
def test_what_a_panel_is_given_is_escaped():
    register(page="city", order=10, panel=says("<script>"))
    assert "<script>" not in drawn()


@pytest.mark.usefixtures("gallery")
def test_a_page_without_panels_draws_nothing():
    assert drawn() == ""


def test_a_panel_that_has_nothing_to_show_leaves_no_trace():
    register(page="city", order=10, panel=lambda request, obj: None)
    assert panels_of("city", RequestFactory().get("/"), "杭州") == []


def test_registering_twice_shows_once():
    same = says("甲")
    register(page="city", order=10, panel=same)
    register(page="city", order=20, panel=same)
    assert len(panels_of("city", RequestFactory().get("/"), "")) == 1


def test_a_panel_on_a_page_that_draws_none_is_refused_at_once():
    with pytest.raises(ValueError, match="No page “nowhere” draws panels"):
        register(page="nowhere", order=10, panel=says("甲"))


def test_every_page_that_is_offered_draws_its_panels():
    tag = re.compile(r'{% panels "([a-z-]+)" object %}')
    texts = (path.read_text() for path in TEMPLATES.rglob("*.html"))
    assert {page for text in texts for page in tag.findall(text)} == set(PAGES)
