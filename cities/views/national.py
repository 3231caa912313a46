"""The nominations of a round side by side, and how they lie over the country."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.functional import cached_property

from cities.checks.reading import as_decimal
from cities.filters import rounds
from cities.models import CityNomination
from cities.permissions import can_compare_round
from cities.views.nominations import LONG_TEXTS
from regions.choices import EconomicRegion
from ui.refusals import Verdict
from ui.views import Crumb, Page
from ui.words import number
from workflow.models import Submission

# (key of the figures, head, decimals)
FIGURES = (
    ("population", "常住人口（万人）", 2),
    ("gdp", "地区生产总值（亿元）", 2),
    ("gdp_rank", "省内位次", 0),
    ("students", "在校生（万人）", 2),
    ("scale_firms", "规上工业企业（家）", 0),
    ("enterprises_target", "培育企业目标（家）", 0),
    ("measures", "任务举措（项）", 0),
    ("bases", "实训基地（个）", 0),
    ("investment", "基地投资（万元）", 0),
)
MOST_PICKED = 4


@dataclass(frozen=True)
class Line:
    """One nomination with the figures of its last submission."""

    nomination: CityNomination
    figures: dict[str, Any]

    def value(self, key: str) -> Decimal | None:
        return as_decimal(self.figures.get(key))

    @property
    def cells(self) -> list[str]:
        return [self.words(key, places) for key, _head, places in FIGURES]

    def words(self, key: str, places: int) -> str:
        value = self.value(key)
        return "—" if value is None else number(value, places)


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
    def round(self) -> Any:
        """The round asked for, else the newest."""
        asked = self.request.GET.get("round", "") or self.busiest()
        chosen = [r for r in self.rounds if str(r.pk) == asked]
        return (chosen or self.rounds or [None])[0]

    def busiest(self) -> str:
        """The newest round in which something has been handed in."""
        rows = CityNomination.objects.visible_to(self.request.user).submitted()
        newest = rows.order_by("-round__opens_at", "-round_id")
        return str(newest.values_list("round_id", flat=True).first() or "")

    @cached_property
    def lines(self) -> list[Line]:
        if self.round is None:
            return []
        last = Submission.objects.filter(application=OuterRef("pk")).order_by("-number")
        rows = (
            CityNomination.objects.visible_to(self.request.user)
            .submitted()
            .filter(round=self.round)
            .for_list()
            .defer(*LONG_TEXTS)
            .annotate(figures=Subquery(last.values("data__figures")[:1]))
        )
        return [Line(row, row.figures or {}) for row in rows]

    def sorted_lines(self) -> list[Line]:
        key, down = self.sort_key, self.request.GET.get("sort", "").startswith("-")
        if not key:
            return sorted(self.lines, key=lambda line: _place_of(line))
        # Those without a figure come last, either way round.
        there = [line for line in self.lines if line.value(key) is not None]
        rest = [line for line in self.lines if line.value(key) is None]
        return sorted(there, key=lambda ln: ln.value(key) or 0, reverse=down) + rest

    @property
    def sort_key(self) -> str:
        key = self.request.GET.get("sort", "").removeprefix("-")
        return key if key in {name for name, _head, _places in FIGURES} else ""

    def heads(self) -> list[tuple[str, str, str]]:
        """(label, what a click sorts by, how it is sorted now)."""
        now = self.request.GET.get("sort", "")
        states = {f"-{self.sort_key}": "descending", self.sort_key: "ascending"}
        return [
            (
                head,
                key if now == f"-{key}" else f"-{key}",
                states.get(now, "") if key == self.sort_key else "",
            )
            for key, head, _places in FIGURES
        ]

    def picked(self) -> list[Line]:
        wanted = self.request.GET.getlist("pick")
        chosen = [line for line in self.lines if str(line.nomination.pk) in wanted]
        return chosen[:MOST_PICKED]

    def distribution(self) -> list[dict[str, Any]]:
        """Nominations by economic region, with the less-developed among them."""
        all_of: Counter[str] = Counter()
        flagged: Counter[str] = Counter()
        for line in self.lines:
            region = line.nomination.city.economic_region
            all_of[region] += 1
            flagged[region] += line.nomination.city.is_less_developed
        base = f"{reverse('cities:nominations')}?round={self.round.pk}"
        return [
            {
                "label": region.label,
                "count": all_of[region.value],
                "url": f"{base}&economic_region={region.value}",
                "flagged": flagged[region.value],
                "flagged_url": f"{base}&economic_region={region.value}"
                "&less_developed=true",
            }
            for region in EconomicRegion
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        picked = self.picked()
        asked = len(set(self.request.GET.getlist("pick")))
        context = {
            "rounds": self.rounds,
            "round": self.round,
            "lines": self.sorted_lines(),
            "heads": self.heads(),
            "distribution": self.distribution() if self.round else [],
            "picked": picked,
            "too_many": asked > MOST_PICKED,
            "picked_heads": [
                (line.nomination.city.name, line.nomination.get_absolute_url())
                for line in picked
            ],
            "picked_rows": _comparison(picked),
        }
        return super().get_context_data(**kwargs | context)


def _place_of(line: Line) -> tuple[int, str]:
    return line.nomination.unit.order, line.nomination.city.code


def _comparison(lines: list[Line]) -> list[tuple[str, list[str]]]:
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
