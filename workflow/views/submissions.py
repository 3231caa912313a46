"""A frozen submission, as it was handed in."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from ui.views import Crumb, DetailPage
from ui.words import cn_datetime
from workflow.describing import described
from workflow.models import Application, Submission


class SubmissionPage(DetailPage):
    """One frozen submission with its digest."""

    template_name = "workflow/submission.html"

    @cached_property
    def object(self) -> Submission:
        """By the application, if this user may see it, and its number."""
        seen = Application.objects.visible_to(self.request.user)
        rows = Submission.objects.select_related("application", "by", "rule_set")
        return get_object_or_404(
            rows.filter(application__in=seen.filter(pk=self.kwargs["pk"])),
            number=self.kwargs["number"],
        )

    def crumbs(self) -> list[Crumb]:
        """Desk, application, here."""
        case = self.object.application
        return [
            (_("工作台"), reverse("workflow:desk")),
            (case.title, case.get_absolute_url()),
            (self.get_title(), None),
        ]

    def facts(self) -> list[tuple[str, Any]]:
        """When, by whom, under which rules, and the digest in full."""
        row = self.object
        version = row.rule_set.version if row.rule_set else ""
        return [
            (_("名称"), row.application.title),
            (_("受理编号"), row.application.number),
            (_("提交时间"), cn_datetime(row.at)),
            (_("提交人"), row.by.name),
            (_("适用规则"), _("第%s版") % version if version else ""),
            (_("内容摘要（SHA-256）"), row.digest),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The content in the words of its kind."""
        row = self.object
        parts = described(row.application.kind_of, row.data)
        return super().get_context_data(**{"parts": parts, **kwargs})
