"""Pages that show a nomination: detail, print, PDF, what changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cities.models import Recommendation
from cities.models.sections import LETTER_SLOT
from cities.permissions import can_recommend
from cities.views.shared import NominationMixin
from ui.views import Action
from workflow.choices import Lane
from workflow.views.showing import DraftingDetail, DraftingPdf, DraftingPrint


class NominationDetail(NominationMixin, DraftingDetail):
    """A nomination for those who review it, and for its city."""

    template_name = "cities/detail.html"

    def get_subtitle(self) -> str:
        return f"{self.object.in_round}　{self.object.number or '未提交'}"

    def more_actions(self) -> Sequence[Action]:
        if not can_recommend(self.request.user, self.object):
            return []
        url = self.url_of("cities:recommendation")
        return [Action("登记推荐函", url, icon="file-text")]

    def facts(self) -> Sequence[tuple[str, Any]]:
        nomination, area = self.object, self.content.get("core_area")
        rows = [
            ("申报城市", nomination.city.full_name),
            ("申报单位", nomination.applicant.name),
            ("管理单位", nomination.unit.name),
            ("申报路径", nomination.get_lane_display()),
            ("所属区域", nomination.city.get_economic_region_display()),
            ("欠发达地区", "是" if nomination.city.is_less_developed else "否"),
        ]
        if area:
            rows.insert(1, ("试点核心区", area["name"]))
        return rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        ordinary = self.object.lane == Lane.ORDINARY
        context = super().get_context_data(**kwargs)
        return context | {
            "needs_letter": ordinary,
            "letter": Recommendation.objects.filter(nomination=self.object)
            .select_related("entered_by")
            .first()
            if ordinary
            else None,
            "letter_files": [
                file for file in context["case"].evidence if file.slot == LETTER_SLOT
            ],
        }


class NominationPrint(NominationMixin, DraftingPrint):
    """The whole nomination as it goes to paper, on screen."""


class NominationPdf(NominationMixin, DraftingPdf):
    """The same as a PDF file."""
