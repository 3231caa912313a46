"""Decisions by round, kind, place and the days in which they were made."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
from django.utils.translation import gettext_lazy as _

from regions.calendar import last_moment
from regions.models import ManagingUnit
from ui.filters import DateFilter, FilterSet
from workflow.filters.applications import published_rounds
from workflow.kinds import kind_choices
from workflow.models import Step


class DurationFilter(FilterSet):
    """The decisions that are counted."""

    round = django_filters.ModelChoiceFilter(
        label=_("申报批次"),
        queryset=published_rounds,
        field_name="application__round",
    )
    kind = django_filters.ChoiceFilter(
        label=_("类别"), choices=kind_choices, field_name="application__kind"
    )
    managing_unit = django_filters.ModelChoiceFilter(
        label=_("管理单位"),
        queryset=ManagingUnit.objects.all(),
        field_name="application__managing_unit",
    )
    since = DateFilter(label=_("办结日期自"), method="from_day")
    until = DateFilter(label=_("办结日期至"), method="to_day")

    class Meta:
        model = Step
        fields: ClassVar = ["round", "kind", "managing_unit", "since", "until"]
        primary: ClassVar = ["round", "kind", "managing_unit", "since", "until"]

    def from_day(self, rows: Any, name: str, value: Any) -> Any:
        """That day itself counts."""
        return rows.filter(at__date__gte=value)

    def to_day(self, rows: Any, name: str, value: Any) -> Any:
        """That day itself counts, to its last second."""
        return rows.exclude(at__gt=last_moment(value).replace(microsecond=999999))
