"""Filters of the rows behind the figures, and of the reports."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.standing import standing_of
from cities.models import PilotCity
from regions.choices import EconomicRegion
from regions.models import Division, ManagingUnit
from reporting.choices import NATION, NATION_NAME
from reporting.dashboard.figures import NO_DIVISION, CitySlice, Slice
from reporting.models import ProgressReport
from reporting.periods import recent_periods
from ui.filters import FilterSet, SearchFilter
from workflow.choices import Stage
from workflow.kinds import kind_choices
from workflow.models import Application

IN_REVIEW = "in_review"


def division_choices(rows: QuerySet[Any]) -> list[tuple[str, Any]]:
    """Divisions that the rows lie in."""
    held = Division.objects.filter(pk__in=rows.order_by().values("division_id"))
    names = held.values_list("pk", "full_name")
    return [*names, (NO_DIVISION, _("省级"))]


class SliceFilterSet(FilterSet):
    """Fields that together are one slice; the same slice makes the figure."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """The nation chooses units and regions, a unit the places within it."""
        super().__init__(*args, **kwargs)
        if standing_of(self.request.user).is_national:
            del self.filters["division"]
            return
        del self.filters["managing_unit"], self.filters["region"]
        self.filters["division"].extra["choices"] = division_choices(self.queryset)

    def narrowed(self, queryset: QuerySet[Any], data: dict[str, Any]) -> Any:
        """The rows of the slice that the form asks for."""
        raise NotImplementedError

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The rows of the slice, then the words searched for."""
        data = self.form.cleaned_data
        rows: QuerySet[Any] = self.narrowed(queryset, data)
        return self.filters["q"].filter(rows, data["q"])


class RowsFilter(SliceFilterSet):
    """Applications of a slice."""

    q = SearchFilter(fields=["title", "number", "applicant__name"], label=_("关键词"))
    stage = django_filters.ChoiceFilter(label=_("环节"), choices=Stage.choices)
    managing_unit = django_filters.ModelChoiceFilter(
        label=_("管理单位"), queryset=ManagingUnit.objects.all()
    )
    kind = django_filters.ChoiceFilter(label=_("类别"), choices=kind_choices)
    state = django_filters.ChoiceFilter(
        label=_("办理状态"), choices=[(IN_REVIEW, _("审核中"))]
    )
    division = django_filters.ChoiceFilter(label=_("城市（地区）"))
    region = django_filters.ChoiceFilter(
        label=_("所属区域"), choices=EconomicRegion.choices
    )
    late = django_filters.ChoiceFilter(
        label=_("办理期限"), choices=[("1", _("已逾期"))]
    )

    class Meta:
        model = Application
        fields: list[str] = []

    def narrowed(self, queryset: QuerySet[Any], data: dict[str, Any]) -> Any:
        unit = data.get("managing_unit")
        cut = Slice(
            kind=data.get("kind") or "",
            stage=data.get("stage") or "",
            unit=unit.code if unit else "",
            division=data.get("division") or "",
            region=data.get("region") or "",
            state=data.get("state") or "",
            late=bool(data.get("late")),
        )
        return cut.narrow(queryset, timezone.now())


class CityRowsFilter(SliceFilterSet):
    """Pilot cities of a slice."""

    q = SearchFilter(fields=["name", "document_number"], label=_("名称或文号"))
    managing_unit = django_filters.ModelChoiceFilter(
        label=_("管理单位"), queryset=ManagingUnit.objects.all()
    )
    year = django_filters.NumberFilter(
        label=_("列入年份"), min_value=2019, max_value=2099, decimal_places=0
    )
    division = django_filters.ChoiceFilter(label=_("城市（地区）"))
    region = django_filters.ChoiceFilter(
        label=_("所属区域"), choices=EconomicRegion.choices
    )

    class Meta:
        model = PilotCity
        fields: list[str] = []

    def narrowed(self, queryset: QuerySet[Any], data: dict[str, Any]) -> Any:
        unit, year = data.get("managing_unit"), data.get("year")
        cut = CitySlice(
            unit=unit.code if unit else "",
            division=data.get("division") or "",
            region=data.get("region") or "",
            year=int(year) if year else None,
        )
        return cut.narrow(queryset)


def scope_choices() -> list[tuple[str, Any]]:
    """The nation and its units."""
    units = ManagingUnit.objects.values_list("pk", "name")
    return [(NATION, NATION_NAME), *units]


def period_choices() -> list[tuple[str, str]]:
    """Periods that have begun, newest first."""
    return [(p.code, p.words) for p in recent_periods(timezone.now(), years=10)]


class ReportFilter(FilterSet):
    """Reports by scope, period and stage."""

    scope = django_filters.ChoiceFilter(label=_("范围"), choices=scope_choices)
    period = django_filters.ChoiceFilter(
        label=_("报告期"), field_name="period_code", choices=period_choices
    )
    stage = django_filters.ChoiceFilter(label=_("环节"), choices=Stage.choices)

    class Meta:
        model = ProgressReport
        fields: list[str] = []
