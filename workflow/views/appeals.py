"""An applicant appeals with grounds and documents; one appeal goes a level up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ui.refusals import Closed, Verdict
from ui.views import ActionPage, Crumb, EditPage
from ui.words import cn_date
from workflow.choices import Action, Move, Stage
from workflow.forms import AppealForm, VersionForm
from workflow.models import Appeal, Application
from workflow.permissions import TIER_WORDS, can_hand_up, can_move, level_above
from workflow.services import file_appeal, hand_up_appeal


class OfCase:
    """A page about one application that this user may see."""

    request: HttpRequest
    object: Any
    title: Any

    def get_queryset(self) -> QuerySet[Application]:
        """What this user may see."""
        rows = Application.objects.visible_to(self.request.user).for_detail()
        return rows  # type: ignore[no-any-return]

    def crumbs(self) -> list[Crumb]:
        """Desk, case, here."""
        case = (self.object.title, self.object.get_absolute_url())
        desk = (_("工作台"), reverse("workflow:desk"))
        return [desk, case, (str(self.title), None)]

    def get_initial(self) -> dict[str, Any]:
        """The version that the page shows."""
        return {"version": self.object.version}

    def get_cancel_url(self) -> str:
        """Back to the case."""
        return str(self.object.get_absolute_url())

    def get_success_url(self) -> str:
        """Back to the case."""
        return str(self.object.get_absolute_url())


class AppealCreate(OfCase, EditPage):
    """Against a rejection, within its days."""

    title = gettext_lazy("提出申诉")
    template_name = "workflow/appeal_new.html"
    form_class = AppealForm
    submit_label = gettext_lazy("提交申诉")
    success_message = gettext_lazy("申诉已提交，将由作出原决定以外的人员复核。")

    def allow(self) -> Verdict:
        """The applicant, in time."""
        return can_move(self.request.user, self.object, Move.APPEAL)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form, where there is a rejection to appeal against."""
        case = self.object
        if case.stage != Stage.REJECTED or not case.interrupted_stage:
            words = f"当前环节为“{case.stage_label}”，不能提出申诉。"
            raise Closed(words)
        return super().get(request, *args, **kwargs)

    def get_subtitle(self) -> str:
        """Which case."""
        return str(self.object.title)

    def perform(self, form: AppealForm) -> Appeal:
        """Through the service and the one door."""
        user: Any = self.request.user
        return file_appeal(self.object, by=user, **form.cleaned_data)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The decision that is appealed against, and until when."""
        steps = self.object.steps.filter(action=Action.MOVE, move=Move.REJECT)
        context = {
            "rejection": steps.order_by("-sequence").first(),
            "until": cn_date(self.object.due_at),
        }
        return super().get_context_data(**{**context, **kwargs})


class AppealHandUp(OfCase, ActionPage):
    """An authority that has nobody else gives the appeal to the level above."""

    title = gettext_lazy("提请上一级复核")
    submit_label = gettext_lazy("提请上一级复核")
    form_class = VersionForm

    def allow(self) -> Verdict:
        """Only where nobody else is there."""
        return can_hand_up(self.request.user, self.object)

    def get_question(self) -> str:
        """What follows from it."""
        above = level_above(self.object)
        words = TIER_WORDS[above] if above else ""
        return _("本部门没有其他可以复核该申诉的人员，将提请%s复核。确定吗？") % words

    def facts(self) -> Sequence[tuple[str, Any]]:
        """Which case."""
        return [
            (_("申报事项"), self.object.title),
            (_("受理编号"), self.object.number),
        ]

    def get_success_message(self) -> str:
        """To whom it went."""
        return _("申诉已提请上一级复核。")

    def perform(self, form: VersionForm) -> Application:
        """Through the service."""
        user: Any = self.request.user
        return hand_up_appeal(self.object, by=user, **form.cleaned_data)
