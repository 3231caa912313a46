"""The nominations of a round side by side, and how they lie over the country."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property

from cities.comparing import FIGURES, Comparison, Line, round_to_compare
from cities.filters import rounds
from cities.permissions import can_compare_round
from ui.refusals import Verdict
from ui.views import Crumb, Page

MOST_PICKED = 4


class NationalReview(Page):
    """Key figures in columns, sortable; up to four cities chosen side by side."""

    title = "申报比较"
    subtitle = "同一批次各城市申报的主要数据，取自最近一次提交"
    template_name = "cities/national.html"

    def allow(self) -> Verdict:
        return can_compare_round(self.request.user)

    def crumbs(self) -> Sequence[Crumb]:
        return [("城市申报", reverse("cities:nominations")), (self.title, None)]

    @cached_property
    def rounds(self) -> list[Any]:
        return list(rounds(self.request).published())

    @cached_property
    def comparison(self) -> Comparison | None:
        """Of the round asked for; none where no round was ever published."""
        asked = self.request.GET.get("round", "")
        chosen = round_to_compare(asked, self.rounds, self.request.user)
        return Comparison(chosen, self.request.user) if chosen else None

    def heads(self) -> list[tuple[str, str, str]]:
        """(label, what a click sorts by, how it is sorted now)."""
        now = self.request.GET.get("sort", "")
        states = {f"-{key}": "descending" for key, _head, _places in FIGURES}
        states |= {key: "ascending" for key, _head, _places in FIGURES}
        return [
            (
                head,
                key if now == f"-{key}" else f"-{key}",
                states[now] if now in (key, f"-{key}") else "",
            )
            for key, head, _places in FIGURES
        ]

    def distribution(self, comparison: Comparison) -> list[dict[str, Any]]:
        """Each count with the address of its rows."""
        base = f"{reverse('cities:nominations')}?round={comparison.round.pk}"
        return [
            {
                "label": row.region.label,
                "count": row.count,
                "url": f"{base}&economic_region={row.region.value}",
                "flagged": row.less_developed,
                "flagged_url": f"{base}&economic_region={row.region.value}"
                "&less_developed=true",
            }
            for row in comparison.distribution()
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = {"rounds": self.rounds, "heads": self.heads()}
        if self.comparison:
            context |= self._compared(self.comparison)
        return super().get_context_data(**kwargs | context)

    def _compared(self, comparison: Comparison) -> dict[str, Any]:
        wanted = set(self.request.GET.getlist("pick"))
        lines = comparison.lines
        picked = [ln for ln in lines if str(ln.nomination.pk) in wanted][:MOST_PICKED]
        return {
            "round": comparison.round,
            "lines": comparison.sorted_by(self.request.GET.get("sort", "")),
            "distribution": self.distribution(comparison),
            "picked": picked,
            "too_many": len(wanted) > MOST_PICKED,
            "picked_heads": [
                (line.nomination.city.name, line.nomination.get_absolute_url())
                for line in picked
            ],
            "picked_rows": _side_by_side(picked),
        }


def _side_by_side(lines: list[Line]) -> list[tuple[str, list[str]]]:
    rows = [
        ("环节", [line.nomination.stage_label for line in lines]),
        ("申报路径", [str(line.nomination.get_lane_display()) for line in lines]),
        (
            "所属区域",
            [str(ln.nomination.city.get_economic_region_display()) for ln in lines],
        ),
    ]
    figures = [
        (head, [line.words(key, places) for line in lines])
        for key, head, places in FIGURES
    ]
    return rows + figures
