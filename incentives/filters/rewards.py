"""Search among schemes and figures; the same for page and API."""

from __future__ import annotations

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from incentives.choices.rewards import EntryState, RewardLevel, SchemeState
from incentives.indicators import by_hand
from incentives.models import IndicatorEntry, RewardScheme, Simulation
from regions.models import ManagingUnit
from ui.filters import FilterSet, KnownChoiceFilter, SearchFilter


class RewardSchemeFilter(FilterSet):
    """By words, level, state, unit and year."""

    q = SearchFilter(label=_("方案名称或依据文件"), fields=["name", "basis"])
    level = filters.ChoiceFilter(label=_("评价对象"), choices=RewardLevel.choices)
    state = filters.ChoiceFilter(label=_("状态"), choices=SchemeState.choices)
    managing_unit = KnownChoiceFilter(
        label=_("管理单位"), queryset=ManagingUnit.objects.all()
    )
    year = filters.NumberFilter(
        label=_("评价年度"), min_value=2019, max_value=2100, lookup_expr="exact"
    )

    class Meta:
        model = RewardScheme
        fields: list[str] = []
        primary = ["q", "level", "state"]


class IndicatorEntryFilter(FilterSet):
    """By indicator, place, state and year."""

    q = SearchFilter(label=_("对象或来源"), fields=["place_name", "source"])
    indicator = filters.ChoiceFilter(
        label=_("指标"), choices=lambda: [(row.key, row.label) for row in by_hand()]
    )
    state = filters.ChoiceFilter(label=_("状态"), choices=EntryState.choices)
    year = filters.NumberFilter(
        label=_("年度"), min_value=2019, max_value=2100, lookup_expr="exact"
    )

    class Meta:
        model = IndicatorEntry
        fields: list[str] = []
        primary = ["q", "indicator", "state"]


class SimulationFilter(FilterSet):
    """Of one scheme."""

    scheme = filters.NumberFilter(label=_("方案"), min_value=1, max_value=2**31 - 1)

    class Meta:
        model = Simulation
        fields: list[str] = []
