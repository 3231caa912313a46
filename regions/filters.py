"""Search in divisions: the same for page and API."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from regions.choices import EconomicRegion, Level, UnitKind
from regions.models import Division, ManagingUnit, NewArea
from ui.filters import FilterSet

ALL = _("全部")
YES_NO = [("", ALL), ("true", _("是")), ("false", _("否"))]


class DivisionFilter(FilterSet):
    """By text (code, name, pinyin, initials), level, managing unit, region, flag."""

    q = filters.CharFilter(label=_("代码、名称或拼音"), method="by_text")
    level = filters.ChoiceFilter(label=_("级别"), choices=Level, empty_label=ALL)
    managing_unit = filters.ModelChoiceFilter(
        label=_("管理单位"), queryset=ManagingUnit.objects.all()
    )
    economic_region = filters.ChoiceFilter(
        label=_("所属区域"), choices=EconomicRegion, empty_label=ALL
    )
    is_less_developed = filters.TypedChoiceFilter(
        label=_("欠发达地区"),
        choices=YES_NO,
        coerce=lambda value: value == "true",
    )
    parent = filters.CharFilter(label=_("上级代码"), method="by_parent")
    nominable = filters.TypedChoiceFilter(
        label=_("可作为试点推荐对象"),
        choices=[("", ALL), ("true", _("是"))],
        coerce=lambda value: value == "true",
        method="only_nominable",
    )

    class Meta:
        model = Division
        fields: list[str] = []

    def by_text(self, rows: Any, name: str, value: str) -> QuerySet[Division]:
        """Search in domain words."""
        found: QuerySet[Division] = rows.search(value)
        return found

    def by_parent(self, rows: Any, name: str, value: str) -> QuerySet[Division]:
        """Directly below one division."""
        found: QuerySet[Division] = rows.children_of(value.strip())
        return found

    def only_nominable(self, rows: Any, name: str, value: bool) -> QuerySet[Division]:
        """Those that may be nominated."""
        found: QuerySet[Division] = rows.nominable() if value else rows
        return found


class ManagingUnitFilter(FilterSet):
    """By kind, region and province."""

    kind = filters.ChoiceFilter(label=_("类别"), choices=UnitKind, empty_label=ALL)
    economic_region = filters.ChoiceFilter(
        label=_("所属区域"), choices=EconomicRegion, empty_label=ALL
    )
    province_code = filters.CharFilter(label=_("所在省份代码"))

    class Meta:
        model = ManagingUnit
        fields: list[str] = []


class NewAreaFilter(FilterSet):
    """By host unit."""

    host_unit = filters.ModelChoiceFilter(
        label=_("所属管理单位"), queryset=ManagingUnit.objects.all()
    )

    class Meta:
        model = NewArea
        fields: list[str] = []
