"""Reward schemes: list, editor, one scheme, and the acts on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone

from accounts.choices import Tier
from incentives.choices.rewards import RewardLevel
from incentives.filters.rewards import RewardSchemeFilter
from incentives.forms.rewards import (
    NoteForm,
    ProposeForm,
    PublishForm,
    SchemeForm,
    SimulateForm,
    VersionForm,
)
from incentives.indicators import places_of
from incentives.models import RewardScheme, Simulation
from incentives.permissions.rewards import (
    can_change,
    can_fix,
    can_make,
    can_propose,
    can_publish,
    can_send_back,
    making_posts,
    own_posts,
)
from incentives.rewarding import definition_of
from incentives.rewarding.reckoning import definition_said
from incentives.services.rewards import (
    create_scheme,
    fix,
    propose,
    publish,
    send_back,
    simulate,
    update_scheme,
)
from incentives.showing.rewards import definition_facts, lines_shown
from incentives.tables.rewards import RewardSchemeTable
from ui.refusals import Verdict
from ui.views import Action, ActionPage, Crumb, DetailPage, EditPage, FormPage, ListPage
from ui.words import cn_datetime

LIST = ("动态奖励和项目排序", "incentives:rewards")
NEW_LABELS = {
    RewardLevel.CITY: "新建城市评价方案",
    RewardLevel.PROVINCE: "新建管理单位评价方案",
    RewardLevel.PROJECT: "新建项目排序方案",
}


def act_url(scheme: RewardScheme, act: str) -> str:
    """The page of an act on a scheme."""
    return reverse(f"incentives:reward-{act}", args=[scheme.pk])


class RewardList(ListPage):
    """Published ones for everybody, fixed ones for authorities, own drafts."""

    title = LIST[0]
    subtitle = "按公开的指标和权重对管理单位、试点城市和重大项目排序"
    public = True
    table_class = RewardSchemeTable
    filterset_class = RewardSchemeFilter
    empty = "没有符合条件的方案。"
    empty_yet = "目前没有可以查看的方案。制定单位公布结果后，在这里显示。"

    def get_queryset(self) -> QuerySet[RewardScheme]:
        rows = RewardScheme.objects.visible_to(self.request.user)
        found: QuerySet[RewardScheme] = rows.for_list()
        return found

    def get_actions(self) -> Sequence[Action]:
        return [
            Action(label, reverse("incentives:reward-new", args=[level]), icon="plus")
            for level, label in NEW_LABELS.items()
            if can_make(self.request.user, level)
        ]


class SchemeMixin:
    """Schemes that this person may read."""

    request: HttpRequest
    object: RewardScheme
    kwargs: dict[str, Any]

    def get_queryset(self) -> QuerySet[RewardScheme]:
        rows = RewardScheme.objects.visible_to(self.request.user)
        found: QuerySet[RewardScheme] = rows.for_list().select_related(
            "city_result__fixed", "proposed_by", "fixed_by", "fixed__taken_by"
        )
        return found

    def crumbs(self) -> Sequence[Crumb]:
        own = (str(self.get_title()), None)  # type: ignore[attr-defined]
        scheme = (self.object.name, self.object.get_absolute_url())
        return [(LIST[0], reverse(LIST[1])), scheme, own]

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.object.version}

    def get_cancel_url(self) -> str:
        return self.object.get_absolute_url()


class RewardDetail(SchemeMixin, DetailPage):
    """One scheme: its rules in words, its reckonings, what can be done."""

    public = True
    template_name = "incentives/reward.html"

    def crumbs(self) -> Sequence[Crumb]:
        return [(LIST[0], reverse(LIST[1])), (self.object.name, None)]

    def facts(self) -> Sequence[tuple[str, Any]]:
        scheme = self.object
        rows = [
            ("范围", scheme.scope_name),
            ("制定单位", scheme.organisation),
            *definition_facts(definition_said(scheme)),
        ]
        if scheme.is_settled:
            rows.append(("确定时间", cn_datetime(scheme.fixed_at)))
        if scheme.published_at:
            rows.append(("公布时间", cn_datetime(scheme.published_at)))
            rows.append(("公布文件及文号", scheme.document))
        return rows

    def get_actions(self) -> Sequence[Action]:
        user, scheme = self.request.user, self.object
        # One act leads on: a scheme is reckoned first, then what came out is proposed.
        proposes = can_propose(user, scheme)
        reckons = "plain" if proposes else "primary"
        shown = [
            ("修改方案", "edit", "plain", can_change(user, scheme)),
            ("测算", "simulate", reckons, can_change(user, scheme)),
            ("提请确定", "propose", "primary", proposes),
            ("退回", "send-back", "plain", can_send_back(user, scheme)),
            ("确定结果", "fix", "primary", can_fix(user, scheme)),
            ("公布结果", "publish", "primary", can_publish(user, scheme)),
        ]
        found = [
            Action(label, act_url(scheme, act), tone=tone)
            for label, act, tone, verdict in shown
            if verdict
        ]
        if scheme.is_settled and scheme.fixed:
            url = scheme.fixed.get_absolute_url()
            found.insert(0, Action("查看结果", url, tone="primary", icon="trophy"))
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        scheme = self.object
        own = bool(own_posts(self.request.user, scheme))
        rows = scheme.simulations.select_related("taken_by").defer("data")
        context = {
            "own": own,
            "lines": lines_shown(definition_said(scheme)),
            "excluded": excluded_of(scheme),
            "simulations": list(rows) if own else [],
        }
        return super().get_context_data(**kwargs | context)


def excluded_of(scheme: RewardScheme) -> list[tuple[str, str]]:
    """Names of those who do not take part, with the reasons."""
    rows = {row.place: row.reason for row in scheme.scheme_exclusions.all()}
    if not rows:
        return []
    places = places_of(scheme.level, scheme.managing_unit_id)
    names = {place.code: place.name for place in places}
    return [(names.get(code, code), reason) for code, reason in rows.items()]


class SchemeFormMixin:
    """The editor: indicators as rows that need no script."""

    template_name = "incentives/reward_form.html"
    form_class = SchemeForm
    submit_label = "保存"
    success_message = "方案已保存，可以测算。"

    def get_title(self) -> str:
        return NEW_LABELS[RewardLevel(self.level)]  # type: ignore[attr-defined]


class RewardNew(SchemeFormMixin, FormPage):
    """A draft of the person's office."""

    @property
    def level(self) -> str:
        """What is ranked."""
        level = str(self.kwargs["level"])
        if level not in RewardLevel.values:
            raise Http404
        return level

    def allow(self) -> Verdict:
        return can_make(self.request.user, self.level)

    def crumbs(self) -> Sequence[Crumb]:
        return [(LIST[0], reverse(LIST[1])), (self.get_title(), None)]

    def get_form_kwargs(self) -> dict[str, Any]:
        office = making_posts(self.request.user, self.level)[0].organisation
        national = office.tier == Tier.NATION
        unit = None if national else office.managing_unit_id
        return super().get_form_kwargs() | {"level": self.level, "unit": unit}

    def get_initial(self) -> dict[str, Any]:
        year = timezone.localdate().year - 1
        return {"year": year, "leave_out_ended": True, "reward_size": 3}

    def get_cancel_url(self) -> str:
        return reverse(LIST[1])

    def perform(self, form: Any) -> RewardScheme:
        user: Any = self.request.user
        return create_scheme(level=self.level, definition=form.definition(), by=user)


