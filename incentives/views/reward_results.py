"""A frozen reckoning: ranking, parts of each score, comparison, file and paper."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.choices import AccessKind
from accounts.facts import facts_of
from accounts.services import record_access
from documents.exports import Sheet
from documents.pdf import render_pdf
from documents.views.exports import ExportMixin
from incentives.models import RewardScheme, Simulation
from incentives.permissions.rewards import own_posts, reads_inside
from incentives.rewarding import with_figures_of_today
from incentives.rewarding.frozen import fault_of
from incentives.showing.rewards import (
    compared,
    definition_facts,
    export_cells,
    export_heads,
    heads_of,
    lines_shown,
    parts_shown,
    rank_words,
    rows_shown,
    score_chart,
    title_of,
    weights_compared,
)
from incentives.views.rewards import LIST
from ui.refusals import NotAllowed, allow
from ui.views import Action, Crumb, Page
from ui.words import cn_datetime

PAPER = "print/incentives/reward.html"


class SimulationMixin:
    """The reckoning of a scheme by its number, if this person may read it."""

    request: HttpRequest
    kwargs: dict[str, Any]
    public = True

    @cached_property
    def object(self) -> Simulation:
        """Unseen ones are 404."""
        rows = Simulation.objects.visible_to(self.request.user).for_list()
        found: Simulation = get_object_or_404(
            rows, scheme_id=self.kwargs["pk"], number=self.kwargs["number"]
        )
        return found

    @property
    def scheme(self) -> RewardScheme:
        """Whose it is."""
        found: RewardScheme = self.object.scheme
        return found

    @property
    def is_result(self) -> bool:
        """Whether this is the one that was fixed."""
        return self.scheme.is_settled and self.scheme.fixed_id == self.object.pk

    def url(self, name: str, *args: Any) -> str:
        """A page about this reckoning."""
        own = [self.object.scheme_id, self.object.number, *args]
        return reverse(f"incentives:reward-{name}", args=own)

    def result_name(self) -> str:
        """What the reckoning is called."""
        if self.is_result:
            return title_of(self.scheme)
        return f"{self.scheme.name}：第{self.object.number}次测算"

    def crumbs(self) -> Sequence[Crumb]:
        """List, scheme, here."""
        scheme = (self.scheme.name, self.scheme.get_absolute_url())
        own = "结果" if self.is_result else f"第{self.object.number}次测算"
        return [(LIST[0], reverse(LIST[1])), scheme, (own, None)]


class SimulationPage(SimulationMixin, Page):
    """The ranking with its chart, its rules, and those who did not take part."""

    template_name = "incentives/reward_result.html"

    def get_title(self) -> str:
        return self.result_name()

    def get_subtitle(self) -> str:
        return f"数据截至 {cn_datetime(self.object.taken_at)}"

    def get_actions(self) -> Sequence[Action]:
        shown = [Action("下载 PDF", self.url("pdf"), icon="download")]
        if self.is_result and reads_inside(self.request.user):
            words = "与当前数据比较"
            shown.insert(0, Action(words, self.url("today"), icon="refresh"))
        return shown

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        data = self.object.data
        context = {
            "object": self.object,
            "scheme": self.scheme,
            "own": bool(own_posts(self.request.user, self.scheme)),
            "is_result": self.is_result,
            "fault": fault_of(self.object),
            "heads": heads_of(data),
            "rows": rows_shown(data, lambda code: self.url("place", code)),
            "has_money": any(row["amount"] != "0.00" for row in data["rows"]),
            "left_out": [*data["left_out"], *data["lacking"]],
            "chart": score_chart(data),
            "rules": definition_facts(data["definition"]),
            "lines": lines_shown(data["definition"]),
            "export_url": self.url("export"),
            "export_formats": ("xlsx", "csv"),
        }
        return super().get_context_data(**kwargs | context)


class SimulationExport(ExportMixin, SimulationMixin, Page):
    """All figures, numerators, denominators, sources and points as a file."""

    def get_title(self) -> str:
        return self.result_name()

    def sheet(self) -> Sheet:
        data = self.object.data
        title, rows = self.get_title(), data["rows"]
        return Sheet(title, export_heads(data), rows, export_cells)


class SimulationPlace(SimulationMixin, Page):
    """One score opened to its parts."""

    template_name = "incentives/reward_place.html"

    @cached_property
    def row(self) -> dict[str, Any]:
        """The line of the place."""
        for row in self.object.data["rows"]:
            if row["place"] == self.kwargs["place"]:
                found: dict[str, Any] = row
                return found
        raise Http404

    def get_title(self) -> str:
        return f"{self.row['name']}：得分明细"

    def crumbs(self) -> Sequence[Crumb]:
        trail = list(super().crumbs())
        trail[-1] = (trail[-1][0], self.object.get_absolute_url())
        return [*trail, (str(self.row["name"]), None)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        inside = bool(reads_inside(self.request.user))
        parts = parts_shown(self.object.data, self.row, inside=inside)
        own = {"row": self.row, "rank": rank_words(self.row), "parts": parts}
        return super().get_context_data(**kwargs | own)


class SimulationToday(SimulationMixin, Page):
    """What the fixed rules would give with today's figures, beside the result."""

    template_name = "incentives/reward_compare.html"
    public = False
    title = "与当前数据比较"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """For authorities; the public reads the result alone."""
        allow(reads_inside(request.user))
        if not self.is_result:
            raise Http404
        return super().get(request, *args, **kwargs)

    def get_subtitle(self) -> str:
        return "仅供参考，已确定的结果不随数据变化"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        before = self.object.data
        after = with_figures_of_today(self.object)
        own = {
            "heads": ["已确定的结果", "按当前数据"],
            "rows": compared(before, after),
            "weights": [],
        }
        return super().get_context_data(**kwargs | own)


