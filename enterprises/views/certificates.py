"""Certificates: the certified directory, the page behind the QR code, the paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from accounts.choices import AccessKind
from accounts.facts import facts_of
from accounts.services import record_access
from documents.exports import Cell
from documents.views.exports import ExportMixin
from enterprises.choices import CertificateState
from enterprises.filters import CertificateFilter
from enterprises.filters.saved import CERTIFICATES
from enterprises.models import Certificate
from enterprises.pdf import certificate_pdf
from enterprises.qr import picture_of
from enterprises.tables import CertificateTable
from ui.refusals import Closed
from ui.views import Action, Crumb, DetailPage, ListPage
from ui.words import cn_date
from workflow.views.saved import SavedViewsMixin

HEADS = (
    "企业名称",
    "统一社会信用代码",
    "管理单位",
    "证书编号",
    "有效期起",
    "有效期止",
    "证书状态",
)
# What the page says in a sentence, beside the state in big words.
SENTENCES: dict[str, str] = {
    CertificateState.UPCOMING: "该证书真实，尚未到有效期起始日期。",
    CertificateState.VALID: "该证书真实有效。",
    CertificateState.SUSPENDED: "该证书真实，目前处于暂停状态，暂停期间不得使用。",
    CertificateState.EXPIRED: "该证书已过有效期，不再有效。",
    CertificateState.REVOKED: "该证书已被撤销，不再有效。",
}
REVOKED = "该证书已撤销，不能下载。"


class CertifiedDirectory(SavedViewsMixin, ListPage):
    """Everybody reads who is certified, and who was."""

    title = "产教融合型企业认证目录"
    subtitle = "经认证列入目录的企业和证书状态"
    public = True
    view_list = CERTIFICATES
    table_class = CertificateTable
    filterset_class = CertificateFilter
    empty = "没有符合条件的证书。"
    empty_yet = "还没有颁发证书。企业通过认证后，证书在此公开。"

    def get_queryset(self) -> QuerySet[Certificate]:
        rows: QuerySet[Certificate] = Certificate.objects.for_list()
        return rows

    def get_export_url(self) -> str:
        return reverse("enterprises:certificates-export")


class CertifiedExport(ExportMixin, CertifiedDirectory):
    """The filtered rows as a file, all of them."""

    def crumbs(self) -> Sequence[Crumb]:
        return [(self.get_title(), reverse("enterprises:certificates"))]

    def columns(self) -> Sequence[str]:
        return HEADS

    def cells(self, row: Certificate) -> list[Cell]:
        unit = row.enterprise.managing_unit
        return [
            row.name,
            row.credit_code,
            unit.name if unit else "国家",
            row.number,
            row.valid_from,
            row.valid_until,
            str(row.state.label),
        ]


class CertificateCheck(DetailPage):
    """Behind the QR code: what the certificate is worth today, and nothing else."""

    title = "证书查验"
    public = True
    template_name = "enterprises/certificate_check.html"
    slug_field = "token"

    def get_queryset(self) -> QuerySet[Certificate]:
        rows: QuerySet[Certificate] = Certificate.objects.all()
        return rows

    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        answer = super().dispatch(request, *args, **kwargs)
        # It is for who holds the paper, not for search engines and caches.
        answer["X-Robots-Tag"] = "noindex, nofollow"
        answer["Cache-Control"] = "no-store"
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        state = self.object.state
        context = {"state": state, "sentence": SENTENCES[state]}
        return super().get_context_data(**kwargs | context)


class CertificateMixin:
    """A certificate for its enterprise and its authorities."""

    request: HttpRequest

    def get_queryset(self) -> QuerySet[Certificate]:
        rows = Certificate.objects.in_reach_of(self.request.user)
        found: QuerySet[Certificate] = rows.for_list()
        return found


class CertificateDetail(CertificateMixin, DetailPage):
    """The enterprise's own page of its certificate, with the paper."""

    template_name = "enterprises/certificate.html"

    def get_title(self) -> str:
        return f"认证证书 {self.object.number}"

    def crumbs(self) -> Sequence[Crumb]:
        firm = self.object.enterprise
        return [(firm.name, firm.get_absolute_url()), (self.get_title(), None)]

    def get_actions(self) -> Sequence[Action]:
        certificate = self.object
        shown = [Action("查验页面", certificate.get_absolute_url(), icon="qrcode")]
        if certificate.state != CertificateState.REVOKED:
            url = reverse("enterprises:certificate-pdf", args=[certificate.pk])
            shown.append(Action("下载证书", url, tone="primary", icon="download"))
        return shown

    def facts(self) -> Sequence[tuple[str, Any]]:
        row = self.object
        facts = [
            ("企业名称", row.name),
            ("统一社会信用代码", row.credit_code),
            ("证书编号", row.number),
            ("有效期", f"{cn_date(row.valid_from)}至{cn_date(row.valid_until)}"),
            ("认证层级", row.issuing_level),
            ("发证日期", cn_date(row.issued_at)),
            ("暂停日期", cn_date(row.suspended_since)),
            ("暂停原因", row.suspension_note),
            ("撤销日期", cn_date(row.revoked_on)),
            ("撤销原因", row.revocation_note),
        ]
        return [(label, value) for label, value in facts if value]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, qr=picture_of(self.object))


class CertificatePdf(CertificateMixin, DetailPage):
    """The certificate as a PDF file; a revoked one is given to nobody."""

    title = "认证证书"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        certificate = self.object
        if certificate.state == CertificateState.REVOKED:
            raise Closed(REVOKED)
        data = certificate_pdf(certificate)
        record_access(
            kind=AccessKind.EXPORT,
            user=request.user if request.user.is_authenticated else None,
            request_facts=facts_of(request),
            detail=f"导出认证证书：{certificate.number}",
        )
        answer = HttpResponse(data, content_type="application/pdf")
        name = f"{certificate.number}.pdf"
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer
