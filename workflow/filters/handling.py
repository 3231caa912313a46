"""By who handles it: myself, nobody yet, a colleague, or my authority at all."""

from __future__ import annotations

from typing import Any

import django_filters
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ui.filters import FilterSet
from workflow.choices import Move
from workflow.permissions import hands_over
from workflow.services import done_since, handlers_of

ME, NONE, MINE = "me", "none", "mine"
ANY = "any"
PROPOSED = [
    (ANY, _("全部待确认")),
    *[(m.value, m.label) for m in (Move.APPROVE, Move.SEND_BACK, Move.REJECT)],
]
NAMES = ("assignee", "turn", "proposal", "done_by")


class ColleagueFilter(django_filters.ChoiceFilter):
    """The handlers of the asking person's authorities, after the fixed choices."""

    def __init__(self, *args: Any, fixed: Any = (), **kwargs: Any) -> None:
        self.fixed = list(fixed)
        super().__init__(*args, choices=self.fixed, **kwargs)

    @property
    def field(self) -> Any:
        """With the colleagues of this request."""
        parent = getattr(self, "parent", None)
        if parent is None:
            # The schema asks the class itself. What is kept here would be copied into
            # every filter set, and stand in for the colleagues there.
            shown = super().field
            del self._field
            return shown
        if not hasattr(self, "_field"):
            named = [(str(person.pk), person.name) for person in parent.colleagues]
            self.extra["choices"] = [*self.fixed, *named]
        return super().field


class HandlingFilter(FilterSet):
    """Only for those whose office takes and gives cases; gone for all others."""

    assignee = ColleagueFilter(
        label=_("承办人"),
        fixed=[(ME, _("我承办的")), (NONE, _("未分派"))],
        method="by_assignee",
    )
    turn = django_filters.ChoiceFilter(
        label=_("当前办理部门"),
        choices=[(MINE, _("本部门"))],
        method="only_mine",
    )
    proposal = django_filters.ChoiceFilter(
        label=_("待我确认的意见"), choices=PROPOSED, method="by_proposal"
    )
    done_by = ColleagueFilter(label=_("近30日办结的经办人"), method="by_done")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not hands_over(self.user):
            for name in NAMES:
                self.filters.pop(name, None)

    def _primary(self) -> list[str]:
        return [name for name in super()._primary() if name in self.filters]

    @property
    def user(self) -> Any:
        """Who asks."""
        return getattr(self.request, "user", None)

    @cached_property
    def colleagues(self) -> list[Any]:
        """One query for all that names them."""
        return handlers_of(self.user)

    def by_assignee(self, rows: Any, name: str, value: str) -> Any:
        """Mine, nobody's at my authority, or a colleague's."""
        if value == NONE:
            return rows.in_turn_at(self.user).filter(assignee__isnull=True)
        return rows.handled_by(self.user.pk if value == ME else int(value))

    def only_mine(self, rows: Any, name: str, value: str) -> Any:
        """What my authority has to handle now."""
        return rows.in_turn_at(self.user)

    def by_proposal(self, rows: Any, name: str, value: str) -> Any:
        """What waits for this lead to confirm, all of it or one decision alone."""
        return rows.to_confirm(self.user, "" if value == ANY else value)

    def by_done(self, rows: Any, name: str, value: str) -> Any:
        """Decided of late on the work of this person."""
        return rows.decided_with(int(value), done_since(timezone.now()))
