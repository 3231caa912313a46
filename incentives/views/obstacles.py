"""Obstacles: the list of authorities and owners, one of them, acts on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.choices import Tier
from incentives.choices.projects import ObstacleAct, ObstacleState
from incentives.filters.projects import ObstacleFilter
from incentives.forms.projects import FollowForm, ObstacleForm, TakeForm
from incentives.models import Obstacle
from incentives.permissions.projects import (
    can_follow_up,
    can_hand_up,
    can_list_projects,
    can_raise,
    can_take,
    can_withdraw,
)
from incentives.services.obstacles import (
    answer_obstacle,
    hand_up_obstacle,
    levels_open,
    raise_obstacle,
    solve_obstacle,
    take_obstacle,
    withdraw_obstacle,
)
from incentives.tables.projects import ObstacleTable
from incentives.views.projects import ProjectMixin
from ui.refusals import Verdict
from ui.views import Action, Crumb, DetailPage, EditPage, ListPage
from ui.words import cn_date

OBSTACLES = ("困难问题", "incentives:obstacles")


class ObstacleList(ListPage):
    """What stands in projects' way, for owners and authorities."""

    title = "重大项目困难问题"
    subtitle = "项目单位提出，主管部门受理、答复、办结或提请上级协调"
    table_class = ObstacleTable
    filterset_class = ObstacleFilter
    empty = "没有符合条件的困难问题。"
    empty_yet = "还没有困难问题。项目单位在项目页面提出后，在这里显示。"

    def allow(self) -> Verdict:
        return can_list_projects(self.request.user)

    def get_queryset(self) -> QuerySet[Obstacle]:
        rows: Any = Obstacle.objects.visible_to(self.request.user)
        found: QuerySet[Obstacle] = rows.for_list()
        return found


class ObstacleNew(ProjectMixin, EditPage):
    """The owner puts a difficulty before an authority."""

    title = "提出困难问题"
    form_class = ObstacleForm
    submit_label = "提出"
    success_message = "困难问题已提出，主管部门受理后告知。"

    def allow(self) -> Verdict:
        return can_raise(self.request.user, self.object)

    def get_form_kwargs(self) -> dict[str, Any]:
        levels = [(tier, Tier(tier).label) for tier in levels_open(self.object)]
        return super().get_form_kwargs() | {"levels": levels}

    def get_initial(self) -> dict[str, Any]:
        return {"since": timezone.localdate()}

    def get_success_url(self) -> str:
        return str(self.result.get_absolute_url())

    def perform(self, form: Any) -> Obstacle:
        return raise_obstacle(
            self.object,
            **form.cleaned_data,
            by=self.request.user,  # type: ignore[arg-type]
        )


class ObstacleMixin:
    """Of an obstacle that the person may read."""

    def get_queryset(self) -> QuerySet[Obstacle]:
        rows: Any = Obstacle.objects.visible_to(self.request.user)  # type: ignore[attr-defined]
        found: QuerySet[Obstacle] = rows.for_list()
        return found

    def crumbs(self) -> Sequence[Crumb]:
        return [
            (OBSTACLES[0], reverse(OBSTACLES[1])),
            (self.get_title(), None),  # type: ignore[attr-defined]
        ]


class ObstacleDetail(ObstacleMixin, DetailPage):
    """One obstacle with all that was done about it."""

    template_name = "incentives/obstacle.html"

    def facts(self) -> Sequence[tuple[str, Any]]:
        row: Obstacle = self.object
        return [
            ("项目单位", row.project.owner.name),
            ("类别", row.get_kind_display()),
            ("发生日期", cn_date(row.since)),
            ("办理层级", row.get_level_display()),
            ("受理单位", row.taken_by.name if row.taken_by else "待受理"),
            ("办理期限", cn_date(row.due_on)),
            ("困难问题", row.text),
        ]

    def get_actions(self) -> Sequence[Action]:
        user, row = self.request.user, self.object
        is_new = row.state == ObstacleState.RAISED
        take = ("受理", "primary") if is_new else ("改定期限", "plain")
        offers = (
            (can_follow_up, "办结", "primary", "solve", "circle-check"),
            (can_follow_up, "答复", "plain", "answer", "message"),
            (can_take, *take, "take", "inbox"),
            (can_hand_up, "提请上级协调", "plain", "hand-up", "arrow-up"),
            (can_withdraw, "撤回", "plain", "withdraw", "arrow-back-up"),
        )
        return [
            Action(label, self._url(name), tone=tone, icon=icon)
            for may, label, tone, name, icon in offers
            if may(user, row)
        ]

    def _url(self, act: str) -> str:
        return reverse(f"incentives:obstacle-{act}", args=[self.object.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        steps = self.object.steps.select_related("by", "organisation").order_by("-pk")
        entries = [_entry(step) for step in steps]
        return super().get_context_data(**kwargs | {"entries": entries})


def _entry(step: Any) -> dict[str, Any]:
    due = f"办理期限：{cn_date(step.due_on)}" if step.due_on else ""
    return {
        "title": f"{step.get_act_display()}（{step.get_level_display()}）",
        "at": step.at,
        "by": step.organisation.name,
        "note": "\n".join(part for part in (step.text, due) if part),
        "tone": "good" if step.act == ObstacleAct.SOLVE else "review",
    }


class ActOnObstacle(ObstacleMixin, EditPage):
    """One act on an obstacle: a text, sometimes a day."""

    form_class = FollowForm
    may: ClassVar[Callable[..., Verdict]]
    service: ClassVar[Callable[..., Obstacle]]

    def allow(self) -> Verdict:
        return type(self).may(self.request.user, self.object)

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.object.version}

    def get_success_url(self) -> str:
        return str(self.object.get_absolute_url())

    def get_cancel_url(self) -> str:
        return str(self.object.get_absolute_url())

    def perform(self, form: Any) -> Obstacle:
        act = type(self).service
        return act(self.object, **form.cleaned_data, by=self.request.user)


class ObstacleTake(ActOnObstacle):
    """The authority takes it, or sets another day."""

    title = "受理困难问题"
    form_class = TakeForm
    submit_label = "受理"
    success_message = "已受理，项目单位会收到告知。"
    may = can_take
    service = take_obstacle


class ObstacleAnswer(ActOnObstacle):
    """How it stands."""

    title = "答复困难问题"
    submit_label = "答复"
    success_message = "已答复。"
    may = can_follow_up
    service = answer_obstacle


class ObstacleSolve(ActOnObstacle):
    """How it was solved."""

    title = "办结困难问题"
    submit_label = "办结"
    success_message = "已办结。"
    may = can_follow_up
    service = solve_obstacle


class ObstacleHandUp(ActOnObstacle):
    """Why the level above has to see to it."""

    title = "提请上级协调"
    submit_label = "提请上级协调"
    success_message = "已提请上级协调。"
    may = can_hand_up
    service = hand_up_obstacle


class ObstacleWithdraw(ActOnObstacle):
    """Why the owner takes it back."""

    title = "撤回困难问题"
    submit_label = "撤回"
    success_message = "已撤回。"
    may = can_withdraw
    service = withdraw_obstacle
