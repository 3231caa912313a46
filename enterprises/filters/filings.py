"""Search in plans, reports and visits."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enterprises.choices import VisitKind
from enterprises.models import AnnualReport, ThreeYearPlan, Visit
from regions.models import ManagingUnit
from ui.filters import FilterSet

OPEN, OVERDUE, FILED, EXCUSED = "open", "overdue", "filed", "excused"
LATE = "late"


class FilingFilter(FilterSet):
    """By enterprise, unit and how the paper stands."""

    enterprise = filters.UUIDFilter(label=_("企业"), field_name="enterprise__public_id")
    managing_unit = filters.ModelChoiceFilter(
        label=_("管理单位"),
        field_name="enterprise__managing_unit",
        queryset=ManagingUnit.objects.all(),
    )
    standing = filters.ChoiceFilter(
        label=_("报送情况"),
        choices=[
            (OPEN, _("未报送")),
            (OVERDUE, _("逾期未报")),
            (FILED, _("已报送")),
            (LATE, _("逾期报送")),
            (EXCUSED, _("经同意免报")),
        ],
        method="by_standing",
    )

    class Meta:
        model = ThreeYearPlan
        fields: list[str] = []

    def by_standing(self, rows: Any, name: str, value: str) -> QuerySet[Any]:
        """How it stands today."""
        cut = {
            OPEN: lambda: rows.open(),
            OVERDUE: lambda: rows.overdue_on(timezone.localdate()),
            FILED: lambda: rows.filter(filed_at__isnull=False),
            LATE: lambda: rows.filed_late(),
            EXCUSED: lambda: rows.filter(excused_at__isnull=False),
        }
        found: QuerySet[Any] = cut[value]()
        return found


class PlanFilter(FilingFilter):
    """Three-year plans."""


class ReportFilter(FilingFilter):
    """Annual reports, also by year."""

    year = filters.NumberFilter(label=_("年度"))

    class Meta(FilingFilter.Meta):
        model = AnnualReport


class VisitFilter(FilterSet):
    """By enterprise and kind."""

    enterprise = filters.UUIDFilter(label=_("企业"), field_name="enterprise__public_id")
    kind = filters.ChoiceFilter(label=_("方式"), choices=VisitKind.choices)

    class Meta:
        model = Visit
        fields: list[str] = []
