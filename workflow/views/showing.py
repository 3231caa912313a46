"""Pages that show what a sectioned form says: detail, print preview, PDF."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from accounts.choices import AccessKind
from accounts.facts import facts_of
from accounts.services.access import record_access
from ui.views import Action, Crumb, DetailPage
from workflow.checks import errors_of
from workflow.paper import Paper
from workflow.pdf import paper_for
from workflow.views.case import ApplicationDetailMixin
from workflow.views.drafting import DraftingMixin, by_section


class DraftingDetail(DraftingMixin, ApplicationDetailMixin, DetailPage):
    """An application for those who review it, and for its applicant."""

    template_name = "workflow/drafting/detail.html"

    def get_title(self) -> str:
        return str(self.object.title)

    def get_subtitle(self) -> str:
        """Its round, where it has one, and its number."""
        number = self.object.number or "未提交"
        return f"{self.object.round}　{number}" if self.object.round_id else number

    def crumbs(self) -> Sequence[Crumb]:
        label, url_name = self.list_crumb
        return [(str(label), reverse(url_name)), (self.get_title(), None)]

    def get_actions(self) -> Sequence[Action]:
        """To paper, to what changed, what else an app offers, and on with the form."""
        shown = []
        if self.urls.preview:
            url = self.url_of(self.urls.preview)
            shown.append(Action("打印预览", url, icon="printer"))
        if self.submission is not None and self.submission.number > 1:
            url = self.url_of("workflow:compare")
            shown.append(Action("版本对照", url, icon="git-compare"))
        shown += self.more_actions()
        if self.is_editable:
            url = self.url_of(self.urls.edit)
            shown.append(Action("继续填报", url, tone="primary", icon="pencil"))
        return shown

    def more_actions(self) -> Sequence[Action]:
        """What an app offers besides."""
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = by_section(self.issues)
        context = {
            "parts": [(part, found.get(part.key, [])) for part in self.parts()],
            "error_count": len(errors_of(self.issues)),
            "shown_submission": None if self.is_editable else self.submission,
        }
        return super().get_context_data(**kwargs | context)


class PaperMixin(DraftingMixin):
    """What goes to paper: the content that this person may read."""

    def paper(self) -> Paper:
        return paper_for(self.object, self.content, self.submission)


class DraftingPrint(PaperMixin, DetailPage):
    """The whole application as it goes to paper, on screen."""

    title = "打印预览"

    def get_template_names(self) -> list[str]:
        return [self.paper().template]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pdf = self.url_of(self.urls.pdf) if self.urls.pdf else ""
        extra = self.paper().context()
        return super().get_context_data(**kwargs, **extra, preview=True, pdf_url=pdf)


class DraftingPdf(PaperMixin, DetailPage):
    """The same as a PDF file; a page or two a second, so made while one waits."""

    title = "PDF"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        data = self.paper().pdf()
        record_access(
            kind=AccessKind.EXPORT,
            user=request.user,  # type: ignore[arg-type]
            request_facts=facts_of(request),
            detail=f"导出申报书：{self.object.title}",
            now=timezone.now(),
        )
        answer = HttpResponse(data, content_type="application/pdf")
        name = self.object.number or f"{self.object.kind}-{self.object.pk}"
        answer["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
        return answer
