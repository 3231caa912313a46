"""Major projects as everybody may know them: name, kind, place, phase, investment."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet
from django.urls import reverse

from documents.exports import Cell
from documents.views.exports import ExportMixin
from incentives.filters.projects import PublicProjectFilter
from incentives.models import Project
from incentives.tables.projects import PublicProjectTable
from ui.views import Crumb, ListPage

HEADS = ("项目名称", "类别", "管理单位", "建设地点", "阶段", "计划总投资（元）")


class PublicProjects(ListPage):
    """Projects that have begun; no money but the total investment."""

    title = "产教融合重大项目"
    subtitle = "已开工、在建、投入使用和已终止的实训基地、创新平台等项目"
    public = True
    table_class = PublicProjectTable
    filterset_class = PublicProjectFilter
    empty = "没有符合条件的项目。"
    empty_yet = "目前没有已开工的项目。"

    def get_queryset(self) -> QuerySet[Project]:
        rows: QuerySet[Project] = Project.objects.public().for_list()
        return rows

    def get_export_url(self) -> str:
        return reverse("incentives:public-projects-export")


class PublicProjectsExport(ExportMixin, PublicProjects):
    """The filtered rows as a file."""

    def crumbs(self) -> Sequence[Crumb]:
        return [(self.get_title(), reverse("incentives:public-projects"))]

    def columns(self) -> Sequence[str]:
        return HEADS

    def cells(self, row: Project) -> list[Cell]:
        return [
            row.name,
            row.get_kind_display(),
            row.managing_unit.name,
            row.division.full_name,
            row.get_phase_display(),
            row.total,
        ]
