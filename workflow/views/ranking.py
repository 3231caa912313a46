"""The ranking of a round by score, and the same rows as a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from documents.exports import Cell
from documents.views.exports import ExportMixin
from ui.refusals import Verdict
from ui.views import ListPage
from ui.words import number
from workflow.filters import RankingFilter
from workflow.filters.saved import RANKING
from workflow.models import Panel, Round
from workflow.permissions import can_rank
from workflow.ranking import means_of
from workflow.services import current_rules
from workflow.tables import RankingTable
from workflow.views.saved import SavedViewsMixin

COLUMNS = (
    "名次",
    "受理编号",
    "名称",
    "申报单位",
    "管理单位",
    "当前环节",
    "平均分",
    "标准差",
    "最低分",
    "最高分",
    "份数",
    "轮次",
)


class Ranking(SavedViewsMixin, ListPage):
    """Results of a round by mean; scores inform, they do not decide."""

    title = gettext_lazy("评分排序")
    template_name = "workflow/ranking.html"
    view_list = RANKING
    table_class = RankingTable
    filterset_class = RankingFilter
    empty = gettext_lazy("本批次还没有结束评分的申报。")

    def allow(self) -> Verdict:
        """The authorities that decide where experts score."""
        return can_rank(self.request.user)

    def seen(self) -> QuerySet[Panel]:
        """The results this person may see, of all rounds."""
        rows: QuerySet[Panel] = Panel.objects.visible_to(self.request.user).results()
        return rows

    @cached_property
    def round(self) -> Round | None:
        """The round chosen."""
        self.filterset.is_valid()
        chosen: Round | None = self.filterset.form.cleaned_data.get("round")
        return chosen

    @cached_property
    def filterset(self) -> RankingFilter:
        """One round is always chosen, or else that of the last result.

        Places of different rounds say nothing beside each other.
        """
        asked: QueryDict = self.request.GET.copy()
        if not asked.get("round"):
            rounds = self.seen().order_by("-pk").values_list("application__round")
            for (last,) in rounds[:1]:
                asked["round"] = str(last)
        rows = self.get_queryset()
        return RankingFilter(asked, queryset=rows, request=self.request)

    def get_queryset(self) -> QuerySet[Panel]:
        """Best first."""
        return self.seen().for_list().order_by("-mean", "pk")  # type: ignore[attr-defined]

    def make_table(self) -> RankingTable:
        """Places count in the whole round, whatever is filtered."""
        given = {"places": self.places, "heads": self.heads}
        return RankingTable(self.rows, request=self.request, **given)

    @cached_property
    def places(self) -> Any:
        """By mean."""
        rows = self.seen().filter(application__round=self.round)
        return rows.places()  # type: ignore[attr-defined]

    @cached_property
    def heads(self) -> list[tuple[str, str]]:
        """The criteria of the round."""
        version = current_rules(self.round, None)
        criteria = version.rules.criteria if version else []
        return [(c.key, c.label) for c in criteria]

    def get_export_url(self) -> str:
        """The same rows as a file."""
        return reverse("workflow:ranking-export")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the round."""
        return super().get_context_data(**{"round": self.round, **kwargs})


class RankingExport(ExportMixin, Ranking):
    """The same as a file."""

    def columns(self) -> Sequence[str]:
        """As on the page, with the criteria of the round."""
        return [*COLUMNS, *(label for _key, label in self.heads)]

    def cells(self, row: Panel) -> list[Cell]:
        """As on the page."""
        case, means = row.application, means_of(row)
        return [
            self.places[row.mean].words,
            case.number or "",
            case.title,
            str(case.applicant),
            str(case.managing_unit or ""),
            case.stage_label,
            *(number(v, 2) for v in (row.mean, row.spread, row.lowest, row.highest)),
            str(row.sheets),
            f"第{row.number}轮",
            *(means.get(key, "") for key, _label in self.heads),
        ]
