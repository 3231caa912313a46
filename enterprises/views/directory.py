"""The public directory: list, export, one enterprise at its permanent address."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property

from documents.exports import Cell
from documents.views.exports import ExportMixin
from enterprises.filters import DirectoryFilter
from enterprises.filters.saved import DIRECTORY
from enterprises.forms.directory import DayForm
from enterprises.models import Enterprise
from enterprises.naming import former_names, name_on
from enterprises.permissions import can_read_inside
from enterprises.showing import inside_facts, public_facts, tag_words
from enterprises.tables import DirectoryTable
from enterprises.views.standing import standing_actions, standing_context
from ui.views import Action, Crumb, DetailPage, ListPage
from workflow.views.saved import SavedViewsMixin

HEADS = (
    "企业名称",
    "统一社会信用代码",
    "管理单位",
    "注册地",
    "国民经济行业代码",
    "国民经济行业",
    "重点产业领域",
    "状态",
    "入库编号",
    "入库日期",
    "出库日期",
    "发文名称",
    "发文文号",
    "发文日期",
    "数据来源",
)


class Directory(SavedViewsMixin, ListPage):
    """Enterprises in the pool, certified and national ones; everybody may read it."""

    title = "产教融合型企业名录"
    subtitle = "纳入建设培育库、经认证和列入国家名单的企业"
    public = True
    view_list = DIRECTORY
    table_class = DirectoryTable
    filterset_class = DirectoryFilter
    empty = "没有符合条件的企业。"
    empty_yet = "还没有入库、认证或列入国家名单的企业。"

    def get_queryset(self) -> QuerySet[Enterprise]:
        rows: QuerySet[Enterprise] = Enterprise.objects.in_directory().for_list()
        return rows

    def get_export_url(self) -> str:
        return reverse("enterprises:directory-export")


class DirectoryExport(ExportMixin, Directory):
    """The filtered rows as a file, all of them."""

    def crumbs(self) -> Sequence[Crumb]:
        return [(self.get_title(), reverse("enterprises:directory"))]

    def columns(self) -> Sequence[str]:
        return [*HEADS, "当日有效名称"] if self._has_day else HEADS

    def cells(self, row: Enterprise) -> list[Cell]:
        industry = row.industry
        cells: list[Cell] = [
            row.name,
            row.credit_code,
            row.managing_unit.name if row.managing_unit else None,
            row.division.full_name if row.division else None,
            industry.code if industry else None,
            industry.name if industry else None,
            tag_words(row.tags),
            row.get_standing_display(),
            row.pool_number,
            row.pooled_on,
            row.left_pool_on,
            row.document_name,
            row.document_number,
            row.document_date,
            row.get_provenance_display(),
        ]
        return [*cells, row.name_then] if self._has_day else cells

    @cached_property
    def _has_day(self) -> bool:
        valid = self.filterset is not None and self.filterset.is_valid()
        return bool(valid and self.filterset.form.cleaned_data.get("on"))  # type: ignore[union-attr]


class EnterpriseDetail(DetailPage):
    """One enterprise: the public facts, and more for those whom it concerns."""

    public = True
    template_name = "enterprises/enterprise.html"
    slug_field = "public_id"

    def get_queryset(self) -> QuerySet[Enterprise]:
        rows = Enterprise.objects.visible_to(self.request.user)
        found: QuerySet[Enterprise] = rows.with_public_facts().with_concerns()
        return found

    def crumbs(self) -> Sequence[Crumb]:
        return [
            ("企业名录", reverse("enterprises:directory")),
            (self.object.name, None),
        ]

    def get_actions(self) -> Sequence[Action]:
        return standing_actions(self.request.user, self.object)

    def facts(self) -> Sequence[tuple[str, Any]]:
        return public_facts(self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        enterprise = self.object
        form = DayForm(self.request.GET if "on" in self.request.GET else None)
        day = form.cleaned_data["on"] if form.is_valid() else None
        may = can_read_inside(self.request.user, enterprise)
        context = {
            "day_form": form,
            "day": day,
            "name_then": name_on(enterprise, day) if day else "",
            "former_names": former_names(enterprise),
            "certificates": list(enterprise.certificates.all()),
            "inside": inside_facts(enterprise) if may else None,
            "years": list(enterprise.years.all()) if may else [],
        }
        if may and enterprise.has_concerns:
            context |= standing_context(self.request.user, enterprise)
        return super().get_context_data(**kwargs | context)
