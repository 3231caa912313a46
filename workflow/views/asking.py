"""Forms about a case: which departments are asked, how a disagreement is settled."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.choices import Department
from ui.refusals import Verdict
from ui.views import Crumb, EditPage
from workflow.forms import AskForm, ResolutionForm
from workflow.models import Application
from workflow.permissions import can_ask_opinions, can_write_resolution
from workflow.services import (
    ask_opinions,
    departments_to_ask,
    opinions_seen_by,
    write_resolution,
)


class CaseForm(EditPage):
    """A form about an application that this user may see."""

    def get_queryset(self) -> QuerySet[Application]:
        """With the rules that the forms ask for."""
        rows = Application.objects.visible_to(self.request.user).for_detail()
        return rows  # type: ignore[no-any-return]

    def get_subtitle(self) -> str:
        """Which case."""
        return f"{self.object.title}　{self.object.number}"

    def crumbs(self) -> list[Crumb]:
        """Desk, application, here."""
        return [
            (_("工作台"), reverse("workflow:desk")),
            (self.object.title, self.object.get_absolute_url()),
            (self.get_title(), None),
        ]

    @cached_property
    def board(self) -> Any:
        """What departments have said until now."""
        return opinions_seen_by(self.request.user, self.object, timezone.now())

    def get_cancel_url(self) -> str:
        """Back to the case."""
        return str(self.object.get_absolute_url())

    def get_success_url(self) -> str:
        """Back to its opinions."""
        return f"{self.object.get_absolute_url()}#opinions"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what departments have said."""
        return super().get_context_data(**{"board": self.board, **kwargs})


class AskOpinions(CaseForm):
    """Ask departments; those that the round names are chosen beforehand."""

    title = gettext_lazy("征求部门意见")
    template_name = "workflow/opinions_ask.html"
    form_class = AskForm
    submit_label = gettext_lazy("征求意见")
    success_message = gettext_lazy("已征求部门意见，并已通知各部门。")

    def allow(self) -> Verdict:
        """The authority in turn."""
        return can_ask_opinions(self.request.user, self.object)

    @cached_property
    def departments(self) -> Any:
        """Whom may still be asked."""
        held = self.object.opinions.current().filter(stage=self.object.stage)
        beside = departments_to_ask(self.object, self.request.user)
        return beside.exclude(pk__in=held.values("organisation_id"))

    @cached_property
    def required(self) -> list[str]:
        """The departments that the round names for this stage."""
        return self.object.rules.opinions_required_in(self.object.stage)

    def get_initial(self) -> dict[str, Any]:
        """Those required, with the days of the round."""
        named = self.departments.filter(department__in=self.required)
        return {
            "organisations": named,
            "days": self.object.rules.opinion_days,
            "version": self.object.version,
        }

    def get_form_kwargs(self) -> dict[str, Any]:
        """Whom may be asked."""
        asked = {"departments": self.departments, "required": self.required}
        return super().get_form_kwargs() | asked

    def nobody(self) -> list[str]:
        """Departments that the round names and for which nobody here answers."""
        answering = departments_to_ask(self.object, self.request.user)
        known = set(answering.values_list("department", flat=True))
        return [str(Department(d).label) for d in self.required if d not in known]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds whom nobody answers for."""
        return super().get_context_data(**{"nobody": self.nobody(), **kwargs})

    def perform(self, form: AskForm) -> Any:
        """Call the service."""
        return ask_opinions(self.object, by=self.request.user, **form.cleaned_data)


class ResolutionWrite(CaseForm):
    """Settle in writing what departments disagree about."""

    title = gettext_lazy("填写协调结论")
    template_name = "workflow/resolution.html"
    form_class = ResolutionForm
    submit_label = gettext_lazy("保存协调结论")
    success_message = gettext_lazy("协调结论已保存。")

    def allow(self) -> Verdict:
        """The authority in turn."""
        return can_write_resolution(self.request.user, self.object)

    def get_initial(self) -> dict[str, Any]:
        """What was on the page."""
        return {"version": self.object.version}

    def perform(self, form: ResolutionForm) -> Any:
        """Call the service."""
        return write_resolution(self.object, by=self.request.user, **form.cleaned_data)
