"""The panel of a case for the deciding authority: who, drawn how, what came of it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ui.refusals import Verdict
from ui.views import Action, ActionPage, Crumb, DetailPage
from ui.words import cn_date, cn_datetime
from workflow.choices import PanelState
from workflow.forms import SecondRoundForm, VersionForm
from workflow.models import Panel
from workflow.permissions import can_steer_panel, is_past
from workflow.services import (
    ask_to_draw_again,
    close_panel,
    draws_seen,
    seats_seen,
    second_round,
)


class PanelMixin:
    """About one panel that this user may see."""

    request: Any
    object: Panel

    def get_queryset(self) -> QuerySet[Panel]:
        """The deciding authority's."""
        rows = Panel.objects.visible_to(self.request.user)
        return rows.select_related(
            "application__applicant",
            "application__managing_unit",
            "application__rule_set",
            "application__round",
            "application__proposal",
            "rule_set",
            "closed_by",
        )

    def steers(self) -> Verdict:
        """Whether this is a lead of the authority in turn."""
        return can_steer_panel(self.request.user, self.object.application)

    def crumbs(self) -> list[Crumb]:
        """Desk, case, panel, here."""
        case = self.object.application
        return [
            (_("工作台"), reverse("workflow:desk")),
            (case.title, case.get_absolute_url()),
            (self.object.title, self.object.get_absolute_url()),
            (self.get_title(), None),  # type: ignore[attr-defined]
        ]

    def get_cancel_url(self) -> str:
        """Back to the panel."""
        return self.object.get_absolute_url()


class PanelPage(PanelMixin, DetailPage):
    """Seats, draws, and after closing the scores with what they say."""

    template_name = "workflow/panel.html"

    def get_title(self) -> str:
        """Which round."""
        return self.object.title

    def get_subtitle(self) -> str:
        """Of which case."""
        return self.object.application.title

    def crumbs(self) -> list[Crumb]:
        """Desk, case, here."""
        return [*super().crumbs()[:2], (self.get_title(), None)]

    def facts(self) -> list[tuple[str, Any]]:
        """How it stands."""
        panel, case = self.object, self.object.application
        rows = [
            (_("申报单位"), case.applicant),
            (_("管理单位"), case.managing_unit),
            (_("申报批次"), case.round),
            (_("评审对象"), _("第%d次提交") % panel.submission_number),
            (_("抽取时间"), cn_datetime(panel.drawn_at)),
            (_("评分期限"), cn_date(panel.due_at)),
        ]
        if panel.closed_at:
            by = panel.closed_by.name if panel.closed_by else _("系统")
            rows.append((_("结束时间"), f"{cn_datetime(panel.closed_at)}（{by}）"))
        if panel.reason:
            rows.append((_("第二轮评分理由"), panel.reason))
        return rows

    def get_actions(self) -> list[Action]:
        """What a lead may do now; closed ones say why."""
        panel = self.object
        if not self.steers() or panel.stage != panel.application.stage:
            return []
        found = []
        if panel.is_open and panel.shortfall:
            found.append(self._to(_("再次抽取"), "panel-retry", "primary"))
        if panel.state == PanelState.SCORING and is_past(panel.due_at, timezone.now()):
            found.append(self._to(_("结束评分"), "panel-close", "primary"))
        if panel.state == PanelState.CLOSED and panel.number == 1:
            later = Panel.objects.current().filter(
                application=panel.application_id, pk__gt=panel.pk
            )
            if not later.exists():
                found.append(self._to(_("开展第二轮评分"), "panel-second"))
        return found

    def _to(self, label: str, name: str, tone: str = "plain") -> Action:
        return Action(label, reverse(f"workflow:{name}", args=[self.object.pk]), tone)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Seats, draws and the lines of the result."""
        panel = self.object
        seats = seats_seen(panel)
        context = {
            "panel": panel,
            "seats": seats,
            "draws": draws_seen(panel),
            "scored": [seen for seen in seats if seen.sheet],
            "lines": result_lines(panel, seats),
            "outlier_points": panel.rules.outlier_points,
        }
        return super().get_context_data(**{**context, **kwargs})


def result_lines(panel: Panel, seats: list[Any]) -> list[dict[str, Any]]:
    """By criterion: its mean, and what each expert gave and said."""
    scored = [seen for seen in seats if seen.sheet]
    return [
        {
            **line,
            "cells": [
                (seen.seat.expert, seen.sheet.scores[line["key"]]) for seen in scored
            ],
        }
        for line in panel.summary.get("criteria", [])
    ]


class PanelAction(PanelMixin, ActionPage):
    """An act of the lead on a panel; refused when the case has moved on meanwhile."""

    form_class = VersionForm

    def allow(self) -> Verdict:
        """A lead of the authority in turn."""
        return self.steers()

    def get_initial(self) -> dict[str, Any]:
        """The case as it was seen."""
        return {"version": self.object.application.version}

    def facts(self) -> list[tuple[str, Any]]:
        """Of which case."""
        return [
            (_("申报事项"), self.object.application.title),
            (_("专家组"), self.object.title),
        ]

    def given(self, form: Any) -> dict[str, Any]:
        """What every act takes."""
        by: Any = self.request.user
        return {"by": by, "now": timezone.now(), **form.cleaned_data}


class PanelRetry(PanelAction):
    """The pool has been mended."""

    title = gettext_lazy("再次抽取")
    question = gettext_lazy(
        "请先补充专家库。系统将在一分钟内自动抽取尚缺的专家，已抽取的专家不变。"
    )
    submit_label = gettext_lazy("再次抽取")
    success_message = gettext_lazy("已受理，系统将在一分钟内再次抽取。")

    def facts(self) -> list[tuple[str, Any]]:
        """What was lacking."""
        return [*super().facts(), (_("未能抽取的原因"), self.object.shortfall)]

    def perform(self, form: Any) -> Panel:
        """Call the service."""
        return ask_to_draw_again(self.object, **self.given(form))


class PanelClose(PanelAction):
    """After the day, with the sheets that are in."""

    title = gettext_lazy("结束评分")
    question = gettext_lazy(
        "结束后，尚未提交的评分作废，以已提交的评分计算结果。确定结束吗？"
    )
    submit_label = gettext_lazy("结束评分")
    success_message = gettext_lazy("评分已结束。")
    tone = "danger"

    def perform(self, form: Any) -> Panel:
        """Call the service."""
        return close_panel(self.object, **self.given(form))


class PanelSecond(PanelAction):
    """Score once more."""

    title = gettext_lazy("开展第二轮评分")
    question = gettext_lazy(
        "由第一轮评分的专家对同一份材料再次评分，结果以第二轮为准。专家可以看到本人第一轮的"
        "评分和第一轮平均分。"
    )
    form_class = SecondRoundForm
    submit_label = gettext_lazy("开展第二轮评分")
    success_message = gettext_lazy("已通知专家进行第二轮评分。")

    def facts(self) -> list[tuple[str, Any]]:
        """What the first said."""
        panel = self.object
        return [
            *super().facts(),
            (_("第一轮平均分"), panel.mean),
            (_("第一轮标准差"), panel.spread),
        ]

    def perform(self, form: Any) -> Panel:
        """Call the service."""
        return second_round(self.object, **self.given(form))