class RewardEdit(SchemeFormMixin, SchemeMixin, EditPage):
    """Change an open scheme; earlier reckonings stay."""

    def get_title(self) -> str:
        return "修改方案"

    def allow(self) -> Verdict:
        return can_change(self.request.user, self.object)

    def get_initial(self) -> dict[str, Any]:
        said = definition_of(self.object)
        return said.columns | {
            "version": self.object.version,
            "city_result": said.city_result,
            "amount": said.amount or None,
        }

    def get_form_kwargs(self) -> dict[str, Any]:
        scheme = self.object
        own = {
            "level": scheme.level,
            "unit": scheme.managing_unit_id,
            "shown": definition_of(scheme),
        }
        return super().get_form_kwargs() | own

    def perform(self, form: Any) -> RewardScheme:
        user: Any = self.request.user
        return update_scheme(
            self.object,
            definition=form.definition(),
            by=user,
            version=form.cleaned_data["version"],
        )


class SchemeAct(SchemeMixin, ActionPage):
    """A confirmed act on a scheme through its service."""

    form_class = VersionForm
    verdict: Any
    service: Any

    def allow(self) -> Verdict:
        return type(self).verdict(self.request.user, self.object)  # type: ignore[no-any-return]

    def perform(self, form: Any) -> Any:
        return type(self).service(
            self.object, by=self.request.user, **form.cleaned_data
        )


class RewardSimulate(SchemeAct):
    """Take the figures as they are now, and rank."""

    title = "测算"
    form_class = SimulateForm
    question = "按方案取当前数据计分排序，结果连同全部数据留存，可以多次测算并比较。"
    submit_label = "开始测算"
    success_message = "已测算。"
    verdict, service = can_change, simulate


class RewardPropose(SchemeAct):
    """Which reckoning the lead is to fix."""

    title = "提请确定"
    form_class = ProposeForm
    question = "提请后方案不能再修改，由本单位负责人确定或退回。确定提请吗？"
    submit_label = "提请确定"
    success_message = "已提请本单位负责人确定。"
    verdict, service = can_propose, propose

    def get_form_kwargs(self) -> dict[str, Any]:
        rows: QuerySet[Simulation] = self.object.simulations.defer("data")
        return super().get_form_kwargs() | {"simulations": list(rows)}

    def perform(self, form: Any) -> Any:
        user: Any = self.request.user
        data = form.cleaned_data
        number, version = int(data["number"]), data["version"]
        return propose(self.object, number=number, by=user, version=version)


class RewardSendBack(SchemeAct):
    """Open again, with the reason."""

    title = "退回"
    form_class = NoteForm
    question = "退回后可以修改方案、重新测算。确定退回吗？"
    submit_label = "退回"
    success_message = "已退回。"
    verdict, service = can_send_back, send_back


class RewardFix(SchemeAct):
    """The lead's word; it stands whatever changes later."""

    title = "确定结果"
    submit_label = "确定结果"
    success_message = "结果已确定，此后数据变化不影响该结果。"
    verdict, service = can_fix, fix

    def get_question(self) -> str:
        number = self.object.fixed.number if self.object.fixed else ""
        return f"确定采用第{number}次测算的结果吗？确定后不能修改。"

    def facts(self) -> Sequence[tuple[str, Any]]:
        chosen = self.object.fixed
        if chosen is None:
            return []
        rewarded = [row["name"] for row in chosen.data["rows"] if row["rewarded"]]
        return [
            ("提请人", self.object.proposed_by),
            ("取数时间", cn_datetime(chosen.taken_at)),
            ("奖励对象", "、".join(rewarded)),
            ("数据摘要", chosen.digest),
        ]


class RewardPublish(SchemeAct):
    """For everybody from now on."""

    title = "公布结果"
    form_class = PublishForm
    question = "公布后，所有人都可以查看排序结果、指标数据和权重。确定公布吗？"
    submit_label = "公布"
    success_message = "结果已公布。"
    verdict, service = can_publish, publish
