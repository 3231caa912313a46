"""Which parameters of a list a saved view keeps.

A list joins with one line, `KEPT[ViewPage.RANKING] = Kept(RankingFilter, ("sort",))`
beside its filter, and takes `SavedViewsMixin` on its page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from ui.filters import FilterSet
from workflow.choices import ViewPage
from workflow.filters.applications import ApplicationFilter
from workflow.filters.experts import RankingFilter
from workflow.filters.opinions import OpinionFilter


@dataclass(frozen=True)
class Kept:
    """The filter of a list, and what its address holds beside the filter's words."""

    filterset: type[FilterSet]
    beside: tuple[str, ...] = ("sort",)


KEPT: dict[str, Kept] = {
    ViewPage.DESK: Kept(ApplicationFilter, ("tab", "sort")),
    ViewPage.RANKING: Kept(RankingFilter),
    ViewPage.OPINIONS: Kept(OpinionFilter, ("tab", "sort")),
}


def kept_query(page: str, query: str) -> str:
    """Of a query string what the list knows, empty words and the page left out."""
    kept = KEPT.get(page)
    if kept is None:
        return ""
    known = {*kept.filterset.base_filters, *kept.beside}
    given, found = _parsed(query), QueryDict(mutable=True)
    for name in sorted(known & set(given)):
        values = [value for value in given.getlist(name) if value]
        if values:
            found.setlist(name, values)
    return found.urlencode()


def _parsed(query: str) -> Any:
    return QueryDict(query.removeprefix("?")[:4000])
