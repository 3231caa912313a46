"""The pages of a certification application."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.models import Organisation
from enterprises.certifying import NATION, opening_issues
from enterprises.choices import CERTIFICATION
from enterprises.filters import CertificationFilter
from enterprises.filters.saved import CERTIFICATIONS
from enterprises.models import CertificationApplication
from enterprises.permissions import can_start_certification, enterprises_of
from enterprises.pool import thawed
from enterprises.services.certifying import (
    NO_RECORD,
    record_of,
    rules_for,
    start_certification,
)
from enterprises.tables import CertificationTable
from ui.refusals import Issue, Verdict
from ui.views import Action
from ui.words import cn_date
from workflow.models import Round
from workflow.views.drafting import (
    DraftingMixin,
    DraftingOverview,
    DraftingSection,
    DraftingSubmit,
    DraftingUrls,
)
from workflow.views.reviewing import ReviewList
from workflow.views.showing import DraftingDetail, DraftingPdf, DraftingPrint
from workflow.views.starting import RoundStart

LIST = ("认证申报", "enterprises:certifications")
LONG_TEXTS = ("plan_progress", "foundation", "measures", "drive_effect", "innovation")


class CertificationList(ReviewList):
    """Applications that this user may see."""

    title = "认证申报"
    subtitle = "产教融合型企业认证和复评的申报与办理情况"
    view_list = CERTIFICATIONS
    table_class = CertificationTable
    filterset_class = CertificationFilter
    empty = "没有符合条件的申报。"
    empty_yet = (
        "还没有认证申报。企业入库满一年并按期报送规划和年度报告后，可以申报认证。"
    )

    def get_queryset(self) -> QuerySet[CertificationApplication]:
        rows = CertificationApplication.objects.visible_to(self.request.user)
        found: QuerySet[CertificationApplication] = rows.for_review()
        return found.select_related("enterprise").defer(*LONG_TEXTS)

    def get_actions(self) -> Sequence[Action]:
        if not can_start_certification(self.request.user):
            return []
        url = reverse("enterprises:certification-start")
        return [Action("申请认证", url, tone="primary", icon="pencil")]


class CertificationStart(RoundStart):
    """What certification asks, what of it is still missing, then the round."""

    title = "申请产教融合型企业认证"
    template_name = "enterprises/certification_start.html"
    kind = CERTIFICATION
    list_crumb = LIST
    edit_url = "enterprises:certification-edit"

    def allow(self) -> Verdict:
        return can_start_certification(self.request.user)

    def applicants(self) -> list[Organisation]:
        return enterprises_of(self.request.user)

    def perform(self, form: Any) -> CertificationApplication:
        return start_certification(**form.cleaned_data, by=self.request.user)

    def missing(self, a_round: Round | None) -> list[Issue]:
        """What keeps it closed, under the rules of a round."""
        enterprise = record_of(self.applicants()[0])
        if enterprise is None:
            return [Issue("round", NO_RECORD)]
        rules = rules_for(a_round, enterprise)
        return opening_issues(enterprise, rules, timezone.localdate())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {"missing": self.missing(context["a_round"])}


class CertificationMixin(DraftingMixin):
    """One application that this user may see, and the content he may read."""

    model = CertificationApplication
    related = (
        "enterprise__managing_unit",
        "enterprise__rule_set",
        "certificate",
    )
    list_crumb = LIST
    urls = DraftingUrls(
        edit="enterprises:certification-edit",
        section="enterprises:certification-section",
        submit="enterprises:certification-submit",
        preview="enterprises:certification-print",
        pdf="enterprises:certification-pdf",
    )

    object: CertificationApplication


class CertificationOverview(CertificationMixin, DraftingOverview):
    """All sections with what is missing, and the reasons of a return."""


class CertificationSectionPage(CertificationMixin, DraftingSection):
    """One section; saves itself."""


class CertificationSubmit(CertificationMixin, DraftingSubmit):
    """What is still missing; then the hand-in."""


class CertificationDetail(CertificationMixin, DraftingDetail):
    """An application for those who review it, and for its enterprise."""

    template_name = "enterprises/certification.html"

    def facts(self) -> Sequence[tuple[str, Any]]:
        pool, firm = thawed(self.content["pool"]), self.content["enterprise"]
        certificate = getattr(self.object, "certificate", None)
        rows = [
            ("企业名称", firm["name"]),
            ("统一社会信用代码", firm["credit_code"]),
            ("申报类型", "复评" if self.content["is_renewal"] else "首次认证"),
            ("入库编号", firm["pool_number"]),
            ("入库日期", cn_date(pool.pooled_on)),
            ("管理单位", self.object.managing_unit or NATION),
            ("证书编号", certificate.number if certificate else ""),
        ]
        return [(label, value) for label, value in rows if value]


class CertificationPrint(CertificationMixin, DraftingPrint):
    """The whole application as it goes to paper, on screen."""


class CertificationPdf(CertificationMixin, DraftingPdf):
    """The same as a PDF file."""
