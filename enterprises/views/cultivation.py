"""The pages of a cultivation application."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from accounts.models import Organisation
from enterprises.choices import CULTIVATION, GroupKind
from enterprises.describing import NATION
from enterprises.filters import CultivationFilter
from enterprises.filters.saved import CULTIVATIONS
from enterprises.forms.starting import CultivationStartForm
from enterprises.judging import condition_findings, conditions_needed
from enterprises.models import CultivationApplication
from enterprises.models.facts import LONG_TEXTS
from enterprises.permissions import can_start, enterprises_of
from enterprises.services.starting import start_cultivation
from enterprises.tables import CultivationTable
from ui.refusals import Verdict
from ui.views import Action
from workflow.views.drafting import (
    DraftingMixin,
    DraftingOverview,
    DraftingSection,
    DraftingSubmit,
    DraftingUrls,
)
from workflow.views.reviewing import ReviewList
from workflow.views.showing import DraftingDetail, DraftingPdf, DraftingPrint
from workflow.views.starting import RoundStart

LIST = ("建设培育申报", "enterprises:cultivations")


class CultivationList(ReviewList):
    """Applications that this user may see."""

    title = "建设培育申报"
    subtitle = "产教融合型企业建设培育的申报与办理情况"
    view_list = CULTIVATIONS
    table_class = CultivationTable
    filterset_class = CultivationFilter
    empty = "没有符合条件的申报。"
    empty_yet = "还没有建设培育申报。申报批次开放后，由企业填报提交。"

    def get_queryset(self) -> QuerySet[CultivationApplication]:
        rows = CultivationApplication.objects.visible_to(self.request.user)
        found: QuerySet[CultivationApplication] = rows.for_review()
        return found.select_related("division").defer(*LONG_TEXTS)

    def get_actions(self) -> Sequence[Action]:
        if not can_start(self.request.user):
            return []
        url = reverse("enterprises:cultivation-start")
        return [Action("开始申报", url, tone="primary", icon="pencil")]


class CultivationStart(RoundStart):
    """The way is explained before the form: which, why, what is needed."""

    title = "开始申报产教融合型企业建设培育"
    template_name = "enterprises/start.html"
    form_class = CultivationStartForm
    kind = CULTIVATION
    list_crumb = LIST
    edit_url = "enterprises:cultivation-edit"

    def allow(self) -> Verdict:
        return can_start(self.request.user)

    def applicants(self) -> list[Organisation]:
        return enterprises_of(self.request.user)

    def get_initial(self) -> dict[str, Any]:
        own = self.applicants()[0]
        central = own.is_central_group
        group = GroupKind.CENTRAL if central else GroupKind.NONE
        return {"place": own.division, "group_kind": group}

    def perform(self, form: Any) -> CultivationApplication:
        return start_cultivation(**form.cleaned_data, by=self.request.user)


class CultivationMixin(DraftingMixin):
    """One application that this user may see, and the content he may read."""

    model = CultivationApplication
    related = ("enterprise", "place", "industry")
    list_crumb = LIST
    urls = DraftingUrls(
        edit="enterprises:cultivation-edit",
        section="enterprises:cultivation-section",
        submit="enterprises:cultivation-submit",
        preview="enterprises:cultivation-print",
        pdf="enterprises:cultivation-pdf",
    )
    object: CultivationApplication

    def conditions(self) -> dict[str, Any]:
        """The six conditions as the checks find them in what this person reads."""
        day = self.reading.checked_on
        found = condition_findings(self.object, self.content, day)
        return {
            "conditions": found,
            "met": sum(one.counts_for for one in found),
            "needed": conditions_needed(self.object),
        }


class CultivationOverview(CultivationMixin, DraftingOverview):
    """All sections with what is missing, the conditions, the reasons of a return."""

    template_name = "enterprises/overview.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | self.conditions()


class CultivationSection(CultivationMixin, DraftingSection):
    """One section; saves itself."""


class CultivationSubmit(CultivationMixin, DraftingSubmit):
    """What is still missing; then the hand-in."""


class CultivationDetail(CultivationMixin, DraftingDetail):
    """An application for those who review it, and for its enterprise."""

    template_name = "enterprises/cultivation.html"

    def facts(self) -> Sequence[tuple[str, Any]]:
        application = self.object
        return [
            ("企业名称", application.registered_name),
            ("统一社会信用代码", application.credit_code),
            ("注册地", application.place.full_name),
            ("申报主体", application.get_group_kind_display()),
            ("管理单位", application.managing_unit or NATION),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | self.conditions()


class CultivationPrint(CultivationMixin, DraftingPrint):
    """The whole application as it goes to paper, on screen."""


class CultivationPdf(CultivationMixin, DraftingPdf):
    """The same as a PDF file."""
