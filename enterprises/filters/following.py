"""Search among the enterprises that an authority follows."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enterprises.choices import IN_PILOT
from enterprises.models import AnnualReport, Enterprise, ThreeYearPlan
from regions.models import ManagingUnit
from ui.filters import FilterSet

DUE, OVERDUE, QUIET = "due", "overdue", "none"
OWING = [
    (OVERDUE, _("有逾期未报")),
    (DUE, _("有待报送")),
    (QUIET, _("没有待报送")),
]


class FollowedFilter(FilterSet):
    """By words, by what is owed, by unit and standing."""

    q = filters.CharFilter(
        label=_("企业名称、拼音、首字母或信用代码"), method="by_text", max_length=100
    )
    owing = filters.ChoiceFilter(label=_("报送情况"), choices=OWING, method="by_owing")
    standing = filters.ChoiceFilter(
        label=_("状态"), choices=[(s.value, s.label) for s in IN_PILOT]
    )
    managing_unit = filters.ModelChoiceFilter(
        label=_("管理单位"), queryset=ManagingUnit.objects.all()
    )

    class Meta:
        model = Enterprise
        fields: list[str] = []
        primary = ["q", "owing", "standing"]

    def by_text(self, rows: Any, name: str, value: str) -> QuerySet[Enterprise]:
        """As the directory is searched."""
        found: QuerySet[Enterprise] = rows.search(value)
        return found

    def by_owing(self, rows: Any, name: str, value: str) -> QuerySet[Enterprise]:
        """What is open or late today."""
        day = timezone.localdate()
        late = _some(lambda papers: papers.overdue_on(day))
        waiting = _some(lambda papers: papers.open())
        wanted = {OVERDUE: late, DUE: waiting, QUIET: ~waiting}[value]
        found: QuerySet[Enterprise] = rows.filter(wanted)
        return found


def _some(cut: Any) -> Any:
    """Whether an enterprise has such a plan or report."""
    plan = cut(ThreeYearPlan.objects.filter(enterprise=OuterRef("pk")))
    report = cut(AnnualReport.objects.filter(enterprise=OuterRef("pk")))
    return Exists(plan) | Exists(report)
