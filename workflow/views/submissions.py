"""A frozen submission, as it was handed in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from ui.views import Crumb, DetailPage
from ui.words import cn_datetime
from workflow.kinds import Description, label_of
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
        kind = self.object.application.kind_of
        data = self.object.data
        parts = kind.describe(data) if kind.describe else plain_parts(kind, data)
        return super().get_context_data(**{"parts": parts, **kwargs})


def plain_parts(kind: Any, data: Mapping[str, Any]) -> Description:
    """The content under the kind's own labels where it gives no description."""
    simple = [
        (label_of(kind, key) or key, value)
        for key, value in data.items()
        if not isinstance(value, dict | list)
    ]
    nested = [
        (label_of(kind, key) or key, _rows(value))
        for key, value in data.items()
        if isinstance(value, dict | list) and value
    ]
    return [(_("提交内容"), simple), *nested]


def _rows(value: Any) -> list[tuple[str, Any]]:
    if isinstance(value, dict):
        return [(str(key), _line(item)) for key, item in value.items()]
    return [(str(place), _line(item)) for place, item in enumerate(value, start=1)]


def _line(value: Any) -> Any:
    if isinstance(value, dict):
        return "；".join(f"{key}：{_line(item)}" for key, item in value.items())
    if isinstance(value, list):
        return "、".join(str(_line(item)) for item in value)
    return value
