"""An expert's own pages: what he was drawn for, the case, his sheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ui.refusals import NotAllowed, Verdict
from ui.views import Action, ActionPage, Crumb, DetailPage, SectionPage
from ui.words import cn_date, number
from workflow.checks.scores import cleaned_scores, score_issues
from workflow.choices import PanelState, SeatState
from workflow.describing import described
from workflow.filters import SeatFilter
from workflow.forms import GiveUpForm, SheetForm, VersionForm
from workflow.models import Expert, ScoreSheet, Seat
from workflow.permissions import is_expert
from workflow.services import (
    accept_seat,
    decline_seat,
    recuse_from_seat,
    save_sheet,
    submission_seen_from,
    submit_sheet,
)
from workflow.tables import SeatTable
from workflow.views.tabs import TabbedListPage

MINE = gettext_lazy("我的评审")
TODO, DONE = "todo", "done"
TABS = {TODO: gettext_lazy("待办理"), DONE: gettext_lazy("已办理")}
EMPTY = {
    TODO: gettext_lazy("当前没有需要您办理的评审。"),
    DONE: gettext_lazy("还没有办理过的评审。"),
}


class SeatList(TabbedListPage):
    """What waits for an expert, and what he has done."""

    title = MINE
    tabs, empties, counted = TABS, EMPTY, (TODO,)
    table_class = SeatTable
    filterset_class = SeatFilter

    def allow(self) -> Verdict:
        """Experts."""
        if is_expert(self.request.user):
            return Verdict.yes()
        return Verdict.no(_("只有评审专家有评审任务。"))

    def rows_of(self, tab: str) -> QuerySet[Seat]:
        """One's own seats."""
        waiting = Seat.objects.awaiting(self.request.user)
        if tab == TODO:
            return waiting.order_by("panel__due_at", "pk")
        mine = Seat.objects.visible_to(self.request.user).order_by("-pk")
        return mine.exclude(pk__in=waiting.values("pk"))

    def get_queryset(self) -> QuerySet[Seat]:
        """With the case of each."""
        return self.rows_of(self.tab).for_expert()

    def get_actions(self) -> list[Action]:
        """His entries in the pools, where he declares ties."""
        mine = Expert.objects.filter(user_id=self.request.user.pk).for_list()
        return [Action(r.pool_name, r.get_absolute_url(), icon="id") for r in mine]


class SeatMixin:
    """About one seat of one's own; there are no others for an expert."""

    request: Any
    object: Seat

    def get_queryset(self) -> QuerySet[Seat]:
        """His alone."""
        return Seat.objects.visible_to(self.request.user).for_expert()

    def crumbs(self) -> list[Crumb]:
        """List, seat, here."""
        above = (str(MINE), reverse("workflow:seats"))
        case = (self.object.panel.application.title, self.object.get_absolute_url())
        return [above, case, (self.get_title(), None)]  # type: ignore[attr-defined]

    def get_cancel_url(self) -> str:
        """Back to the seat."""
        return self.object.get_absolute_url()

    def get_success_url(self) -> str:
        """Back to the seat."""
        return self.object.get_absolute_url()

    @cached_property
    def sheet(self) -> ScoreSheet | None:
        """His sheet, once he has accepted."""
        return getattr(self.object, "sheet", None)


