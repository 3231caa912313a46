"""Search in nominations and pilot cities: the same for page, API and export."""

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cities.choices import PilotStatus
from cities.models import CityNomination, PilotCity
from regions.choices import EconomicRegion
from regions.models import ManagingUnit
from ui.filters import FilterSet, SearchFilter
from ui.text import clean_text
from workflow.choices import Lane, Stage
from workflow.kept import keep
from workflow.models import Round

ALL = _("全部")


def rounds(request: Any) -> QuerySet[Round]:
    """The rounds of this kind that the person may see."""
    seen = Round.objects.visible_to(getattr(request, "user", None))
    found: QuerySet[Round] = seen.filter(kind=CityNomination.KIND)
    return found


class NominationFilter(FilterSet):
    """By words, stage, round, unit, region, flag and lane."""

    q = SearchFilter(label=_("名称或受理编号"), fields=["title", "number"])
    stage = filters.ChoiceFilter(
        label=_("环节"), choices=Stage.choices, empty_label=ALL
    )
    round = filters.ModelChoiceFilter(label=_("批次"), queryset=rounds)
    managing_unit = filters.ModelChoiceFilter(
        label=_("管理单位"), queryset=ManagingUnit.objects.all()
    )
    economic_region = filters.ChoiceFilter(
        label=_("所属区域"),
        choices=EconomicRegion.choices,
        empty_label=ALL,
        field_name="division__economic_region",
    )
    less_developed = filters.TypedChoiceFilter(
        label=_("欠发达地区"),
        choices=[("", ALL), ("true", _("是")), ("false", _("否"))],
        coerce=lambda value: value == "true",
        field_name="division__is_less_developed",
    )
    lane = filters.ChoiceFilter(
        label=_("申报路径"), choices=Lane.choices, empty_label=ALL
    )
    late = filters.TypedChoiceFilter(
        label=_("办理时限"),
        choices=[("", ALL), ("true", _("已逾期"))],
        coerce=lambda value: value == "true",
        method="only_late",
    )

    class Meta:
        model = CityNomination
        fields: list[str] = []
        primary = ["q", "stage", "round"]

    def only_late(self, rows: Any, name: str, value: bool) -> QuerySet[CityNomination]:
        """Past the day due."""
        found: QuerySet[CityNomination] = rows.late() if value else rows
        return found


NOMINATIONS = keep("nominations", _("城市申报"), "cities:nominations", NominationFilter)


class PilotCityFilter(FilterSet):
    """By words, unit, region, batch and status."""

    q = filters.CharFilter(label=_("名称、拼音或文号"), method="by_text")
    managing_unit = filters.ModelChoiceFilter(
        label=_("管理单位"), queryset=ManagingUnit.objects.all()
    )
    economic_region = filters.ChoiceFilter(
        label=_("所属区域"), choices=EconomicRegion.choices, empty_label=ALL
    )
    batch = filters.NumberFilter(label=_("批次"))
    status = filters.ChoiceFilter(
        label=_("状态"), choices=PilotStatus.choices, empty_label=ALL
    )

    class Meta:
        model = PilotCity
        fields: list[str] = []
        primary = ["q", "managing_unit", "economic_region"]

    def by_text(self, rows: Any, name: str, value: str) -> QuerySet[PilotCity]:
        """Part of the name or the document's number, or the name in pinyin."""
        text = clean_text(value, multiline=False)
        latin = text.lower().replace(" ", "")
        found = Q(name__contains=text) | Q(document_number__contains=text)
        found |= Q(pinyin__startswith=latin) | Q(code=text)
        chosen: QuerySet[PilotCity] = rows.filter(found)
        return chosen
