"""How long decisions take: one page, and the same figures as a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from documents.exports import Cell
from documents.views.exports import ExportMixin
from ui.refusals import Verdict
from ui.views import Page
from workflow.filters import DurationFilter
from workflow.models import Step
from workflow.permissions import can_read_times
from workflow.times import Times, TimeTable, time_table

# A page shows those who decided most; the file has all.
MOST_ROWS = 50
COLUMNS = (
    "统计口径",
    "名称",
    "所在单位",
    "办结（件）",
    "用时中位数（工作日）",
    "最长用时（工作日）",
    "逾期（件）",
    "逾期率",
)


class Durations(Page):
    """Working days from a stage's beginning to its decision, pauses left out."""

    title = gettext_lazy("办理时长")
    subtitle = gettext_lazy(
        "各审核环节从进入到办结的工作日数，等待申报单位答复的时间不计入"
    )
    template_name = "workflow/durations.html"

    def allow(self) -> Verdict:
        """Whoever serves an authority."""
        return can_read_times(self.request.user)

    @cached_property
    def filterset(self) -> DurationFilter:
        """The filter bound to the URL, over what this user may watch."""
        rows = Step.objects.measured_for(self.request.user)
        return DurationFilter(self.request.GET, queryset=rows, request=self.request)

    @cached_property
    def table(self) -> TimeTable:
        """A filter with a mistake in it counts nothing."""
        chosen = self.filterset
        return time_table(chosen.qs if chosen.is_valid() else chosen.queryset.none())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The figures in their three orders."""
        groups = self.table.groups
        context = {
            "filterset": self.filterset,
            "table": self.table,
            "groups": [(name, rows[:MOST_ROWS], len(rows)) for name, rows in groups],
            "most": MOST_ROWS,
            "export_url": reverse("workflow:durations-export"),
            "export_formats": ("xlsx", "csv"),
        }
        return super().get_context_data(**{**context, **kwargs})


class DurationsExport(ExportMixin, Durations):
    """All groups as a file; every export is in the access log."""

    def columns(self) -> Sequence[str]:
        """The first line."""
        return COLUMNS

    def ordered_rows(self) -> list[tuple[str, Times]]:
        """The groups one after the other."""
        groups = self.table.groups
        return [(label, row) for label, rows in groups for row in rows]

    def cells(self, row: tuple[str, Times]) -> list[Cell]:
        """The line of one office, handler or stage."""
        label, found = row
        return [label, found.name, found.office, *found.cells]
