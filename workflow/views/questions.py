"""Questions to the applicant: asked by an authority, answered point by point."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ui.refusals import Verdict
from ui.views import Action, ActionPage, Crumb, DetailPage, EditPage
from ui.words import cn_date, cn_datetime
from workflow.forms import AnswerForm, QuestionForm, WithdrawForm
from workflow.models import Question
from workflow.permissions import (
    applicant_posts,
    can_answer,
    can_ask,
    can_withdraw_question,
    reads_answer,
)
from workflow.services import (
    ask_question,
    last_day,
    save_answer,
    submit_answer,
    withdraw_question,
)
from workflow.views.asking import CaseForm


class QuestionAsk(CaseForm):
    """Ask without giving the case back."""

    title = gettext_lazy("发出补正通知")
    template_name = "workflow/question_ask.html"
    form_class = QuestionForm
    submit_label = gettext_lazy("发出")
    success_message = gettext_lazy("补正通知已发出，审核暂停计时，等待申报单位答复。")

    def allow(self) -> Verdict:
        """The authority in turn, while nothing else is asked or proposed."""
        return can_ask(self.request.user, self.object)

    def get_initial(self) -> dict[str, Any]:
        """What was on the page."""
        return {"version": self.object.version}

    def get_form_kwargs(self) -> dict[str, Any]:
        """The places of the kind, and the day of the round."""
        day = cn_date(last_day(self.object, timezone.now()))
        asked = {"kind": self.object.kind_of, "last_day": day}
        return super().get_form_kwargs() | asked

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """One more line only draws the page again, with all that was typed."""
        if "add_row" in request.POST:
            return self.render_to_response(self.get_context_data())
        return super().post(request, *args, **kwargs)

    def perform(self, form: QuestionForm) -> Question:
        """Call the service."""
        data = form.cleaned_data
        return ask_question(
            self.object,
            text=data["text"],
            items=form.items(),
            due=data["due"],
            version=data["version"],
            by=self.request.user,
        )

    def get_success_url(self) -> str:
        """What was asked."""
        return str(self.result.get_absolute_url())


class QuestionMixin:
    """`self.object` is a question that this user may see."""

    request: Any
    object: Any

    def get_queryset(self) -> QuerySet[Question]:
        """With what its pages show of the case."""
        rows = Question.objects.visible_to(self.request.user)
        return rows.select_related(  # type: ignore[no-any-return]
            "application__applicant",
            "application__round",
            "application__managing_unit",
            "application__division",
            "organisation",
            "asked_by",
            "answered_by",
        )

    def get_subtitle(self) -> str:
        """About which case."""
        case = self.object.application
        return f"{case.title}　{case.number}"

    def crumbs(self) -> list[Crumb]:
        """Desk, case, question, here."""
        case, question = self.object.application, self.object
        here = self.get_title()  # type: ignore[attr-defined]
        found: list[Crumb] = [
            (_("工作台"), reverse("workflow:desk")),
            (case.title, case.get_absolute_url()),
        ]
        if here != str(question):
            found.append((str(question), question.get_absolute_url()))
        return [*found, (here, None)]


class QuestionPage(QuestionMixin, DetailPage):
    """What was asked, the old text and the answer, point by point."""

    template_name = "workflow/question.html"

    def facts(self) -> list[tuple[str, Any]]:
        """Who asked whom, until when, and what it did to the clock."""
        row = self.object
        found = [
            (_("申报单位"), row.application.applicant),
            (_("发出单位"), row.organisation),
            (_("发出时间"), cn_datetime(row.asked_at)),
            (_("答复期限"), f"{cn_date(row.due_at)}24:00"),
            (_("总体说明"), row.text),
        ]
        if row.is_open:
            return [*found, (_("审核计时"), _("已暂停，答复后继续"))]
        stood = _("暂停%d个工作日") % row.paused_days
        ended = (_("结束时间"), cn_datetime(row.ended_at))
        return [*found, ended, (_("审核计时"), stood)]

    def get_actions(self) -> list[Action]:
        """To answer, or to ask no more."""
        user, row, found = self.request.user, self.object, []
        if can_answer(user, row, timezone.now()):
            url = reverse("workflow:question-answer", args=[row.pk])
            found.append(Action(_("答复"), url, tone="primary", icon="pencil"))
        if can_withdraw_question(user, row):
            url = reverse("workflow:question-withdraw", args=[row.pk])
            found.append(Action(_("撤销"), url))
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The points; an answer that is not handed in is its writer's alone."""
        user, row = self.request.user, self.object
        context = {
            "items": row.items.prefetch_related("files__attachment"),
            "reads": reads_answer(user, row),
            "own": bool(applicant_posts(user, row.application)),
        }
        return super().get_context_data(**{**context, **kwargs})


