"""Search in the policy list: the same for page, print, export and API."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from incentives.choices.policies import (
    PolicyKind,
    PolicyScope,
    PolicyState,
    PolicySubject,
)
from incentives.models import PolicyBenefit
from regions.models import ManagingUnit
from ui.filters import DateFilter, FilterSet, KnownChoiceFilter, SearchFilter

ALL = _("全部")


class PolicyFilter(FilterSet):
    """By words, kind, subject, area, document, authority and a day of validity.

    Only published ones are shown unless a state is asked for.
    """

    q = filters.CharFilter(
        label=_("名称、文号或拼音"),
        method="by_text",
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    kind = filters.ChoiceFilter(
        label=_("类别"), choices=PolicyKind.choices, empty_label=ALL, method="by_kind"
    )
    subject = filters.ChoiceFilter(
        label=_("适用主体"), choices=PolicySubject.choices, empty_label=ALL
    )
    scope = filters.ChoiceFilter(
        label=_("适用范围"), choices=PolicyScope.choices, empty_label=ALL
    )
    managing_unit = KnownChoiceFilter(
        label=_("适用的管理单位（含全国政策）"),
        queryset=ManagingUnit.objects.all(),
        method="by_unit",
    )
    number = SearchFilter(label=_("文号"), fields=["basis_number"])
    authority = SearchFilter(
        label=_("发文机关或受理部门"), fields=["issuing_body", "authority"]
    )
    valid_on = DateFilter(label=_("该日有效"), method="by_day")
    state = filters.ChoiceFilter(
        label=_("状态"),
        choices=[
            (PolicyState.PUBLISHED, PolicyState.PUBLISHED.label),
            (PolicyState.WITHDRAWN, PolicyState.WITHDRAWN.label),
        ],
        empty_label=_("已发布"),
    )

    class Meta:
        model = PolicyBenefit
        fields: list[str] = []
        primary = ["q", "kind", "subject", "managing_unit"]

    def filter_queryset(self, queryset: Any) -> QuerySet[PolicyBenefit]:
        """Those in the list, unless a state is asked for."""
        rows = super().filter_queryset(queryset)
        asked = self.form.cleaned_data.get("state")
        return rows if asked else rows.published()  # type: ignore[attr-defined,no-any-return]

    def by_text(self, rows: Any, name: str, value: str) -> QuerySet[PolicyBenefit]:
        """Search in domain words."""
        found: QuerySet[PolicyBenefit] = rows.search(value)
        return found

    def by_kind(self, rows: Any, name: str, value: str) -> QuerySet[PolicyBenefit]:
        """Those that give this kind, whatever else they give."""
        found: QuerySet[PolicyBenefit] = rows.filter(kinds__contains=[value])
        return found

    def by_unit(self, rows: Any, name: str, value: Any) -> QuerySet[PolicyBenefit]:
        """What holds in a unit: its own, its cities' and the nation's."""
        nation = rows.filter(scope=PolicyScope.NATION)
        found: QuerySet[PolicyBenefit] = nation | rows.filter(managing_unit=value)
        return found

    def by_day(self, rows: Any, name: str, value: Any) -> QuerySet[PolicyBenefit]:
        """Those in force on the day."""
        found: QuerySet[PolicyBenefit] = rows.in_force_on(value)
        return found


class KeptPolicyFilter(FilterSet):
    """The list of those who keep it."""

    q = filters.CharFilter(
        label=_("名称、文号或拼音"),
        method="by_text",
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    state = filters.ChoiceFilter(
        label=_("状态"), choices=PolicyState.choices, empty_label=ALL
    )
    open = filters.ChoiceFilter(
        label=_("待办版本"),
        choices=[("true", _("有正在起草或待发布的版本"))],
        empty_label=ALL,
        method="by_open",
    )

    class Meta:
        model = PolicyBenefit
        fields: list[str] = []

    by_text = PolicyFilter.by_text

    def by_open(self, rows: Any, name: str, value: str) -> QuerySet[PolicyBenefit]:
        """Those of which a version waits."""
        found: QuerySet[PolicyBenefit] = rows.with_open_version()
        return found
