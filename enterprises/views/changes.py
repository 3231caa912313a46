"""The pages of a change report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from enterprises.changing import describe_change
from enterprises.filters import ChangeFilter
from enterprises.filters.saved import CHANGES
from enterprises.forms.starting import ChangeStartForm
from enterprises.models import ChangeReport
from enterprises.permissions import can_report_change
from enterprises.services.changes import own_enterprise, start_change
from enterprises.tables.changes import ChangeTable
from ui.refusals import Verdict
from ui.views import Action
from workflow.content import Part
from workflow.views.drafting import (
    DraftingMixin,
    DraftingOverview,
    DraftingSection,
    DraftingSubmit,
    DraftingUrls,
)
from workflow.views.reviewing import ReviewList
from workflow.views.showing import DraftingDetail, DraftingPdf, DraftingPrint
from workflow.views.starting import DraftingStart

LIST = ("企业变更报告", "enterprises:changes")


class ChangeList(ReviewList):
    """Change reports that this user may see."""

    title = "企业变更报告"
    subtitle = "在库企业更名、迁址、合并、分立、重组等变更的报告和登记"
    view_list = CHANGES
    table_class = ChangeTable
    filterset_class = ChangeFilter
    empty = "没有符合条件的变更报告。"
    empty_yet = (
        "还没有变更报告。企业的名称、地址等发生变更后，由企业报告，审核后更新名录。"
    )

    def get_queryset(self) -> QuerySet[ChangeReport]:
        rows = ChangeReport.objects.visible_to(self.request.user)
        found: QuerySet[ChangeReport] = rows.for_review()
        return found

    def get_actions(self) -> Sequence[Action]:
        user = self.request.user
        if not can_report_change(user, own_enterprise(user)):
            return []
        url = reverse("enterprises:change-start")
        return [Action("报告变更", url, tone="primary", icon="pencil")]


class ChangeStart(DraftingStart):
    """What changed; then the form."""

    title = "报告变更"
    form_class = ChangeStartForm
    list_crumb = LIST
    edit_url = "enterprises:change-edit"

    def allow(self) -> Verdict:
        user = self.request.user
        return can_report_change(user, own_enterprise(user))

    def perform(self, form: Any) -> ChangeReport:
        return start_change(**form.cleaned_data, by=self.request.user)


class ChangeMixin(DraftingMixin):
    """One report that this user may see, and the content he may read."""

    model = ChangeReport
    related = (
        "enterprise__division",
        "enterprise__industry",
        "new_division",
        "new_industry",
    )
    list_crumb = LIST
    urls = DraftingUrls(
        edit="enterprises:change-edit",
        section="enterprises:change-section",
        submit="enterprises:change-submit",
        preview="enterprises:change-print",
        pdf="enterprises:change-pdf",
    )
    object: ChangeReport


class ChangeOverview(ChangeMixin, DraftingOverview):
    """Both sections with what is missing, the reasons of a return."""


class ChangeSection(ChangeMixin, DraftingSection):
    """One section; saves itself."""


class ChangeSubmit(ChangeMixin, DraftingSubmit):
    """What is still missing; then the hand-in."""


class ChangeDetail(ChangeMixin, DraftingDetail):
    """A report for those who review it, and for its enterprise."""

    def more_actions(self) -> Sequence[Action]:
        record = self.object.enterprise.get_record_url()
        return [Action("企业档案", record, icon="building-factory-2")]

    def facts(self) -> Sequence[tuple[str, Any]]:
        before = self.content["before"]
        return [
            ("企业", before["name"]),
            ("统一社会信用代码", before["credit_code"]),
            ("变更事项", self.object.get_change_display()),
            ("注册地（变更前）", before["division"]),
            ("注册地址（变更前）", before["address"]),
            ("法定代表人（变更前）", before["legal_representative"]),
            ("管理单位", self.object.managing_unit or "国家"),
        ]


class ChangePaper(ChangeMixin):
    """With what the register said before."""

    def parts(self) -> list[Part]:
        return describe_change(self.content)


class ChangePrint(ChangePaper, DraftingPrint):
    """The whole report as it goes to paper, on screen."""


class ChangePdf(ChangePaper, DraftingPdf):
    """The same as a PDF file."""
