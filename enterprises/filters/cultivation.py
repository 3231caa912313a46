"""Search in the applications of enterprises: the same for page and API."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from enterprises.choices import CULTIVATION
from enterprises.models import CultivationApplication
from regions.models import ManagingUnit
from ui.filters import FilterSet, SearchFilter
from workflow.choices import Lane, Stage
from workflow.models import Round

ALL = _("全部")


def rounds(request: Any) -> QuerySet[Round]:
    """The rounds of cultivation that the person may see."""
    seen = Round.objects.visible_to(getattr(request, "user", None))
    found: QuerySet[Round] = seen.filter(kind=CULTIVATION)
    return found


class CultivationFilter(FilterSet):
    """By words, stage, round, unit and lane."""

    q = SearchFilter(
        label=_("企业名称、信用代码或受理编号"),
        fields=["title", "credit_code", "number"],
    )
    stage = filters.ChoiceFilter(
        label=_("环节"), choices=Stage.choices, empty_label=ALL
    )
    round = filters.ModelChoiceFilter(label=_("批次"), queryset=rounds)
    managing_unit = filters.ModelChoiceFilter(
        label=_("管理单位"), queryset=ManagingUnit.objects.all()
    )
    lane = filters.ChoiceFilter(
        label=_("申报路径"), choices=Lane.choices, empty_label=ALL
    )

    class Meta:
        model = CultivationApplication
        fields: list[str] = []
        primary = ["q", "stage", "round"]
