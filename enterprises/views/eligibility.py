"""The self-check before the form: questions, and what the answers come to."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from accounts.choices import OrganisationKind
from enterprises.checks.findings import Finding
from enterprises.evidence import EVIDENCE, FOR_ALL
from enterprises.forms.eligibility import EligibilityForm
from enterprises.services.eligibility import Assessment, assess
from enterprises.thresholds import in_words
from regions.models import Division
from ui.views import Action, Page
from workflow.permissions import office_posts


class EligibilityCheck(Page):
    """Public; a GET form, so that an answer can be kept as an address."""

    public = True
    title = gettext_lazy("产教融合型企业申报条件自测")
    subtitle = gettext_lazy("申报前先了解是否符合条件、需要哪些材料、由谁办理。")
    template_name = "enterprises/check.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form, and the result once it was sent."""
        asked = "division" in self.request.GET
        form = EligibilityForm(self.request.GET if asked else None)
        context: dict[str, Any] = {"form": form, "places": cities()}
        if asked and form.is_valid():
            found = assess(form.answers(), now=timezone.now())
            context |= result_context(found) | {"next_step": next_step(self.request)}
        return super().get_context_data(**context | kwargs)


def cities() -> Any:
    """Names that the browser offers while a place is typed."""
    return Division.objects.prefectures().managed().order_by("code")


def result_context(found: Assessment) -> dict[str, Any]:
    """The result as the page shows it."""
    return {
        "result": found,
        "conditions": [_condition(finding) for finding in found.findings],
        "for_all": FOR_ALL,
        "threshold_rows": in_words(found.thresholds),
    }


def _condition(finding: Finding) -> dict[str, Any]:
    return {
        "label": finding.condition.label,
        "met": finding.met,
        "sentence": finding.sentence,
        "evidence": EVIDENCE[finding.condition],
    }


def next_step(request: HttpRequest) -> Action | None:
    """Register, or go to one's own desk; nothing for authorities."""
    if not request.user.is_authenticated:
        return Action("注册企业账户", reverse("accounts:register"), tone="primary")
    kinds = {post.organisation.kind for post in office_posts(request.user)}
    if OrganisationKind.ENTERPRISE in kinds:
        return Action(
            "开始申报", reverse("enterprises:cultivation-start"), tone="primary"
        )
    return None
