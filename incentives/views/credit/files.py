"""A version in the layout of the tax return, as a workbook and on paper."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.choices import AccessKind
from accounts.facts import facts_of
from accounts.services.access import record_access
from documents.choices import FileKind
from documents.rules import MEDIA_TYPES
from incentives.services.credit import tax_return_of
from incentives.sheets import ReturnSheet, return_pdf, return_workbook
from incentives.views.credit.shared import StatementPage
from ui.views import DetailPage


class StatementFileMixin(StatementPage, DetailPage):
    """One version as a file; that somebody took it is written down."""

    title = "附加税费申报参考表"
    content_type: ClassVar[str]
    extension: ClassVar[str]

    def content(self, sheet: ReturnSheet, moment: datetime) -> bytes:
        """The bytes of the file."""
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        statement, now = self.object, timezone.now()
        sheet = tax_return_of(statement)
        data = self.content(sheet, statement.filed_at or now)
        record_access(
            kind=AccessKind.EXPORT,
            user=request.user,  # type: ignore[arg-type]
            request_facts=facts_of(request),
            detail=f"导出抵免台账：{self.account.name}{self.period.label}",
            now=now,
        )
        answer = HttpResponse(data, content_type=self.content_type)
        name = f"credit-{sheet.credit_code}-{sheet.starts:%Y%m%d}-v{statement.number}"
        disposition = f'attachment; filename="{name}.{self.extension}"'
        answer["Content-Disposition"] = disposition
        return answer


class StatementXlsx(StatementFileMixin):
    """附列资料（五） as XLSX."""

    content_type = MEDIA_TYPES[FileKind.XLSX]
    extension = "xlsx"

    def content(self, sheet: ReturnSheet, moment: datetime) -> bytes:
        return return_workbook(sheet)


class StatementPdf(StatementFileMixin):
    """The same on paper, A4 across."""

    content_type = "application/pdf"
    extension = "pdf"

    def content(self, sheet: ReturnSheet, moment: datetime) -> bytes:
        return return_pdf(sheet, moment=moment)
