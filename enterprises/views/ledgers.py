"""Ledgers come in on pages: template, upload, what was found, confirmation."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header

from documents.choices import FileFormat
from documents.exports.writing import MEDIA
from documents.views.jobs import JobView
from documents.workbooks import write_book
from enterprises.forms.ledgers import LedgerForm
from enterprises.ledger.access import can_confirm, can_import, offices_of
from enterprises.ledger.book import ledger_book
from enterprises.ledger.report import MARKED_ROWS
from enterprises.ledger_table import LedgerTable
from enterprises.models import EnterpriseImport
from enterprises.services.ledger import confirm_ledger, upload_ledger
from ui.refusals import Verdict
from ui.views import Action, ActionPage, Crumb, FormPage, JobPage, ListPage, Page
from ui.words import cn_date, cn_datetime
from workflow.forms import VersionForm

LEDGERS = "企业台账导入"


class LedgerMixin:
    """For those who keep a ledger; of others' imports they are told there is none."""

    request: HttpRequest

    def allow(self) -> Verdict:
        """Lead authorities of units and the nation."""
        return can_import(self.request.user)

    def get_queryset(self) -> QuerySet[EnterpriseImport]:
        """Those of one's own unit; the nation sees all."""
        rows: QuerySet[EnterpriseImport] = EnterpriseImport.objects.visible_to(
            self.request.user
        ).for_list()
        return rows

    def crumbs(self) -> Sequence[Crumb]:
        """The list, then this page."""
        own = self.get_title()  # type: ignore[attr-defined]
        return [(LEDGERS, reverse("enterprises:ledgers")), (own, None)]


class LedgerList(LedgerMixin, ListPage):
    """What was uploaded, and how far it is."""

    title = LEDGERS
    subtitle = "按统一社会信用代码成批新增和更新建设培育、已认证企业，先核对后导入"
    table_class = LedgerTable
    empty = "还没有上传过台账。请先下载模板，填写后上传。"

    def crumbs(self) -> Sequence[Crumb]:
        return [(LEDGERS, None)]

    def get_queryset(self) -> QuerySet[EnterpriseImport]:
        return super().get_queryset().order_by("-pk")

    def get_actions(self) -> Sequence[Action]:
        template = reverse("enterprises:ledger-template")
        new = reverse("enterprises:ledger-new")
        return [
            Action("上传台账", new, tone="primary", icon="table-import"),
            Action("下载模板", template, icon="download"),
        ]


class LedgerTemplate(LedgerMixin, Page):
    """The workbook to be filled in, with the lists of one's own area."""

    title = "企业台账模板"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        book = ledger_book(offices_of(request.user)[0].managing_unit)
        with tempfile.TemporaryFile() as file:
            write_book(file, book)
            file.seek(0)
            answer = HttpResponse(file.read(), content_type=MEDIA[FileFormat.XLSX])
        answer["Content-Disposition"] = str(
            content_disposition_header(
                as_attachment=True, filename=f"{book.title}模板.xlsx"
            )
        )
        return answer


class LedgerNew(LedgerMixin, FormPage):
    """Hand in a ledger; it is checked in the background."""

    title = "上传台账"
    template_name = "enterprises/ledger_new.html"
    form_class = LedgerForm
    submit_label = "上传并核对"
    success_message = "台账已上传，正在核对；核对不会改动企业库。"

    def perform(self, form: Any) -> EnterpriseImport:
        data = dict(form.cleaned_data)
        return upload_ledger(upload=data.pop("file"), by=self.request.user, **data)

    def get_cancel_url(self) -> str:
        return reverse("enterprises:ledgers")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        book = ledger_book(offices_of(self.request.user)[0].managing_unit)
        return super().get_context_data(**{"book": book, **kwargs})


class LedgerPage(LedgerMixin, JobPage):
    """How far it is, what was found, and what can be done now."""

    template_name = "enterprises/ledger.html"

    def get_title(self) -> str:
        return f"台账：{self.object.file_name}"

    def get_job(self) -> JobView:
        """The work that goes on, or went on last."""
        job = self.object.import_job or self.object.check_job
        if job is None:
            return JobView("已完成", 100, done=True, failed=False, note="")
        work = "导入" if self.object.import_job else "核对"
        seen = JobView.of(job)
        return replace(seen, state_label=f"{work}{seen.state_label}")

    def get_actions(self) -> Sequence[Action]:
        record = self.object
        acts = []
        if can_confirm(self.request.user, record):
            url = reverse("enterprises:ledger-confirm", args=[record.pk])
            acts.append(Action("确认导入", url, tone="primary", icon="check"))
        if record.imported_at is not None:
            acts.append(Action("查看企业名录", reverse("enterprises:directory")))
        return acts

    def facts(self) -> Sequence[tuple[str, Any]]:
        record = self.object
        document = [
            ("发文文号", record.document_number),
            ("发文名称", record.document_name),
            ("发文日期", cn_date(record.document_date)),
        ]
        return [
            ("状态", record.state_label),
            ("台账范围", record.managing_unit or "国家"),
            ("上传人", record.by or "服务器命令"),
            ("上传时间", cn_datetime(record.at)),
            ("核对时间", cn_datetime(record.checked_at)),
            ("导入时间", cn_datetime(record.imported_at)),
            *((label, value) for label, value in document if value),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        record = self.object
        report = record.check_job.result if record.check_job else None
        context = {
            "counts": record.counts,
            "report": report,
            "marked_rows": MARKED_ROWS,
            "verdict": can_confirm(self.request.user, record),
        }
        return super().get_context_data(**context | kwargs)


class LedgerConfirm(LedgerMixin, ActionPage):
    """Are you sure? Everything comes in, or nothing."""

    title = "确认导入"
    form_class = VersionForm
    submit_label = "确认导入"
    success_message = "已开始导入，全部成功或全部不导入。"

    def allow(self) -> Verdict:
        """Once nothing is wrong any more."""
        allowed = can_import(self.request.user)
        return can_confirm(self.request.user, self.object) if allowed else allowed

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.object.version}

    def get_question(self) -> str:
        counts = self.object.counts
        return (
            f"将新增{counts['new']:,}家、更新{counts['changed']:,}家企业。"
            "导入后企业名录随之更新，确定导入吗？"
        )

    def facts(self) -> Sequence[tuple[str, Any]]:
        counts = self.object.counts
        return [
            ("文件", self.object.file_name),
            ("新增", f"{counts['new']:,} 家"),
            ("更新", f"{counts['changed']:,} 家"),
            ("未变", f"{counts['same']:,} 家"),
        ]

    def perform(self, form: Any) -> EnterpriseImport:
        version = form.cleaned_data["version"]
        return confirm_ledger(self.object, by=self.request.user, version=version)

    def get_cancel_url(self) -> str:
        return str(self.object.get_absolute_url())
