"""One application: the pieces that every kind's page is made of, and its moves."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import resolve, reverse
from django.utils.translation import gettext as _

from ui.form_errors import add_refusal
from ui.refusals import Refusal, allow
from ui.views import Crumb, DetailPage, ObjectMixin, Page
from workflow.choices import Move
from workflow.forms import DeclineForm, MoveForm
from workflow.models import Application
from workflow.services import advance, decline_proposal
from workflow.views.beside import after_act, beside_of
from workflow.views.pieces import pieces_of


class ShownAgainMixin:
    """A page that an action shows again after a refusal, with what was typed."""

    def shown_again(self, status: int, **forms: Any) -> HttpResponse:
        """The page with the refused form."""
        allow(self.allow())
        answer: HttpResponse = self.render_to_response(  # type: ignore[attr-defined]
            self.get_context_data(**forms),  # type: ignore[attr-defined]
            status=status,
        )
        return answer


class ApplicationDetailMixin(ShownAgainMixin):
    """Adds `case` (see workflow/views/pieces.py) to the page of an application.

    class NominationPage(ApplicationDetailMixin, DetailPage):
        template_name = "cities/nomination.html"   # includes workflow/includes/*.html
        def get_queryset(self):
            return CityNomination.objects.visible_to(self.request.user).for_detail()
    """

    request: HttpRequest
    object: Any

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Steps, moves, submissions and evidence under `case`."""
        form, refused = kwargs.pop("move_form", None), kwargs.pop("decline_form", None)
        case = pieces_of(self.object, self.request.user, form, refused)
        beside = beside_of(self.request, self.object)
        context: dict[str, Any] = super().get_context_data(  # type: ignore[misc]
            **{"case": case, "beside": beside, **kwargs}
        )
        return context


class ApplicationPage(ApplicationDetailMixin, DetailPage):
    """The page of kinds that have none of their own; sends the others to theirs."""

    template_name = "workflow/application.html"

    def get_queryset(self) -> QuerySet[Application]:
        """What this user may see."""
        rows = Application.objects.visible_to(self.request.user).for_detail()
        return rows  # type: ignore[no-any-return]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Draw it, or lead to the kind's own page."""
        target = self.object.get_absolute_url()
        if target != request.path:
            query = request.GET.urlencode()
            return HttpResponseRedirect(f"{target}?{query}" if query else target)
        return super().get(request, *args, **kwargs)

    def crumbs(self) -> list[Crumb]:
        """From the desk."""
        return [(_("工作台"), reverse("workflow:desk")), (self.get_title(), None)]

    def facts(self) -> list[tuple[str, Any]]:
        """What every application has."""
        case = self.object
        return [
            (_("受理编号"), case.number or _("未编号")),
            (_("类别"), case.kind_name),
            (_("申报单位"), case.applicant),
            (_("管理单位"), case.managing_unit),
            (_("申报批次"), case.round),
            (_("申报路径"), case.get_lane_display()),
        ]


class CaseAction(ObjectMixin, Page):
    """A POST about one object; asked by GET it leads back to its page."""

    form_class: Any = MoveForm
    form_name = "move_form"

    def get_queryset(self) -> QuerySet[Any]:
        """What this user may see; outside it there is nothing to move."""
        rows = Application.objects.visible_to(self.request.user)
        return rows  # type: ignore[no-any-return]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """After a sign-in in between: the page, to look before acting."""
        return HttpResponseRedirect(self.object.get_absolute_url())

    def make_form(self) -> Any:
        """The form of this act, bound."""
        return self.form_class(self.request.POST)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Act, or show the page again with everything typed."""
        form = self.make_form()
        if not form.is_valid():
            return self.again(form, 422)
        try:
            messages.success(request, self.perform(form))
        except Refusal as refusal:
            add_refusal(form, refusal)
            return self.again(form, refusal.status)
        return HttpResponseRedirect(after_act(request, self.object))

    def perform(self, form: Any) -> str:
        """Call the service; what to say afterwards."""
        raise NotImplementedError

    def again(self, form: Any, status: int) -> HttpResponse:
        """The object's own page, drawn here with the refused form."""
        match = resolve(self.object.get_absolute_url())
        page = match.func.view_class()  # type: ignore[attr-defined]
        page.setup(self.request, *match.args, **match.kwargs)
        answer: HttpResponse = page.shown_again(status, **{self.form_name: form})
        return answer


class MoveAction(CaseAction):
    """One address for the moves of every kind."""

    def make_form(self) -> MoveForm:
        """Knows the places at which a return of this kind may give reasons."""
        return MoveForm(self.request.POST, kind=self.object.kind_of)

    def perform(self, form: MoveForm) -> str:
        """Through the one door."""
        data = form.cleaned_data
        done = advance(
            self.object,
            data["move"],
            by=self.request.user,  # type: ignore[arg-type]
            note=data["note"],
            remarks=form.remarks if form.is_send_back else (),
            version=data["version"],
        )
        label = Move(data["move"]).label
        if done.proposal is not None:
            return _("已提出“%s”意见，等待本部门负责人确认。") % label
        stage = done.stage_label
        return _("已办理“%(move)s”，当前环节为“%(stage)s”。") % {
            "move": label,
            "stage": stage,
        }


class DeclineAction(CaseAction):
    """A proposal goes back to its handler."""

    form_class = DeclineForm
    form_name = "decline_form"

    def perform(self, form: DeclineForm) -> str:
        """Through the one door."""
        data = form.cleaned_data
        decline_proposal(
            self.object,
            by=self.request.user,  # type: ignore[arg-type]
            note=data["note"],
            version=data["version"],
        )
        return _("该处理意见已退回，可以重新提出意见。")