class QuestionAnswer(QuestionMixin, EditPage):
    """The applicant answers; what he writes is saved by itself."""

    template_name = "workflow/question_answer.html"
    form_class = AnswerForm
    submit_label = gettext_lazy("保存")
    is_stale = False

    def allow(self) -> Verdict:
        """The applicant, until the last second of the last day."""
        return can_answer(self.request.user, self.object, timezone.now())

    def get_title(self) -> str:
        """答复第1号补正通知."""
        return _("答复%s") % self.object

    def get_form_kwargs(self) -> dict[str, Any]:
        """The points as they stand."""
        kwargs = super().get_form_kwargs()
        kwargs.pop("initial")
        return kwargs | {"question": self.object}

    def perform(self, form: AnswerForm) -> Question:
        """Save, or hand in."""
        given = form.given(self.request.POST.getlist("remove_file"))
        act = submit_answer if form.is_submitted else save_answer
        version = form.cleaned_data["version"]
        return act(self.object, given=given, by=self.request.user, version=version)

    def get_success_message(self) -> str:
        """What was done."""
        if self.result.is_answered:
            return _("已答复%s，审核部门将继续办理。") % self.object
        return _("已保存。")

    def get_success_url(self) -> str:
        """On with it, or to what was handed in."""
        return str(
            self.result.get_absolute_url()
            if self.result.is_answered
            else self.request.path
        )

    def refused(self, form: Any, status: int) -> HttpResponse:
        """A stale save shows what stands now beside what was typed."""
        self.is_stale = status == 409
        return super().refused(form, status)

    def saved_at(self) -> datetime | None:
        """When it was last saved; at first nothing was."""
        return self.object.updated_at if self.object.version > 1 else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """See the template."""
        fresh = self.get_queryset().get(pk=self.object.pk) if self.is_stale else None
        context = {
            "saved_at": self.saved_at(),
            "autosave_key": self.request.path,
            "fresh": fresh,
            "stored": fresh.items.all() if fresh else None,
        }
        return super().get_context_data(**{**context, **kwargs})


class QuestionWithdraw(QuestionMixin, ActionPage):
    """Ask no more."""

    title = gettext_lazy("撤销补正通知")
    form_class = WithdrawForm
    question = gettext_lazy(
        "撤销后申报单位无须答复，审核立即恢复计时。确定撤销该补正通知吗？"
    )
    submit_label = gettext_lazy("撤销")
    tone = "danger"
    success_message = gettext_lazy("补正通知已撤销，审核恢复计时。")

    def allow(self) -> Verdict:
        """The authority that asked."""
        return can_withdraw_question(self.request.user, self.object)

    def get_initial(self) -> dict[str, Any]:
        """What was on the page."""
        return {"version": self.object.application.version}

    def facts(self) -> list[tuple[str, Any]]:
        """Which one."""
        return [
            (_("补正通知"), self.object),
            (_("申报事项"), self.object.application.title),
            (_("答复期限"), f"{cn_date(self.object.due_at)}24:00"),
        ]

    def perform(self, form: WithdrawForm) -> Question:
        """Call the service."""
        return withdraw_question(self.object, by=self.request.user, **form.cleaned_data)

    def get_cancel_url(self) -> str:
        """Back to it."""
        return str(self.object.get_absolute_url())
