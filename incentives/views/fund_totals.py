"""The money of projects by unit and source; every figure leads to its rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from incentives.filters.projects import TotalsFilter
from incentives.models import FundTerms, Project
from incentives.permissions.projects import can_read_totals, can_set_terms
from incentives.showing.fund_totals import MEASURES, Measure, table_of
from ui.refusals import Verdict
from ui.views import Action, Page


class FundTotals(Page):
    """A line a unit, a column a source; the measure is chosen above."""

    title = "资金汇总"
    subtitle = "各管理单位重大项目资金，按资金来源汇总；金额单位为万元"
    template_name = "incentives/fund_totals.html"

    def allow(self) -> Verdict:
        return can_read_totals(self.request.user)

    @property
    def measure(self) -> str:
        """What is summed; what was allotted unless the address says otherwise."""
        asked = self.request.GET.get("tab", "")
        return asked if asked in MEASURES else Measure.ALLOCATED

    @cached_property
    def filterset(self) -> TotalsFilter:
        rows = Project.objects.visible_to(self.request.user)
        return TotalsFilter(self.request.GET, queryset=rows, request=self.request)

    @cached_property
    def query(self) -> dict[str, str]:
        """The filter in use, as the ledger's list takes it."""
        if not self.filterset.is_valid():
            return {}
        names = self.filterset.form.fields
        asked = {name: self.request.GET.get(name, "") for name in names}
        return {name: value for name, value in asked.items() if value}

    def tabs(self) -> list[tuple[str, str, bool]]:
        """The measures as links that keep the filter."""
        return [
            (
                str(measure.label),
                "?" + urlencode({**self.query, "tab": measure.value}),
                measure == self.measure,
            )
            for measure in Measure
        ]

    def get_actions(self) -> Sequence[Action]:
        if not can_set_terms(self.request.user):
            return []
        return [Action("设定预警期限", reverse("incentives:fund-terms-new"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        valid = self.filterset.is_valid()
        rows: Any = self.filterset.qs if valid else Project.objects.none()
        context = {
            "filterset": self.filterset,
            "table": table_of(rows, self.measure, self.query),
            "tab_items": self.tabs(),
            "kept_tab": self.measure,
            "terms": FundTerms.on(timezone.localdate()),
        }
        return super().get_context_data(**kwargs | context)