class SeatPage(SeatMixin, DetailPage):
    """The invitation; after the acceptance the submission; at the end his own sheet."""

    template_name = "workflow/seat.html"

    def get_title(self) -> str:
        """The case."""
        return self.object.panel.application.title

    def crumbs(self) -> list[Crumb]:
        """List, here."""
        return [(str(MINE), reverse("workflow:seats")), (self.get_title(), None)]

    def facts(self) -> list[tuple[str, Any]]:
        """What of the case an expert knows before he answers."""
        seat, panel = self.object, self.object.panel
        case = panel.application
        return [
            (_("申报单位"), case.applicant),
            (_("管理单位"), case.managing_unit),
            (_("类别"), case.kind_name),
            (_("申报批次"), case.round),
            (_("评审轮次"), _("第%d轮") % panel.number),
            (_("评分期限"), cn_date(panel.due_at)),
            (_("第二轮评分理由"), panel.reason)
            if panel.reason
            else (_("邀请时间"), cn_date(seat.invited_at)),
        ]

    def get_actions(self) -> list[Action]:
        """What is open to him now."""
        seat = self.object
        if seat.panel.state != PanelState.SCORING:
            return []
        accept = _to(seat, _("应邀参加"), "seat-accept", "primary")
        score = _to(seat, _("填写评分表"), "seat-score", "primary")
        give_up = [
            _to(seat, _("申请回避"), "seat-recuse"),
            _to(seat, _("不能参加"), "seat-decline"),
        ]
        return {
            SeatState.INVITED: [accept, *give_up],
            SeatState.ACCEPTED: [score, *give_up],
        }.get(SeatState(seat.state), [])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Content and files while he scores; afterwards only his own sheet."""
        submission = submission_seen_from(self.object)
        kind = self.object.panel.application.kind_of
        context = {
            "parts": described(kind, submission.data) if submission else [],
            "submission": submission,
            "lines": sheet_lines(self.object, self.sheet),
            "sheet": self.sheet,
            "seat": self.object,
        }
        return super().get_context_data(**{**context, **kwargs})


def _to(seat: Seat, label: str, name: str, tone: str = "plain") -> Action:
    return Action(label, reverse(f"workflow:{name}", args=[seat.pk]), tone)


def sheet_lines(seat: Seat, sheet: ScoreSheet | None) -> list[tuple[Any, str, str]]:
    """(criterion, score, comment) as filled in so far."""
    if sheet is None:
        return []
    criteria = seat.panel.rules.criteria
    scores = cleaned_scores(criteria, sheet.scores)
    return [(c, scores[c.key]["score"], scores[c.key]["comment"]) for c in criteria]


class SeatAccept(SeatMixin, ActionPage):
    """Take part."""

    title = gettext_lazy("应邀参加评审")
    question = gettext_lazy(
        "本人与申报单位没有任职、合作、咨询、亲属等利益关系，愿意客观、公正地独立评分，"
        "并对评审情况保密。确定应邀参加吗？"
    )
    submit_label = gettext_lazy("应邀参加")
    success_message = gettext_lazy("已应邀，可以查看申报材料并填写评分表。")

    def facts(self) -> list[tuple[str, Any]]:
        """For whom."""
        case = self.object.panel.application
        return [(_("申报事项"), case.title), (_("申报单位"), case.applicant)]

    def perform(self, form: Any) -> Seat:
        """Call the service."""
        return accept_seat(self.object, by=self.request.user, now=timezone.now())


class SeatDecline(SeatMixin, ActionPage):
    """No time."""

    title = gettext_lazy("不能参加评审")
    question = gettext_lazy("提交后席位将由系统另行抽取专家替补，不能恢复。")
    form_class = GiveUpForm
    submit_label = gettext_lazy("确认不能参加")
    success_message = gettext_lazy("已登记，感谢您的答复。")
    tone = "danger"

    def perform(self, form: GiveUpForm) -> Seat:
        """Call the service."""
        given = form.cleaned_data
        return decline_seat(
            self.object, by=self.request.user, now=timezone.now(), **given
        )


class SeatRecuse(SeatDecline):
    """Bound to the applicant."""

    title = gettext_lazy("申请回避")
    question = gettext_lazy(
        "与申报单位有利益关系、可能影响公正评分的，应当回避。提交后系统另行抽取专家替补，"
        "并登记该利益关系。"
    )
    submit_label = gettext_lazy("确认回避")
    success_message = gettext_lazy("已登记回避，感谢您的配合。")

    def perform(self, form: GiveUpForm) -> Seat:
        """Call the service."""
        given = form.cleaned_data
        return recuse_from_seat(
            self.object, by=self.request.user, now=timezone.now(), **given
        )


class ScorePage(SeatMixin, SectionPage):
    """The score sheet, saving itself while it is filled."""

    title = gettext_lazy("评分表")
    template_name = "workflow/sheet.html"
    submit_label = gettext_lazy("保存")
    success_message = gettext_lazy("已保存。")

    def allow(self) -> Verdict:
        """While the sheet is his to fill."""
        if self.sheet is None:
            return Verdict.no(_("请先应邀，再填写评分表。"))
        if self.sheet.submitted_at or self.object.panel.state != PanelState.SCORING:
            return Verdict.no(_("评分已提交或评审已结束，不能再修改。"))
        if self.object.state != SeatState.ACCEPTED:
            return Verdict.no(_("您已退出该评审，不能再评分。"))
        return Verdict.yes()

    def get_subtitle(self) -> str:
        """The case."""
        return self.object.panel.application.title

    def get_form(self) -> SheetForm:
        """A line for each criterion of the round."""
        return SheetForm(
            criteria=self.object.panel.rules.criteria,
            sheet=self._sheet,
            first=self.first,
            data=self.request.POST if self.request.method == "POST" else None,
        )

    @property
    def _sheet(self) -> ScoreSheet:
        if self.sheet is None:
            raise NotAllowed(_("请先应邀，再填写评分表。"))
        return self.sheet

    @cached_property
    def first(self) -> ScoreSheet | None:
        """His own sheet of the first round, where this is the second."""
        panel = self.object.panel
        if panel.number == 1:
            return None
        return ScoreSheet.objects.filter(
            seat__panel__application=panel.application_id,
            seat__panel__submission_number=panel.submission_number,
            seat__panel__state=PanelState.CLOSED,
            seat__expert=self.object.expert_id,
            submitted_at__isnull=False,
        ).first()

    def perform(self, form: SheetForm) -> ScoreSheet:
        """Call the service."""
        data = form.cleaned_data
        return save_sheet(
            self.object,
            by=self.request.user,  # type: ignore[arg-type]
            scores=form.scores(),
            comment=data["comment"],
            version=data["version"],
            now=timezone.now(),
        )

    def get_success_url(self) -> str:
        """On to the hand-in where asked for, else the same page."""
        if "next" in self.request.POST:
            return reverse("workflow:seat-submit", args=[self.object.pk])
        return self.request.path

    def get_next_url(self) -> str:
        """The hand-in."""
        return reverse("workflow:seat-submit", args=[self.object.pk])

    def saved_at(self) -> datetime | None:
        """When it was last saved."""
        return self._sheet.saved_at if self._sheet.version > 1 else None

    def section_items(self) -> Sequence[Any]:
        """The criteria, those scored with a mark."""
        scores = self._sheet.scores
        return [
            {
                "label": c.label,
                "url": f"#id_{c.key}.score",
                "percent": 100 if scores.get(c.key, {}).get("score") else 0,
            }
            for c in self.object.panel.rules.criteria
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the mean of the first round beside the second."""
        first = self.first.seat.panel if self.first else None
        context = {"section_title": self.title, "first": first, "seat": self.object}
        return super().get_context_data(**{**context, **kwargs})


