"""The major-project ledger: list, export, one project, its registration."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from documents.exports import Cell
from documents.views.exports import ExportMixin
from incentives.checks.projects import SOURCE_PREFIX
from incentives.filters.projects import ProjectFilter
from incentives.forms.projects import ProjectForm
from incentives.models import FundTerms, Project, ProjectSource
from incentives.permissions.projects import (
    can_apply_for,
    can_enter_any,
    can_keep_project,
    can_list_projects,
    can_raise,
    can_register,
)
from incentives.services.projects import FACTS, register_project, update_project
from incentives.services.warnings import warnings_on
from incentives.showing.projects import (
    changes_of,
    facts_of,
    money_rows,
    project_cells,
    totals_of,
)
from incentives.tables.projects import ProjectTable
from ui.refusals import Verdict
from ui.views import Action, Crumb, DetailPage, EditPage, FormPage, ListPage

LEDGER = ("重大项目台账", "incentives:projects")
LATEST = 20
HEADS = (
    "项目名称",
    "类别",
    "重点产业领域",
    "项目单位",
    "管理单位",
    "建设地点",
    "阶段",
    "计划开工日期",
    "计划完成日期",
    "列入国家规划布局",
    "企业参与方式",
    "合作方",
    "合同编号",
    "实训设施附设于",
    "所附项目名称",
    "实训工位（个）",
    "实训设施投入（元）",
    "计划总投资（元）",
    "资金来源合计（元）",
    "已下达（元）",
    "已列使用计划（元）",
    "已拨付（元）",
    "已使用（元）",
    "执行率（%）",
    "预警",
)


class ProjectList(ListPage):
    """Projects with their money; the sums are those of the rows filtered."""

    title = LEDGER[0]
    subtitle = "实训基地、创新平台和其他重大项目，创新平台列前；金额单位为万元"
    partial_template_name = "incentives/project_rows.html"
    table_class = ProjectTable
    filterset_class = ProjectFilter
    empty = "没有符合条件的项目。"
    empty_yet = "还没有重大项目。项目单位登记后，在这里显示。"

    def allow(self) -> Verdict:
        return can_list_projects(self.request.user)

    def get_queryset(self) -> QuerySet[Project]:
        rows = Project.objects.visible_to(self.request.user).for_list()
        found: QuerySet[Project] = rows.for_warnings().platforms_first()
        return found

    @property
    def source(self) -> str:
        """The source asked for: figures are then of this money alone."""
        if self.filterset is None or not self.filterset.is_valid():
            return ""
        return str(self.filterset.form.cleaned_data.get("source") or "")

    @cached_property
    def rows(self) -> QuerySet[Project]:
        """With the figures of the money asked for."""
        found: Any = super().rows
        only = [self.source] if self.source else []
        figured: QuerySet[Project] = found.figures(*only)
        return figured

    def get_export_url(self) -> str:
        return reverse("incentives:projects-export")

    def get_actions(self) -> Sequence[Action]:
        if not can_register(self.request.user):
            return []
        url = reverse("incentives:project-new")
        return [Action("登记项目", url, tone="primary", icon="plus")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        totals = totals_of(self.rows, self.source)
        return super().get_context_data(**kwargs | {"totals": totals})


class ProjectExport(ExportMixin, ProjectList):
    """The filtered rows as a file."""

    def crumbs(self) -> Sequence[Crumb]:
        return [(self.get_title(), reverse("incentives:projects"))]

    def columns(self) -> Sequence[str]:
        return HEADS

    @cached_property
    def terms(self) -> FundTerms:
        return FundTerms.on(timezone.localdate())

    def cells(self, row: Project) -> list[Cell]:
        return project_cells(row, warnings_on(row, timezone.localdate(), self.terms))


class ProjectMixin:
    """Of a project that the person may read."""

    slug_field = "public_id"

    def get_queryset(self) -> QuerySet[Project]:
        rows = Project.objects.visible_to(self.request.user)  # type: ignore[attr-defined]
        found: QuerySet[Project] = rows.for_list().for_warnings()
        return found

    def crumbs(self) -> Sequence[Crumb]:
        project = self.object  # type: ignore[attr-defined]
        return [
            (LEDGER[0], reverse(LEDGER[1])),
            (project.name, project.get_absolute_url()),
            (self.get_title(), None),  # type: ignore[attr-defined]
        ]

    def get_success_url(self) -> str:
        return str(self.object.get_absolute_url())  # type: ignore[attr-defined]

    def get_cancel_url(self) -> str:
        return str(self.object.get_absolute_url())  # type: ignore[attr-defined]


class ProjectDetail(ProjectMixin, DetailPage):
    """One project: facts, money by source, the latest entries, obstacles, changes."""

    template_name = "incentives/project.html"

    def crumbs(self) -> Sequence[Crumb]:
        return [(LEDGER[0], reverse(LEDGER[1])), (self.object.name, None)]

    def facts(self) -> Sequence[tuple[str, Any]]:
        return facts_of(self.object)

    def get_actions(self) -> Sequence[Action]:
        user, project = self.request.user, self.object
        offers = (
            (can_enter_any, "登记资金", "incentives:fund-entry-new", "coin-yuan"),
            (can_apply_for, "申请资金", "incentives:fund-application-start", "send"),
            (can_keep_project, "修改项目", "incentives:project-edit", "pencil"),
            (can_raise, "提出困难问题", "incentives:obstacle-new", "alert-triangle"),
        )
        return [
            Action(label, reverse(name, args=[project.public_id]), icon=icon)
            for may, label, name, icon in offers
            if may(user, project)
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        project = self.object
        entries = project.entries.for_list()
        context = {
            "warnings": warnings_on(project, timezone.localdate()),
            "money": money_rows(project.sources.all()),
            "entries": entries[: LATEST + 1][:LATEST],
            "entry_count": entries.count(),
            "obstacles": project.obstacles.for_list(),
            "changes": changes_of(project),
        }
        return super().get_context_data(**kwargs | context)


class AskingMixin:
    """A form page whose service may ask for a reason."""

    def refused(self, form: Any, status: int) -> Any:
        """With boxes and reason, once something was asked or said."""
        if form.was_asked:
            form.ask()
        return super().refused(form, status)  # type: ignore[misc]


class ProjectNew(AskingMixin, FormPage):
    """A project of the person's own organisation."""

    title = "登记项目"
    template_name = "incentives/project_form.html"
    form_class = ProjectForm
    success_message = "项目已登记。"

    def allow(self) -> Verdict:
        return can_register(self.request.user)

    def crumbs(self) -> Sequence[Crumb]:
        return [(LEDGER[0], reverse(LEDGER[1])), (self.get_title(), None)]

    def get_cancel_url(self) -> str:
        return reverse(LEDGER[1])

    def perform(self, form: Any) -> Project:
        return register_project(
            given=form.given(),
            planned=form.planned(),
            **form.answer(),
            by=self.request.user,  # type: ignore[arg-type]
        )


class ProjectEdit(ProjectMixin, AskingMixin, EditPage):
    """What the owner says of it now."""

    title = "修改项目"
    template_name = "incentives/project_form.html"
    form_class = ProjectForm
    success_message = "项目信息已更新。"

    def allow(self) -> Verdict:
        return can_keep_project(self.request.user, self.object)

    def get_initial(self) -> dict[str, Any]:
        project: Project = self.object
        found = {name: getattr(project, name) for name in FACTS}
        rows: QuerySet[ProjectSource] = project.sources.all()
        found |= {SOURCE_PREFIX + row.source: row.planned for row in rows}
        return found | {"version": project.version}

    def perform(self, form: Any) -> Project:
        return update_project(
            self.object,
            given=form.given(),
            planned=form.planned(),
            **form.answer(),
            by=self.request.user,  # type: ignore[arg-type]
            version=form.cleaned_data["version"],
        )
