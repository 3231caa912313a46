"""Official lists come in on pages: look first, then confirm."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from cities.checks.lists import HEADER
from cities.forms import ImportConfirmForm, ImportForm
from cities.forms.others import signed_file
from cities.models import ListedImport
from cities.permissions import can_import
from cities.services import import_listed, preview_listed
from cities.tables import ListedImportTable, ReportTable
from ui.refusals import Verdict
from ui.views import Action, Crumb, DetailPage, FormPage, ListPage
from ui.words import cn_datetime


class ImportMixin:
    """Only for a lead of a national lead department."""

    request: HttpRequest

    def allow(self) -> Verdict:
        return can_import(self.request.user)

    def crumbs(self) -> Sequence[Crumb]:
        return [
            ("名单导入", reverse("cities:listed-imports")),
            (str(self.get_title()), None),  # type: ignore[attr-defined]
        ]


class ListedImportList(ImportMixin, ListPage):
    """What was imported, when and by whom."""

    title = "名单导入"
    subtitle = "导入官方公布的试点城市和国家产教融合型企业名单，来源逐条注明"
    table_class = ListedImportTable
    empty = "还没有导入过名单。请先上传正式公布的名单文件。"

    def crumbs(self) -> Sequence[Crumb]:
        return [("名单导入", None)]

    def get_queryset(self) -> QuerySet[ListedImport]:
        rows: QuerySet[ListedImport] = ListedImport.objects.visible_to(
            self.request.user
        ).select_related("by")
        return rows

    def get_actions(self) -> Sequence[Action]:
        url = reverse("cities:listed-import-new")
        return [Action("导入名单", url, tone="primary", icon="file-import")]


class ListedImportNew(ImportMixin, FormPage):
    """Choose a file; the next page shows what an import would do."""

    title = "导入名单"
    template_name = "cities/import_new.html"
    form_class = ImportForm
    submit_label = "检查文件"

    def perform(self, form: Any) -> Any:
        upload = form.cleaned_data["file"]
        content = upload.read()
        self.report = preview_listed(content)
        self.signed = signed_file(upload.name, content)
        return self.report

    def done(self) -> HttpResponse:
        """The result of the check, not a redirect: nothing was written."""
        rows = [line.to_json() for line in self.report]
        context = self.get_context_data(
            title="核对导入结果",
            report=ReportTable(rows, request=self.request),
            counts={
                outcome: sum(row["outcome"] == outcome for row in rows)
                for outcome in ("new", "changed", "there", "waiting")
            },
            confirm=ImportConfirmForm(initial={"content": self.signed}),
        )
        return self.render_to_response(context)

    def get_template_names(self) -> list[str]:
        return [
            "cities/import_check.html"
            if hasattr(self, "report")
            else self.template_name
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"header": ",".join(HEADER), **kwargs})


class ListedImportConfirm(ImportMixin, FormPage):
    """Import the very bytes that were looked at."""

    title = "导入名单"
    template_name = "cities/import_new.html"
    form_class = ImportConfirmForm
    submit_label = "检查文件"
    success_message = "名单已导入。"

    def perform(self, form: Any) -> ListedImport:
        name, content = form.cleaned_data["content"]
        return import_listed(content, file_name=name, by=self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"header": ",".join(HEADER), **kwargs})


class ListedImportDetail(ImportMixin, DetailPage):
    """One import with every row of the file."""

    template_name = "cities/import.html"

    def get_queryset(self) -> QuerySet[ListedImport]:
        rows: QuerySet[ListedImport] = ListedImport.objects.visible_to(
            self.request.user
        )
        return rows

    def facts(self) -> Sequence[tuple[str, Any]]:
        record = self.object
        waiting = [("待企业库启用后导入", f"{record.waiting} 条")]
        return [
            ("导入时间", cn_datetime(record.at)),
            ("导入人", record.by or "服务器命令"),
            ("新增", f"{record.made} 条"),
            ("已在名单中", f"{record.unchanged} 条"),
            *(waiting if record.waiting else []),
            ("文件校验值", record.digest),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        table = ReportTable(self.object.rows, request=self.request)
        return super().get_context_data(**kwargs, report=table)
