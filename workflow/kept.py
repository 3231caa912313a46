"""Lists of which a filtered view can be kept; each app names its own.

A line in its `filters/saved.py`, `CHANGES = keep("changes", …)`, and
`view_list = CHANGES` on a page with `SavedViewsMixin` make a list one of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from ui.filters import FilterSet

LONGEST = 4000
PLAIN, TABBED = ("sort",), ("tab", "sort")


@dataclass(frozen=True)
class KeptList:
    """A list by its key, its name, its address, and what its address may hold."""

    key: str
    label: Any
    url: str
    filterset: type[FilterSet]
    # What the address holds beside the words of the filter.
    beside: tuple[str, ...]


KEPT: dict[str, KeptList] = {}


def keep(
    key: str,
    label: Any,
    url: str,
    filterset: type[FilterSet],
    beside: tuple[str, ...] = PLAIN,
) -> KeptList:
    """Make a list known by its key."""
    KEPT[key] = KeptList(key, label, url, filterset, beside)
    return KEPT[key]


def kept_query(key: str, query: str) -> str:
    """Of a query string what the list knows, empty words and the page left out."""
    kept = KEPT.get(key)
    if kept is None:
        return ""
    known = {*kept.filterset.base_filters, *kept.beside}
    given = QueryDict(query.removeprefix("?")[:LONGEST])
    found = QueryDict(mutable=True)
    for name in sorted(known & set(given)):
        values = [value for value in given.getlist(name) if value]
        if values:
            found.setlist(name, values)
    return found.urlencode()
