"""What the list of opinions is narrowed by; page and API alike."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.choices import Department
from ui.filters import FilterSet, SearchFilter
from workflow.choices import OpinionState, Stage, Stance
from workflow.models import Opinion


class OpinionFilter(FilterSet):
    """Opinions by case, department, state, stance and lateness."""

    q = SearchFilter(
        fields=["application__number", "application__title", "organisation__name"],
        label=_("关键词"),
        placeholder=_("受理编号、名称或部门"),
    )
    state = django_filters.ChoiceFilter(label=_("状态"), choices=OpinionState.choices)
    stance = django_filters.ChoiceFilter(
        label=_("意见"), choices=Stance.choices, method="saying"
    )
    department = django_filters.ChoiceFilter(
        label=_("部门职能"), choices=Department.choices
    )
    stage = django_filters.ChoiceFilter(label=_("环节"), choices=Stage.choices)
    late = django_filters.ChoiceFilter(
        label=_("反馈期限"), choices=[("1", _("逾期未反馈"))], method="only_late"
    )

    class Meta:
        model = Opinion
        fields: ClassVar = ["q", "state", "stance", "department", "stage", "late"]
        primary: ClassVar = ["q", "state", "late"]

    def saying(self, rows: Any, name: str, value: str) -> Any:
        """By what was signed; drafts are found by their own department alone."""
        return rows.saying(value, self.request.user)

    def only_late(self, rows: Any, name: str, value: str) -> Any:
        """Not answered though the day is over."""
        return rows.overdue(timezone.now())
