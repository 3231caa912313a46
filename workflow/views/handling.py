"""Who handles what: acts about one case, acts on many, and each reviewer's load."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ui.form_errors import add_refusal
from ui.refusals import Refusal, Verdict
from ui.views import Crumb, ObjectMixin, Page
from workflow.forms import HandlingForm, ManyForm
from workflow.forms.handling import CaseAct
from workflow.models import Application
from workflow.permissions import leads_handlers
from workflow.services import (
    Load,
    RowAct,
    RowState,
    act_on_many,
    assign_case,
    declare_conflict,
    give_back,
    take_case,
    workload_of,
)
from workflow.views.beside import after_act
from workflow.views.handling_card import choices_of, handling_of

DONE = {
    CaseAct.TAKE: gettext_lazy("您已接办该事项。"),
    CaseAct.ASSIGN: gettext_lazy("已转交。"),
    CaseAct.GIVE_BACK: gettext_lazy("已交回，本部门经办人可以接办。"),
    CaseAct.CONFLICT: gettext_lazy("已记录您的回避声明，该事项不再由您办理。"),
}


class HandlingPage(ObjectMixin, Page):
    """Take, give, give back, or stay off: one address for every kind."""

    title = gettext_lazy("承办与回避")
    template_name = "workflow/handling.html"

    def get_queryset(self) -> QuerySet[Application]:
        """What this user may see."""
        rows = Application.objects.visible_to(self.request.user).for_detail()
        return rows  # type: ignore[no-any-return]

    def allow(self) -> Verdict:
        """Those of the authorities; an applicant is told nothing of it."""
        if handling_of(self.object, self.request.user):
            return Verdict.yes()
        return Verdict.no("承办情况仅供办理该事项的部门查看。")

    def crumbs(self) -> list[Crumb]:
        """Desk, case, here."""
        case = self.object
        desk = (_("工作台"), reverse("workflow:desk"))
        here = (self.get_title(), None)
        return [desk, (str(case), case.get_absolute_url()), here]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Who has it, to whom it may be given, and who stays off it."""
        case, user = self.object, self.request.user
        context = {
            "object": case,
            "handling": handling_of(case, user),
            "choices": choices_of(case, user),
            "form": None,
        }
        return super().get_context_data(**{**context, **kwargs})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Act, or show the page again with everything typed."""
        form = HandlingForm(request.POST)
        if not form.is_valid():
            return self.again(form, 422)
        try:
            messages.success(request, self.perform(form))
        except Refusal as refusal:
            add_refusal(form, refusal)
            return self.again(form, refusal.status)
        return HttpResponseRedirect(after_act(request, self.object))

    def again(self, form: HandlingForm, status: int) -> HttpResponse:
        """The page with what is wrong."""
        context = self.get_context_data(form=form)
        return self.render_to_response(context, status=status)

    def perform(self, form: HandlingForm) -> str:
        """Through the services."""
        data, case, by = form.cleaned_data, self.object, self.request.user
        given: dict[str, Any] = {"by": by, "version": data["version"]}
        if data["act"] == CaseAct.TAKE:
            take_case(case, **given)
        elif data["act"] == CaseAct.ASSIGN:
            assign_case(case, to=data["to"], note=data["note"], **given)
        elif data["act"] == CaseAct.GIVE_BACK:
            give_back(case, note=data["note"], **given)
        else:
            declare_conflict(case, reason=data["note"], **given)
        return str(DONE[CaseAct(data["act"])])


class DeskActs(Page):
    """One act on the rows chosen at the desk, with the answer for each."""

    title = gettext_lazy("批量办理结果")
    template_name = "workflow/desk_results.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Asked by address alone it leads to the desk."""
        return HttpResponseRedirect(reverse("workflow:desk"))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Where all was done, back to the desk; else each row with its sentence."""
        form = ManyForm(request.POST)
        if not form.is_valid():
            return self.refused(" ".join(s for e in form.errors.values() for s in e))
        data, user = form.cleaned_data, request.user
        given: dict[str, Any] = {"by": user, "to": data["to"], "note": data["note"]}
        try:
            results = act_on_many(data["act"], form.rows, **given)
        except Refusal as refusal:
            return self.refused(refusal.sentence)
        label = RowAct(data["act"]).label
        if all(result.done for result in results):
            words = _("已%(act)s%(count)d件。") % {"act": label, "count": len(results)}
            messages.success(request, words)
            return HttpResponseRedirect(self.desk_url())
        counts = Counter(result.state for result in results)
        summary = [f"{s.label}{counts[s]}件" for s in RowState if counts[s]]
        context = {"results": results, "summary": "，".join(summary), "act": label}
        shown = self.get_context_data(desk_url=self.desk_url(), **context)
        return self.render_to_response(shown)

    def crumbs(self) -> list[Crumb]:
        """From the desk."""
        return [(_("工作台"), self.desk_url()), (self.get_title(), None)]

    def refused(self, sentence: str) -> HttpResponse:
        """Nothing was done at all."""
        messages.error(self.request, sentence)
        return HttpResponseRedirect(self.desk_url())

    def desk_url(self) -> str:
        """The desk as it was filtered."""
        query = QueryDict(self.request.POST.get("back", "")[:2000]).urlencode()
        return reverse("workflow:desk") + (f"?{query}" if query else "")


class WorkloadPage(Page):
    """What each handler of one's office has in hand; every figure leads to its rows."""

    title = gettext_lazy("承办情况")
    subtitle = gettext_lazy("本部门各经办人的在办事项和近30日办结情况")
    template_name = "workflow/workload.html"

    def allow(self) -> Verdict:
        """Leads of a lead authority."""
        if leads_handlers(self.request.user):
            return Verdict.yes()
        return Verdict.no("只有牵头部门的负责人可以查看承办情况。")

    def crumbs(self) -> list[Crumb]:
        """From the desk."""
        url = reverse("workflow:desk")
        return [(_("工作台"), url), (self.get_title(), None)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The lines, each with the addresses of its rows."""
        user: Any = self.request.user
        lines = [(load, _links(load)) for load in workload_of(user)]
        return super().get_context_data(**{"lines": lines, **kwargs})


def _links(load: Load) -> dict[str, str]:
    desk = reverse("workflow:desk") + "?tab=all"
    who = load.user.pk if load.user else "none"
    return {
        "open": f"{desk}&assignee={who}",
        "soon": f"{desk}&assignee={who}&late=soon",
        "late": f"{desk}&assignee={who}&late=1",
        "paused": f"{desk}&assignee={who}&late=paused",
        "done": f"{desk}&done_by={who}",
    }
