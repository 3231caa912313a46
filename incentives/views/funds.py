"""The ledger of funds: entries, their correction, sums by unit and source."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from documents.exports import Cell
from documents.views.exports import ExportMixin
from incentives.filters.projects import FundEntryFilter
from incentives.forms.projects import CorrectForm, FundEntryForm, TermsForm
from incentives.models import FundEntry, FundTerms
from incentives.permissions.projects import (
    can_correct,
    can_enter_any,
    can_list_projects,
    can_set_terms,
    open_entries,
)
from incentives.services.funds import correct_entry, enter_funds
from incentives.services.terms import set_terms
from incentives.tables.projects import FundEntryTable
from incentives.views.projects import LEDGER, AskingMixin, ProjectMixin
from ui.refusals import Verdict
from ui.views import (
    Action,
    ActionPage,
    Crumb,
    DetailPage,
    EditPage,
    FormPage,
    ListPage,
)
from ui.words import cn_date, cn_datetime, number

# What a link to the form may fill in beforehand.
FROM_ADDRESS = ("source", "step", "application", "amount")
HEADS = (
    "日期",
    "项目名称",
    "项目单位",
    "管理单位",
    "资金来源",
    "环节",
    "金额（元）",
    "文号",
    "凭证号码",
    "用途和说明",
    "状态",
    "理由",
    "登记单位",
    "登记人",
    "登记时间",
)


class FundEntryList(ListPage):
    """All lines of the ledger that a person may read."""

    title = "资金台账"
    subtitle = "下达、使用计划、拨付和使用逐笔登记；记录不修改，错误的冲销后重新登记"
    table_class = FundEntryTable
    filterset_class = FundEntryFilter
    empty = "没有符合条件的资金记录。"
    empty_yet = "还没有资金记录。请在重大项目页面登记资金。"

    def allow(self) -> Verdict:
        return can_list_projects(self.request.user)

    def get_queryset(self) -> QuerySet[FundEntry]:
        rows: Any = FundEntry.objects.visible_to(self.request.user)
        found: QuerySet[FundEntry] = rows.for_list()
        return found

    def get_export_url(self) -> str:
        return reverse("incentives:fund-entries-export")


class FundEntryExport(ExportMixin, FundEntryList):
    """The filtered rows as a file."""

    def crumbs(self) -> Sequence[Crumb]:
        return [(self.get_title(), reverse("incentives:fund-entries"))]

    def get_queryset(self) -> QuerySet[FundEntry]:
        found: QuerySet[FundEntry] = (
            super().get_queryset().select_related("project__managing_unit")
        )
        return found

    def columns(self) -> Sequence[str]:
        return HEADS

    def cells(self, row: FundEntry) -> list[Cell]:
        return [
            row.day,
            row.project.name,
            row.project.owner.name,
            row.project.managing_unit.name,
            row.get_source_display(),
            row.get_step_display(),
            row.amount,
            row.document_number,
            row.voucher_number,
            row.note,
            row.state_label,
            row.reason,
            row.organisation.name,
            row.entered_by.name,
            cn_datetime(row.entered_at),
        ]


class FundEntryNew(ProjectMixin, AskingMixin, EditPage):
    """An amount is entered; what is odd is asked about before it is kept."""

    title = "登记资金"
    template_name = "incentives/fund_entry_form.html"
    form_class = FundEntryForm
    success_message = "资金记录已登记。"

    def allow(self) -> Verdict:
        return can_enter_any(self.request.user, self.object)

    def get_form_kwargs(self) -> dict[str, Any]:
        pairs = open_entries(self.request.user, self.object)
        return super().get_form_kwargs() | {"pairs": pairs}

    def get_initial(self) -> dict[str, Any]:
        asked = self.request.GET
        found = {name: asked.get(name, "") for name in FROM_ADDRESS}
        return found | {"day": timezone.localdate()}

    def perform(self, form: Any) -> FundEntry:
        return enter_funds(
            self.object,
            **form.given(),
            by=self.request.user,  # type: ignore[arg-type]
        )


class EntryMixin:
    """Of an entry that the person may read."""

    def get_queryset(self) -> QuerySet[FundEntry]:
        rows: Any = FundEntry.objects.visible_to(self.request.user)  # type: ignore[attr-defined]
        found: QuerySet[FundEntry] = rows.for_list().select_related("project__division")
        return found

    def crumbs(self) -> Sequence[Crumb]:
        project = self.object.project  # type: ignore[attr-defined]
        return [
            (LEDGER[0], reverse(LEDGER[1])),
            (project.name, project.get_absolute_url()),
            (self.get_title(), None),  # type: ignore[attr-defined]
        ]

    def facts(self) -> Sequence[tuple[str, Any]]:
        """All that an entry says."""
        row: FundEntry = self.object  # type: ignore[attr-defined]
        return [
            ("项目", row.project.name),
            ("资金来源", row.get_source_display()),
            ("环节", row.get_step_display()),
            ("金额", f"{number(row.amount, 2)}元"),
            ("日期", cn_date(row.day)),
            ("文号", row.document_number),
            ("凭证号码", row.voucher_number),
            ("用途和说明", row.note),
            ("登记单位", row.organisation.name),
            ("登记人", row.entered_by.name),
            ("登记时间", cn_datetime(row.entered_at)),
            ("状态", row.state_label),
        ]


class FundEntryDetail(EntryMixin, DetailPage):
    """One line of the ledger with its voucher, and what undid it."""

    title = "资金记录"
    template_name = "incentives/fund_entry.html"

    def get_actions(self) -> Sequence[Action]:
        if not can_correct(self.request.user, self.object):
            return []
        url = reverse("incentives:fund-entry-correct", args=[self.object.pk])
        return [Action("冲销", url, tone="danger", icon="arrow-back-up")]


class FundEntryCorrect(EntryMixin, ActionPage):
    """A counter entry takes it away again; nothing is changed."""

    title = "冲销资金记录"
    form_class = CorrectForm
    question = "冲销后，系统登记一条金额相反的记录，原记录保留。确定冲销吗？"
    submit_label = "冲销"
    tone = "danger"
    success_message = "已冲销；需要更正的，请重新登记。"

    def allow(self) -> Verdict:
        return can_correct(self.request.user, self.object)

    def get_cancel_url(self) -> str:
        return str(self.object.get_absolute_url())

    def get_success_url(self) -> str:
        return str(self.object.project.get_absolute_url())

    def perform(self, form: Any) -> FundEntry:
        return correct_entry(
            self.object,
            **form.cleaned_data,
            by=self.request.user,  # type: ignore[arg-type]
        )


class FundTermsNew(FormPage):
    """The terms of warning from a day on."""

    title = "设定资金预警期限"
    form_class = TermsForm
    success_message = "预警期限已设定。"

    def allow(self) -> Verdict:
        return can_set_terms(self.request.user)

    def crumbs(self) -> Sequence[Crumb]:
        url = reverse("incentives:fund-totals")
        return [("资金汇总", url), (self.get_title(), None)]

    def get_initial(self) -> dict[str, Any]:
        tomorrow = timezone.localdate() + timedelta(days=1)
        held = FundTerms.on(tomorrow)
        return {
            "effective_from": tomorrow,
            "idle_months": held.idle_months,
            "answer_days": held.answer_days,
        }

    def get_cancel_url(self) -> str:
        return reverse("incentives:fund-totals")

    def get_success_url(self) -> str:
        return reverse("incentives:fund-totals")

    def perform(self, form: Any) -> FundTerms:
        return set_terms(**form.cleaned_data, by=self.request.user)  # type: ignore[arg-type]
