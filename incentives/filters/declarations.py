"""Search in credit declarations: the same for page, totals, export and API."""

from __future__ import annotations

from functools import cache
from typing import Any

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from incentives.choices.declarations import Counted
from incentives.models import CreditDeclaration
from regions.models import ManagingUnit
from ui.filters import FilterSet, SearchFilter
from workflow.choices import Stage

ALL = _("全部")
# In an address: what the nation takes in itself.
NATION = "nation"


def unit_choices() -> list[tuple[str, Any]]:
    """The managing units, and the nation for whole groups."""
    units = ManagingUnit.objects.values_list("code", "name")
    return [*units, (NATION, _("国家直接受理"))]


class DeclarationFilter(FilterSet):
    """By words, year, unit, stage, and what a total is made of."""

    q = SearchFilter(
        label=_("企业名称、信用代码或受理编号"),
        fields=["enterprise__name", "enterprise__credit_code", "number"],
    )
    year = filters.NumberFilter(label=_("申报年度"), min_value=2000, max_value=2100)
    managing_unit = filters.ChoiceFilter(
        label=_("管理单位"), empty_label=ALL, method="by_unit", choices=unit_choices
    )
    counted = filters.ChoiceFilter(
        label=_("统计范围"),
        choices=Counted.choices,
        empty_label=ALL,
        method="by_total",
    )
    stage = filters.ChoiceFilter(
        label=_("环节"), choices=Stage.choices, empty_label=ALL
    )

    class Meta:
        model = CreditDeclaration
        fields: list[str] = []
        primary = ["q", "year", "managing_unit", "counted"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Form, chips and check each ask for the choices: one query is enough. They
        # stand at the class too, where the schema has read the field already.
        self.filters["managing_unit"].extra["choices"] = cache(unit_choices)

    def by_unit(self, rows: Any, name: str, value: str) -> Any:
        """A unit's, or the nation's own."""
        if value == NATION:
            return rows.filter(managing_unit__isnull=True)
        return rows.filter(managing_unit_id=value)

    def by_total(self, rows: Any, name: str, value: str) -> Any:
        """Each firm once a year, as the totals count."""
        return rows.counted(value)
