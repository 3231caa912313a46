"""What the list of objections is narrowed by; who objected is never searched for."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ui.filters import FilterSet, SearchFilter
from workflow.choices import ObjectionState, ObjectorKind
from workflow.kinds import kind_choices
from workflow.models import Appeal, Objection


class ObjectionFilter(FilterSet):
    """Objections by number and case, state, kind and lateness.

    A search stands in addresses and logs, so it does not look into the names.
    """

    q = SearchFilter(
        fields=["number", "entry__title", "entry__notice__number"],
        label=_("关键词"),
        placeholder=_("受理回执号、公示对象或公示编号"),
    )
    state = django_filters.ChoiceFilter(label=_("状态"), choices=ObjectionState.choices)
    late = django_filters.ChoiceFilter(
        label=_("办理期限"), choices=[("1", _("已逾期"))], method="only_late"
    )
    kind = django_filters.ChoiceFilter(
        label=_("类别"), field_name="application__kind", choices=kind_choices
    )
    objector_kind = django_filters.ChoiceFilter(
        label=_("异议人类别"), choices=ObjectorKind.choices
    )

    class Meta:
        model = Objection
        fields: ClassVar = ["q", "state", "late", "kind", "objector_kind"]

    def only_late(self, rows: Any, name: str, value: str) -> Any:
        """Past the day due and not decided."""
        return rows.late(timezone.now())


class AppealFilter(FilterSet):
    """Appeals by number and case, and by what came of them."""

    q = SearchFilter(
        fields=["number", "application__number", "application__title"],
        label=_("关键词"),
    )

    class Meta:
        model = Appeal
        fields: ClassVar = ["q", "application", "outcome"]
