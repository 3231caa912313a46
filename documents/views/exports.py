"""A list page as a file: at once, or in the background where it is long."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import (
    content_disposition_header,
    url_has_allowed_host_and_scheme,
)

from accounts.choices import AccessKind
from accounts.facts import facts_of
from accounts.services import record_access
from documents.choices import FileFormat
from documents.exporting import file_name
from documents.exports import Cell, Order, Sheet, sheets, write_file
from documents.exports.writing import MEDIA
from documents.services import order_export
from ui.forms import NoFields
from ui.refusals import Invalid
from ui.views import Page

FORMATS = (FileFormat.XLSX, FileFormat.CSV)
# Of the address, what says nothing about the rows.
NOT_FILTER = ("file", "page")


class ExportMixin:
    """A list as a file: exactly the rows filtered; every export is in the access log.

    class CityExport(ExportMixin, CityList):
        def columns(self): return ["代码", "名称"]
        def cells(self, row): return [row.code, row.name]

    Put before the list page in the bases and given an address of its own, which the
    list's `get_export_url()` names; `?file=xlsx` or `csv` chooses the format. The same
    class, made anew for the person who asked, gives the rows of a background job: so
    nothing but the address, the query and the user may decide what it shows.
    """

    request: HttpRequest

    def columns(self) -> Sequence[str]:
        """The first line."""
        raise NotImplementedError

    def cells(self, row: Any) -> Sequence[Cell]:
        """The line of one row."""
        raise NotImplementedError

    def noted_filter(self) -> str:
        """What the access log keeps of how the rows were chosen."""
        return self._query()

    def sheet(self) -> Sheet:
        """What the file will hold."""
        title = self.get_title()  # type: ignore[attr-defined]
        rows = self.ordered_rows()  # type: ignore[attr-defined]
        return Sheet(title, self.columns(), rows, self.cells)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The file; where it would be long, a page that asks whether to begin."""
        sheet = self.sheet()
        if sheet.total > sheets.EXPORT_ROWS:
            return self._asked(sheet)
        detail = f"{sheet.title}，{sheet.total}条，{self.noted_filter()}"
        record_access(
            kind=AccessKind.EXPORT,
            user=request.user if request.user.is_authenticated else None,
            request_facts=facts_of(request),
            detail=detail,
        )
        return as_answer(sheet, self.order().format)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Begin in the background."""
        if not request.user.is_authenticated:
            raise Invalid(_too_long(self.sheet().total))
        job = order_export(order=self.order(), by=request.user)
        messages.success(request, "已开始导出，完成后可在本页下载。")
        return HttpResponseRedirect(job.get_absolute_url())

    def order(self) -> Order:
        """What was asked for; CSV where no known format is named."""
        named = self.request.GET.get("file", "")
        format = named if named in FORMATS else FileFormat.CSV
        return Order(self.request.path_info, self._query(), format)

    def _query(self) -> str:
        query = self.request.GET.copy()
        for name in NOT_FILTER:
            query.pop(name, None)
        return query.urlencode()

    def _asked(self, sheet: Sheet) -> HttpResponse:
        if not self.request.user.is_authenticated:
            raise Invalid(_too_long(sheet.total))
        label = FileFormat(self.order().format).label
        words = (
            f"符合条件的记录有{sheet.total:,}条，将在后台生成 {label} 文件，"
            "可以离开页面，稍后在“后台任务”中下载。现在开始吗？"
        )
        own = {
            "question": words,
            "form": NoFields(),
            "tone": "primary",
            "submit_label": "开始导出",
            "cancel_url": self._list_url(),
            "actions": [],
        }
        title = f"导出：{sheet.title}"
        context = Page.get_context_data(self, **own, title=title)  # type: ignore[arg-type]
        return render(self.request, "generic/confirm.html", context)

    def _list_url(self) -> str:
        """Where the person came from, with his filter; else the front page."""
        came = self.request.headers.get("Referer", "")
        ours = url_has_allowed_host_and_scheme(
            came, {self.request.get_host()}, require_https=self.request.is_secure()
        )
        return came if ours else "/"


def _too_long(count: int) -> str:
    return (
        f"符合条件的记录有{count:,}条，超过直接导出的上限{sheets.EXPORT_ROWS:,}条。"
        "请缩小筛选范围，或登录后在后台导出。"
    )


def as_answer(sheet: Sheet, format: str) -> HttpResponse:
    """A short file as the answer itself."""
    with write_file(sheet, format) as file:
        answer = HttpResponse(file.read(), content_type=MEDIA[FileFormat(format)])
    name = file_name(sheet, format)
    disposition = content_disposition_header(as_attachment=True, filename=name)
    answer["Content-Disposition"] = str(disposition)
    answer["Cache-Control"] = "private, no-store"
    return answer
