"""The public list of pilot cities, and its upkeep by the nation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse

from cities.choices import PilotStatus, Provenance
from cities.filters import PilotCityFilter
from cities.forms import DocumentForm, EndForm
from cities.models import PilotCity
from cities.permissions import can_publish
from cities.services import end_pilot_city, set_document
from cities.tables import PilotCityTable
from documents.exports import Cell
from documents.views.exports import ExportMixin
from ui.refusals import Verdict
from ui.views import Action, ActionPage, Crumb, DetailPage, EditPage, ListPage
from ui.words import cn_date

HEADS = (
    "代码",
    "试点城市",
    "试点核心区",
    "管理单位",
    "所属区域",
    "批次",
    "发文名称",
    "发文文号",
    "发文日期",
    "列入日期",
    "状态",
    "退出日期",
    "数据来源",
    "来源说明",
)


class PilotCityList(ListPage):
    """The national list with document number and date; everybody may read it."""

    title = "国家产教融合试点城市名单"
    subtitle = "含经核实导入的名单和本平台办理列入的城市，来源逐条注明"
    public = True
    table_class = PilotCityTable
    filterset_class = PilotCityFilter
    empty = "没有符合条件的试点城市。"
    empty_yet = "试点城市名单尚未公布。"

    def get_queryset(self) -> QuerySet[PilotCity]:
        rows: QuerySet[PilotCity] = PilotCity.objects.visible_to(
            self.request.user
        ).for_list()
        return rows

    def get_export_url(self) -> str:
        return reverse("cities:pilot-cities-export")


class PilotCityExport(ExportMixin, PilotCityList):
    """The filtered rows as a file, all of them."""

    def columns(self) -> Sequence[str]:
        return HEADS

    def cells(self, row: PilotCity) -> list[Cell]:
        return [
            row.code,
            row.name,
            row.core_area,
            row.managing_unit.name,
            row.get_economic_region_display(),
            row.batch,
            row.document_name,
            row.document_number,
            row.document_date_words,
            row.listed_on,
            row.get_status_display(),
            row.ended_on,
            row.get_provenance_display(),
            row.source,
        ]


class PilotCityMixin:
    """One pilot city by its permanent code: the listed record, else the newest."""

    slug_field = "code"
    request: HttpRequest
    kwargs: dict[str, Any]

    @property
    def object(self) -> PilotCity:
        if not hasattr(self, "_city"):
            rows = PilotCity.objects.visible_to(self.request.user).for_list()
            same = rows.filter(code=self.kwargs["code"]).select_related(
                "managing_unit", "division", "new_area", "nomination", "listed_import"
            )
            # "listed" sorts after "ended".
            self._city = same.order_by("-status", "-pk").first()
        if self._city is None:
            raise Http404
        found: PilotCity = self._city
        return found

    def crumbs(self) -> Sequence[Crumb]:
        return [
            ("试点城市", reverse("cities:pilot-cities")),
            (self.object.name, self.object.get_absolute_url()),
            (str(self.get_title()), None),  # type: ignore[attr-defined]
        ]


class PilotCityDetail(PilotCityMixin, DetailPage):
    """One pilot city at its permanent address."""

    public = True
    template_name = "cities/pilot_city.html"

    def get_title(self) -> str:
        return self.object.name

    def crumbs(self) -> Sequence[Crumb]:
        return [("试点城市", reverse("cities:pilot-cities")), (self.object.name, None)]

    def get_actions(self) -> Sequence[Action]:
        city = self.object
        if not can_publish(self.request.user) or city.status != PilotStatus.LISTED:
            return []
        document = reverse("cities:pilot-city-document", args=[city.code])
        shown = [Action("登记发文信息", document, icon="file-text")]
        if city.nomination_id is None:
            url = reverse("cities:pilot-city-end", args=[city.code])
            shown.append(Action("办理退出", url, tone="danger"))
        return shown

    def facts(self) -> Sequence[tuple[str, Any]]:
        city = self.object
        rows = [
            ("行政区划代码", city.division_id or "（无独立行政区划代码）"),
            ("试点核心区", city.core_area),
            ("管理单位", city.managing_unit.name),
            ("所属区域", city.get_economic_region_display()),
            ("批次", f"第 {city.batch} 批" if city.batch else ""),
            ("发文名称", city.document_name),
            ("发文文号", city.document_number),
            ("发文日期", city.document_date_words),
            ("列入日期", cn_date(city.listed_on)),
            ("退出日期", cn_date(city.ended_on)),
            ("退出原因", city.end_reason),
        ]
        optional = {"试点核心区", "列入日期", "退出日期", "退出原因", "发文名称"}
        return [(k, v) for k, v in rows if v or k not in optional]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        nomination = self.object.nomination
        seen = nomination is not None and type(nomination).objects.visible_to(
            self.request.user
        ).filter(pk=nomination.pk)
        context = {
            "is_imported": self.object.provenance == Provenance.IMPORT,
            "nomination": nomination if seen and seen.exists() else None,
        }
        return super().get_context_data(**kwargs | context)


class PilotCityDocument(PilotCityMixin, EditPage):
    """Number and date of the document that announced the listing."""

    title = "登记发文信息"
    form_class = DocumentForm
    success_message = "发文信息已登记，并在公开名单中显示。"

    def allow(self) -> Verdict:
        return can_publish(self.request.user)

    def get_initial(self) -> dict[str, Any]:
        fields = ("version", "document_name", "document_number", "document_date")
        return {name: getattr(self.object, name) for name in fields}

    def perform(self, form: Any) -> PilotCity:
        return set_document(self.object, by=self.request.user, **form.cleaned_data)

    def get_cancel_url(self) -> str:
        return self.object.get_absolute_url()


class PilotCityEnd(PilotCityMixin, ActionPage):
    """An imported city leaves the list."""

    title = "办理退出"
    form_class = EndForm
    tone = "danger"
    submit_label = "确认退出"
    success_message = "已办理退出。"

    def allow(self) -> Verdict:
        return can_publish(self.request.user)

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.object.version}

    def get_question(self) -> str:
        return f"确定将{self.object.name}移出试点名单吗？退出后仍保留公开记录。"

    def perform(self, form: Any) -> PilotCity:
        return end_pilot_city(self.object, by=self.request.user, **form.cleaned_data)

    def get_cancel_url(self) -> str:
        return self.object.get_absolute_url()
