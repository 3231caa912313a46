"""The history of one application: timeline, versions side by side, archive."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.models import Job
from ui.refusals import Verdict
from ui.views import ActionPage, Crumb, DetailPage
from workflow.comparing import compare
from workflow.describing import described
from workflow.forms import CompareForm
from workflow.models import Application, Submission
from workflow.permissions import can_archive
from workflow.services import kinds_seen_by, order_archive, timeline_page


class CaseTrail:
    """What the pages about one application that a user may see have in common."""

    request: HttpRequest
    object: Application

    def get_queryset(self) -> QuerySet[Application]:
        """What this user may see."""
        rows = Application.objects.visible_to(self.request.user)
        return rows.select_related("applicant")  # type: ignore[no-any-return]

    def get_subtitle(self) -> str:
        """Which case it is about."""
        case = self.object
        return f"{case.title}　{case.number or _('未编号')}"

    def crumbs(self) -> list[Crumb]:
        """Desk, application, here."""
        case = self.object
        return [
            (_("工作台"), reverse("workflow:desk")),
            (case.title, case.get_absolute_url()),
            (self.get_title(), None),  # type: ignore[attr-defined]
        ]


class ComparePage(CaseTrail, DetailPage):
    """Any two submissions side by side, place by place, also on paper."""

    title = gettext_lazy("版本对照")
    template_name = "workflow/compare.html"

    @cached_property
    def submissions(self) -> list[Submission]:
        """All that were handed in, without their content."""
        return list(self.object.submissions.defer("data").order_by("number"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The choice of versions, and what was found."""
        form = CompareForm(self.request.GET, submissions=self.submissions)
        context = {"form": form, "submissions": self.submissions}
        if len(self.submissions) > 1 and form.is_valid():
            before, after = form.pair()
            kind = self.object.kind_of
            context |= {
                "before": before,
                "after": after,
                "only": form.cleaned_data["only"],
                "comparison": compare(
                    described(kind, before.data), described(kind, after.data)
                ),
            }
        return super().get_context_data(**{**context, **kwargs})


class TimelinePage(CaseTrail, DetailPage):
    """All that happened to a case and is this person's to see, page by page."""

    title = gettext_lazy("办理过程")
    template_name = "workflow/timeline.html"

    @property
    def kind(self) -> str:
        """Of which kind entries are asked for; an unknown word asks for all."""
        asked = self.request.GET.get("kind", "")
        return asked if asked in kinds_seen_by(self.request.user, self.object) else ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A page of entries, and the kinds to choose from."""
        user, case = self.request.user, self.object
        number = self.request.GET.get("page", 1)
        page = timeline_page(user, case, kind=self.kind, number=number)
        kinds = [("", _("全部")), *((k, k.label) for k in kinds_seen_by(user, case))]
        tabs = [
            (label, f"?kind={kind}" if kind else "?", kind == self.kind)
            for kind, label in kinds
        ]
        context = {"page": page, "entries": page.object_list, "tabs": tabs}
        return super().get_context_data(**{**context, **kwargs})


class ArchiveOrder(CaseTrail, ActionPage):
    """Have everything of a case put into one file; its job says how far it is."""

    title = gettext_lazy("生成归档文件")
    question = gettext_lazy(
        "将把该申报的申报材料、附件、办理记录和校验码汇成一个 ZIP 文件，"
        "内容以您有权查看的为限。生成后请在“后台任务”中下载。"
    )
    submit_label = gettext_lazy("开始生成")
    success_message = gettext_lazy("已开始生成归档文件。")

    def allow(self) -> Verdict:
        """The applicant and the authorities that see the case."""
        return can_archive(self.request.user, self.object)

    def get_cancel_url(self) -> str:
        """Back to the case."""
        return self.object.get_absolute_url()

    def perform(self, form: Any) -> Job:
        """Ask for it; the page of the job follows."""
        return order_archive(self.object, by=self.request.user)  # type: ignore[arg-type]
