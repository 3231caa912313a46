"""Search in grants, applications, proposals and preferences: page, export and API."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.choices import AUTHORITY_TIERS
from enterprises.filters.directory import PlaceFilter
from incentives.choices.grants import (
    GrantCategory,
    GrantState,
    PreferenceKind,
    ProposalAct,
)
from incentives.models import Grant, GrantProposal, IncentiveGrant, Preference
from regions.models import ManagingUnit
from ui.filters import FilterSet, SearchFilter
from workflow.choices import FourEyesState, Stage

IN_FORCE, TO_REVIEW = "in_force", "to_review"
STATES = [
    (IN_FORCE, _("执行期内")),
    (TO_REVIEW, _("待复核")),
    *GrantState.choices,
]


def units(request: Any) -> QuerySet[ManagingUnit]:
    return ManagingUnit.objects.all()


class GrantFilter(FilterSet):
    """By words, kind, unit, place, year of the award, state and level."""

    q = SearchFilter(
        label=_("激励对象、编号或依据文件"),
        fields=["receiver_name", "number", "basis_name", "basis_number"],
    )
    category = filters.ChoiceFilter(label=_("激励类别"), choices=GrantCategory.choices)
    state = filters.ChoiceFilter(label=_("状态"), choices=STATES, method="by_state")
    managing_unit = filters.ModelChoiceFilter(label=_("管理单位"), queryset=units)
    division = PlaceFilter(label=_("所在城市"), max_length=60)
    year = filters.NumberFilter(
        label=_("授予年度"),
        field_name="awarded_on__year",
        min_value=2019,
        max_value=2100,
    )
    tier = filters.ChoiceFilter(
        label=_("授予层级"), choices=[(t.value, t.label) for t in AUTHORITY_TIERS]
    )

    class Meta:
        model = Grant
        fields: list[str] = []
        primary = ["q", "category", "state"]

    def by_state(self, rows: Any, name: str, value: str) -> Any:
        """A state, or in force today, or to be reviewed."""
        if value == IN_FORCE:
            return rows.in_force_on(timezone.localdate())
        return rows.to_review() if value == TO_REVIEW else rows.filter(state=value)


class PublicGrantFilter(FilterSet):
    """By receiver, kind, unit and year."""

    q = SearchFilter(
        label=_("激励对象或依据文件"),
        fields=["receiver_name", "basis_name", "basis_number"],
    )
    category = filters.ChoiceFilter(label=_("激励类别"), choices=GrantCategory.choices)
    managing_unit = filters.ModelChoiceFilter(label=_("管理单位"), queryset=units)
    year = filters.NumberFilter(
        label=_("授予年度"),
        field_name="awarded_on__year",
        min_value=2019,
        max_value=2100,
    )

    class Meta:
        model = Grant
        fields: list[str] = []
        primary = ["q", "category", "year"]


class GrantApplicationFilter(FilterSet):
    """By words, kind, stage and unit."""

    q = SearchFilter(
        label=_("申请单位或受理编号"), fields=["title", "number", "applicant__name"]
    )
    category = filters.ChoiceFilter(label=_("激励类别"), choices=GrantCategory.choices)
    stage = filters.ChoiceFilter(label=_("环节"), choices=Stage.choices)
    managing_unit = filters.ModelChoiceFilter(label=_("管理单位"), queryset=units)

    class Meta:
        model = IncentiveGrant
        fields: list[str] = []
        primary = ["q", "category", "stage"]


class GrantProposalFilter(FilterSet):
    """By what is proposed and where it stands."""

    act = filters.ChoiceFilter(label=_("事项"), choices=ProposalAct.choices)
    state = filters.ChoiceFilter(label=_("状态"), choices=FourEyesState.choices)
    category = filters.ChoiceFilter(label=_("激励类别"), choices=GrantCategory.choices)

    class Meta:
        model = GrantProposal
        fields: list[str] = []


class PreferenceFilter(FilterSet):
    """By words, kind, year, state and unit."""

    q = SearchFilter(
        label=_("支持对象或依据文件"),
        fields=[
            "city__full_name",
            "school__name",
            "industry__name",
            "basis_name",
            "basis_number",
        ],
    )
    kind = filters.ChoiceFilter(label=_("倾斜类别"), choices=PreferenceKind.choices)
    year = filters.NumberFilter(label=_("年度"), min_value=2019)
    state = filters.ChoiceFilter(label=_("状态"), choices=FourEyesState.choices)
    managing_unit = filters.ModelChoiceFilter(label=_("管理单位"), queryset=units)

    class Meta:
        model = Preference
        fields: list[str] = []
        primary = ["q", "kind", "year"]
