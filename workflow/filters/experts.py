"""What the pool, the seats of an expert and the ranking are narrowed by."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from regions.models import ManagingUnit
from ui.filters import FilterSet, KnownChoiceFilter, SearchFilter
from ui.text import clean_text
from workflow.choices import (
    ExpertField,
    ExpertStatus,
    PanelState,
    SeatState,
    Stage,
)
from workflow.models import Expert, Panel, Round, Seat


def scored_rounds(request: Any) -> Any:
    """The rounds of which this person sees results."""
    seen = Panel.objects.visible_to(getattr(request, "user", None))
    rounds = seen.order_by().values("application__round")
    return Round.objects.filter(pk__in=rounds)


class NameFilter(SearchFilter):
    """Part of a name, its pinyin or its first letters."""

    def filter(self, qs: Any, value: str) -> Any:
        """As organisations are searched."""
        words = clean_text(value or "", multiline=False)
        if not words:
            return qs
        key = words.lower().replace(" ", "")
        return qs.filter(
            Q(user__name__icontains=words)
            | Q(employer__name__icontains=words)
            | Q(pinyin__contains=key)
            | Q(initials__startswith=key)
        )


class ExpertFilter(FilterSet):
    """Experts by name, field, region and status."""

    q = NameFilter(
        fields=["user__name"], label=_("关键词"), placeholder=_("姓名、拼音或工作单位")
    )
    field = django_filters.ChoiceFilter(
        label=_("专业领域"), choices=ExpertField.choices, method="knows"
    )
    home_unit = django_filters.ModelChoiceFilter(
        label=_("所在地区"), queryset=ManagingUnit.objects.all()
    )
    status = django_filters.ChoiceFilter(label=_("状态"), choices=ExpertStatus.choices)

    class Meta:
        model = Expert
        fields: ClassVar = ["q", "field", "home_unit", "status"]
        primary: ClassVar = ["q", "field", "home_unit", "status"]

    def knows(self, rows: Any, name: str, value: str) -> Any:
        """Among the fields of the expert."""
        return rows.filter(fields__contains=[value])


class SeatFilter(FilterSet):
    """One's own seats by state."""

    q = SearchFilter(fields=["panel__application__title"], label=_("关键词"))
    state = django_filters.ChoiceFilter(label=_("状态"), choices=SeatState.choices)

    class Meta:
        model = Seat
        fields: ClassVar = ["q", "state"]


class PanelFilter(FilterSet):
    """Panels by state and round."""

    state = django_filters.ChoiceFilter(label=_("状态"), choices=PanelState.choices)
    round = django_filters.ModelChoiceFilter(
        label=_("申报批次"), field_name="application__round", queryset=scored_rounds
    )
    application = django_filters.NumberFilter(label=_("申报事项"))

    class Meta:
        model = Panel
        fields: ClassVar = ["state", "round", "application"]


class RankingFilter(FilterSet):
    """Results of a round; the place is that in the whole round, however narrowed."""

    round = KnownChoiceFilter(
        label=_("申报批次"),
        field_name="application__round",
        queryset=scored_rounds,
        empty_label=_("最近结束评分的批次"),
    )
    q = SearchFilter(
        fields=["application__title", "application__number"],
        label=_("关键词"),
        placeholder=_("受理编号或名称"),
    )
    managing_unit = django_filters.ModelChoiceFilter(
        label=_("管理单位"),
        field_name="application__managing_unit",
        queryset=ManagingUnit.objects.all(),
    )
    stage = django_filters.ChoiceFilter(
        label=_("环节"), field_name="application__stage", choices=Stage.choices
    )

    class Meta:
        model = Panel
        fields: ClassVar = ["round", "q", "managing_unit", "stage"]
        primary: ClassVar = ["round", "q", "managing_unit", "stage"]
