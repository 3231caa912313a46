"""The pages of an application for money."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse

from incentives.choices.projects import FundStep
from incentives.filters.projects import FundApplicationFilter
from incentives.filters.saved import FUND_APPLICATIONS
from incentives.forms.projects import FundApplicationStartForm
from incentives.models import FundApplication
from incentives.permissions.projects import (
    can_apply_for,
    can_enter,
    can_list_projects,
)
from incentives.services.fund_applications import start_fund_application
from incentives.tables.projects import FundApplicationTable
from incentives.views.projects import ProjectMixin
from ui.refusals import Verdict
from ui.views import Action, EditPage, ListPage
from ui.words import number
from workflow.choices import Stage
from workflow.views.drafting import (
    DraftingMixin,
    DraftingOverview,
    DraftingSection,
    DraftingSubmit,
    DraftingUrls,
)
from workflow.views.saved import SavedViewsMixin
from workflow.views.showing import DraftingDetail

LIST = ("资金申请", "incentives:fund-applications")


class FundApplicationList(SavedViewsMixin, ListPage):
    """Applications that this user may see; they begin on the page of a project."""

    title = "资金申请"
    subtitle = "项目单位在项目页面申请中央预算内投资、地方财政资金和专项债券"
    view_list = FUND_APPLICATIONS
    table_class = FundApplicationTable
    filterset_class = FundApplicationFilter
    empty = "没有符合条件的资金申请。"
    empty_yet = "还没有资金申请。请在重大项目页面申请资金。"

    def allow(self) -> Verdict:
        return can_list_projects(self.request.user)

    def get_queryset(self) -> QuerySet[FundApplication]:
        rows = FundApplication.objects.visible_to(self.request.user)
        found: QuerySet[FundApplication] = rows.select_related("managing_unit")
        return found.defer("basis", "use_plan")


class FundApplicationStart(ProjectMixin, EditPage):
    """Of which source; then the form."""

    title = "申请资金"
    form_class = FundApplicationStartForm
    submit_label = "开始填写"

    def allow(self) -> Verdict:
        return can_apply_for(self.request.user, self.object)

    def get_success_url(self) -> str:
        return reverse("incentives:fund-application-edit", args=[self.result.pk])

    def perform(self, form: Any) -> FundApplication:
        return start_fund_application(
            self.object,
            **form.cleaned_data,
            by=self.request.user,  # type: ignore[arg-type]
        )


class FundApplicationMixin(DraftingMixin):
    """One application that this user may see, and the content he may read."""

    model = FundApplication
    related = ("project__division", "project__owner")
    list_crumb = LIST
    urls = DraftingUrls(
        edit="incentives:fund-application-edit",
        section="incentives:fund-application-section",
        submit="incentives:fund-application-submit",
    )
    object: FundApplication


class FundApplicationOverview(FundApplicationMixin, DraftingOverview):
    """Both sections with what is missing, the reasons of a return."""


class FundApplicationSection(FundApplicationMixin, DraftingSection):
    """One section; saves itself."""


class FundApplicationSubmit(FundApplicationMixin, DraftingSubmit):
    """What is still missing; then the hand-in."""


class FundApplicationDetail(FundApplicationMixin, DraftingDetail):
    """An application for those who review it, and for its applicant."""

    template_name = "incentives/fund_application.html"

    def more_actions(self) -> Sequence[Action]:
        project = self.object.project
        shown = [Action("项目", project.get_absolute_url(), icon="building")]
        if self._may_allot():
            shown.append(Action("登记下达", self._allot_url(), tone="primary"))
        return shown

    def _may_allot(self) -> bool:
        case = self.object
        step = FundStep.ALLOCATION
        may = can_enter(self.request.user, case.project, case.source, step)
        return case.stage == Stage.LISTED and bool(may)

    def _allot_url(self) -> str:
        case = self.object
        url = reverse("incentives:fund-entry-new", args=[case.project.public_id])
        given = {"source": case.source, "step": FundStep.ALLOCATION.value}
        asked = given | {"application": case.pk, "amount": case.amount}
        return f"{url}?{urlencode(asked)}"

    def facts(self) -> Sequence[tuple[str, Any]]:
        project = self.content["project"]
        return [
            ("项目", project["name"]),
            ("项目单位", self.content["applicant"]),
            ("申请的资金来源", self.content["source"]),
            ("计划总投资", f"{number(project['total'], 2)}元"),
            ("管理单位", self.object.managing_unit or "国家"),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        entries = self.object.allocations.for_list()
        return super().get_context_data(**kwargs | {"allocations": entries})