class ScoreSubmit(SeatMixin, ActionPage):
    """Hand the sheet in, for good."""

    title = gettext_lazy("提交评分")
    question = gettext_lazy("提交后不能修改。确定提交吗？")
    template_name = "workflow/sheet_submit.html"
    form_class = VersionForm
    submit_label = gettext_lazy("确认提交")
    success_message = gettext_lazy("评分已提交，感谢您的评审。")

    allow = ScorePage.allow

    def get_initial(self) -> dict[str, Any]:
        """What he sees is what he hands in."""
        return {"version": self.sheet.version if self.sheet else None}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The whole sheet, and what is missing."""
        criteria, sheet = self.object.panel.rules.criteria, self.sheet
        scores = cleaned_scores(criteria, sheet.scores if sheet else {})
        context = {
            "lines": sheet_lines(self.object, sheet),
            "missing": score_issues(criteria, scores, complete=True),
            "total": number(sheet.total if sheet else None, 1),
            "sheet": sheet,
            "seat": self.object,
        }
        return super().get_context_data(**{**context, **kwargs})

    def perform(self, form: VersionForm) -> ScoreSheet:
        """Call the service."""
        version = form.cleaned_data["version"]
        return submit_sheet(
            self.object, by=self.request.user, version=version, now=timezone.now()
        )
