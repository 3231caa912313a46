"""Search in change reports: the same for page and API."""

from __future__ import annotations

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from enterprises.choices import ChangeKind
from enterprises.models import ChangeReport
from regions.models import ManagingUnit
from ui.filters import FilterSet, SearchFilter
from workflow.choices import Stage


class ChangeFilter(FilterSet):
    """By words, what changed, stage and unit."""

    q = SearchFilter(label=_("企业名称或受理编号"), fields=["title", "number"])
    change = filters.ChoiceFilter(label=_("变更事项"), choices=ChangeKind.choices)
    stage = filters.ChoiceFilter(label=_("环节"), choices=Stage.choices)
    managing_unit = filters.ModelChoiceFilter(
        label=_("管理单位"), queryset=ManagingUnit.objects.all()
    )

    class Meta:
        model = ChangeReport
        fields: list[str] = []
        primary = ["q", "change", "stage"]
