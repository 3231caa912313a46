"""Navigation: apps list their items, ui shows those the user may open.

An app writes `nav.py` with `ITEMS` (left navigation, signed in) and, if it has
public pages, `PUBLIC_ITEMS` (public header); settings.NAVIGATION names the modules.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise


def everybody(user: Any) -> bool:
    """Shown to everyone who is on the page."""
    return True


@dataclass(frozen=True)
class Item:
    """One line of the navigation: `show(user)` decides who sees it."""

    label: str | Promise
    url_name: str
    icon: str = ""
    order: int = 100
    show: Callable[[Any], bool] = everybody
    group: str | Promise = ""


@dataclass(frozen=True)
class Entry:
    """An item as drawn for one request."""

    label: str
    url: str
    icon: str
    group: str
    current: bool


def items(name: str = "ITEMS") -> list[Item]:
    """All items of all apps under `name`, in order."""
    found: list[Item] = []
    for module in getattr(settings, "NAVIGATION", []):
        # A module that is not there is told by the system check ui.W002.
        if find_spec(module):
            found.extend(getattr(import_module(module), name, []))
    return sorted(found, key=lambda item: item.order)


def entries(shown: Iterable[Item], user: Any, path: str) -> list[Entry]:
    """The items this user sees; the one nearest to `path` is current."""
    urls = [(item, _url(item)) for item in shown if item.show(user)]
    current = _nearest([url for _, url in urls if url], path)
    return [
        Entry(str(item.label), url, item.icon, str(item.group), url == current)
        for item, url in urls
        if url
    ]


def _url(item: Item) -> str:
    # A name that leads nowhere is told by the system check ui.W002; a page must
    # not fall over it.
    try:
        return reverse(item.url_name)
    except NoReverseMatch:
        return ""


def _nearest(urls: Iterable[str], path: str) -> str:
    matching = [
        url for url in urls if path == url or (url != "/" and path.startswith(url))
    ]
    return max(matching, key=len, default="")
