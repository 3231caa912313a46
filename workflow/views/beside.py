"""From case to case within the list a reviewer came from; the list is in the URL.

`?in=/desk/?tab=waiting` names the list by its own address, so that any list page that
takes `WalkedMixin` and a `CaseColumn` can be walked, with whatever it is filtered and
sorted by. Each list shows this person what he may see, and so does this.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.urls import Resolver404, resolve

from ui.beside import beside
from ui.views import ListPage
from workflow.models import Application

LONGEST = 2000
LIST, NEXT = "in", "next"


class WalkedMixin:
    """A ListPage of applications whose cases lead to one another."""

    is_walked = True


@dataclass(frozen=True)
class Beside:
    """Where a case stands in the list it was opened from."""

    address: str
    title: str
    previous: Application | None
    next: Application | None

    def url_of(self, case: Application | None) -> str:
        """A case with the list it stands in."""
        return at_case(case, self.address) if case else ""

    @property
    def previous_url(self) -> str:
        """ "" at the beginning."""
        return self.url_of(self.previous)

    @property
    def next_url(self) -> str:
        """ "" at the end."""
        return self.url_of(self.next)


def at_case(case: Application, address: str, following: str = "") -> str:
    """The page of a case within a list, and which one comes next after an act on it."""
    given = {LIST: address} | ({NEXT: following} if following else {})
    return f"{case.get_absolute_url()}?{urlencode(given)}"


def after_act(request: HttpRequest, case: Application) -> str:
    """Back to the case, and with it to its place in the list as it was before."""
    given = request.POST if LIST in request.POST else request.GET
    address = given.get(LIST, "")[:LONGEST]
    if not address:
        return str(case.get_absolute_url())
    return at_case(case, address, given.get(NEXT, "")[:20])


def beside_of(request: HttpRequest, case: Application) -> Beside | None:
    """What stands beside a case, if it was opened from a list that can be walked."""
    given = request.POST if request.method == "POST" else request.GET
    page = _list_at(given.get(LIST, "")[:LONGEST], request)
    if page is None:
        return None
    rows = page.ordered_rows()
    before, after = beside(rows, case.pk)
    named = given.get(NEXT, "")
    if named.isdecimal() and len(named) < 19 and rows.filter(pk=named).exists():
        # The act that led here may have moved the case to another place of the list.
        after = int(named)
    seen = Application.objects.visible_to(request.user)
    cases = seen.only("kind", "stage", "title").in_bulk(
        [pk for pk in (before, after) if pk]
    )
    address = page.request.get_full_path()
    return Beside(address, str(page.get_title()), cases.get(before), cases.get(after))


def _list_at(address: str, request: HttpRequest) -> Any:
    """The list as this person sees it, made anew from its address; None if none."""
    path, _mark, query = address.partition("?")
    try:
        match = resolve(path)
    except Resolver404:
        return None
    page_class = getattr(match.func, "view_class", None)
    if not (page_class and getattr(page_class, "is_walked", False)):
        return None
    page: ListPage = page_class()
    page.setup(_asked(path, query, request), *match.args, **match.kwargs)
    return page if page.allow() else None


def _asked(path: str, query: str, request: HttpRequest) -> HttpRequest:
    asked = HttpRequest()
    asked.method, asked.user = "GET", request.user
    asked.path = asked.path_info = path
    asked.META["QUERY_STRING"] = query
    asked.GET = QueryDict(query)  # type: ignore[assignment]
    return asked
