"""A list in tabs: what waits for me, and other cuts of what I may see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from ui.counts import counts_of
from ui.views import ListPage


class TabbedListPage(ListPage):
    """A list in tabs, the open one in the URL.

    Declare `tabs` (key → label, the first opens), `empties` (key → what an empty tab
    says), `counted` (tabs whose number calls for action) and `rows_of(tab)`.
    """

    template_name = "workflow/tabbed.html"
    tabs: ClassVar[Mapping[str, Any]]
    empties: ClassVar[Mapping[str, Any]]
    counted: ClassVar[Sequence[str]]

    @property
    def tab(self) -> str:
        """Which tab is open; an unknown word opens the first."""
        asked = self.request.GET.get("tab", "")
        return asked if asked in self.tabs else next(iter(self.tabs))

    def rows_of(self, tab: str) -> Any:
        """The rows of a tab, all within what this user may see."""
        raise NotImplementedError

    def counted_beside(self) -> dict[str, Any]:
        """Rows that the page counts beside its tabs, by name, for `counts`."""
        return {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The tabs, counted where a number calls for action; in one query."""
        rows = {tab: self.rows_of(tab) for tab in self.counted}
        counts = counts_of(rows | self.counted_beside())
        tabs = [
            (label, f"?tab={tab}", tab == self.tab, counts.get(tab))
            for tab, label in self.tabs.items()
        ]
        context = {
            "tabs": tabs,
            "tab": self.tab,
            "counts": counts,
            "empty_yet": self.empties[self.tab],
        }
        return super().get_context_data(**{**context, **kwargs})
