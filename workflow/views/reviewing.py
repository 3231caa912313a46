"""The list of one kind of application, as those who review it need it."""

from __future__ import annotations

from typing import Any

from ui.views import ListPage
from workflow.permissions import hands_over
from workflow.views.beside import WalkedMixin
from workflow.views.saved import SavedViewsMixin

# Of no use to applicants: what a case adds up to, and who has it.
INTERNAL = ("tally", "assignee")


class ReviewList(WalkedMixin, SavedViewsMixin, ListPage):
    """Walked from case to case, its filters kept as views.

    Its rows come by `for_review()`, its table has `TallyColumn` and `HolderColumn`.
    """

    def get_table(self) -> Any:
        """Without the columns of authorities for those who are none."""
        table = super().get_table()
        if not hands_over(self.request.user):
            table.exclude = INTERNAL
        return table