class SimulationCompare(Page):
    """Two reckonings of a scheme side by side: who moves when the weights change."""

    template_name = "incentives/reward_compare.html"
    title = "测算比较"

    @cached_property
    def scheme(self) -> RewardScheme:
        """Of one's own office; others are shown no reckonings."""
        rows = RewardScheme.objects.visible_to(self.request.user)
        found: RewardScheme = get_object_or_404(rows, pk=self.kwargs["pk"])
        if not own_posts(self.request.user, found):
            raise NotAllowed("测算过程仅制定单位可以查看。")
        return found

    def crumbs(self) -> Sequence[Crumb]:
        scheme = (self.scheme.name, self.scheme.get_absolute_url())
        return [(LIST[0], reverse(LIST[1])), scheme, (self.get_title(), None)]

    def chosen(self) -> list[Simulation]:
        """The two asked for; the last two where none, or the wrong ones, are named."""
        rows = {str(row.number): row for row in self.scheme.simulations.all()}
        asked = [self.request.GET.get(name, "") for name in ("a", "b")]
        found = [rows[number] for number in asked if number in rows]
        return found if len(found) == 2 else list(rows.values())[:2][::-1]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        chosen = self.chosen()
        context: dict[str, Any] = {
            "scheme": self.scheme,
            "choices": list(self.scheme.simulations.defer("data")),
            "chosen": [row.number for row in chosen],
            "rows": [],
            "sides": [("a", "原测算"), ("b", "新测算")],
        }
        if len(chosen) == 2:
            before, after = (row.data for row in chosen)
            context |= {
                "heads": [f"第{row.number}次测算" for row in chosen],
                "rows": compared(before, after),
                "weights": weights_compared(before, after),
            }
        return super().get_context_data(**kwargs | context)


class SimulationPdf(SimulationMixin, Page):
    """The same on paper."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        title, data = self.result_name(), self.object.data
        context = {
            "scheme": self.scheme,
            "object": self.object,
            "is_result": self.is_result,
            "heads": heads_of(data),
            "rows": rows_shown(data),
            "has_money": any(row["amount"] != "0.00" for row in data["rows"]),
            "left_out": [*data["left_out"], *data["lacking"]],
            "rules": definition_facts(data["definition"]),
            "lines": lines_shown(data["definition"]),
        }
        moment = self.object.taken_at
        context["heading"] = title if self.is_result else self.scheme.name
        made = render_pdf(PAPER, context, title=title, moment=moment)
        record_access(
            kind=AccessKind.EXPORT,
            user=request.user if request.user.is_authenticated else None,
            request_facts=facts_of(request),
            detail=f"导出{title}"[:300],
        )
        answer = HttpResponse(made, content_type="application/pdf")
        name = f"reward-{self.object.scheme_id}-{self.object.number}.pdf"
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer
