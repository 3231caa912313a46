"""Four eyes: a direct award is proposed, what was proposed is confirmed or dropped."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from enterprises.models import Enterprise
from incentives.choices.grants import ProposalAct
from incentives.filters.grants import GrantProposalFilter
from incentives.forms.grants import AwardForm, ConfirmForm, DropForm
from incentives.models import GrantProposal
from incentives.permissions.grants import (
    can_decide,
    can_drop,
    can_propose_awards,
    can_read_proposals,
)
from incentives.services.grants import (
    confirm_proposal,
    drop_proposal,
    level_warnings,
    propose_award,
)
from incentives.showing.grants import money_words, terms_rows
from incentives.tables.grants import GrantProposalTable
from incentives.views.grants.lists import GRANTS
from regions.models import Division
from ui.refusals import Issue, Refusal, Verdict
from ui.views import Action, ActionPage, Crumb, DetailPage, FormPage, ListPage
from ui.words import cn_date, cn_datetime

PROPOSALS = ("激励办理意见", "incentives:grant-proposals")


class AwardNew(FormPage):
    """A handler proposes to grant without application."""

    title = "直接授予激励"
    template_name = "incentives/grant_new.html"
    form_class = AwardForm
    submit_label = "提出授予意见"
    success_message = "已提出授予意见，待本部门负责人确认。"
    cancel_url = "/incentives/grants/"

    def allow(self) -> Verdict:
        return can_propose_awards(self.request.user)

    def crumbs(self) -> Sequence[Crumb]:
        return [(GRANTS[0], reverse(GRANTS[1])), (self.get_title(), None)]

    def get_initial(self) -> dict[str, Any]:
        asked = self.request.GET.get("firm", "")[:200]
        today = timezone.localdate()
        return {"firm": asked, "awarded_on": today, "starts": today}

    def perform(self, form: Any) -> GrantProposal:
        data = form.cleaned_data
        receiver: Enterprise | Division = data["firm"] or data["city"]
        try:
            return propose_award(receiver, by=self.request.user, **form.given())
        except Refusal as refusal:
            field = "firm" if data["firm"] else "city"
            refusal.issues = tuple(
                Issue(field, i.sentence) if i.field == "receiver" else i
                for i in refusal.issues
            )
            raise

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        places = Division.objects.prefectures().managed()
        return super().get_context_data(**kwargs, places=places)


class ProposalMixin:
    """Proposals that this user may read."""

    request: HttpRequest
    object: GrantProposal

    def get_queryset(self) -> QuerySet[GrantProposal]:
        rows = GrantProposal.objects.visible_to(self.request.user)
        found: QuerySet[GrantProposal] = rows.for_list().select_related("evidence")
        return found

    def crumbs(self) -> Sequence[Crumb]:
        own = (str(self.get_title()), None)  # type: ignore[attr-defined]
        return [(PROPOSALS[0], reverse(PROPOSALS[1])), own]

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.object.version}

    def get_cancel_url(self) -> str:
        return self.object.get_absolute_url()

    def facts(self) -> Sequence[tuple[str, Any]]:
        """What is proposed, why, and by whom."""
        row = self.object
        is_award = row.act == ProposalAct.AWARD
        rows = [
            ("事项", row.get_act_display()),
            *terms_rows(row),
            ("激励编号", row.grant.number if row.grant else ""),
            ("授予日期", cn_date(row.awarded_on)),
            ("公开金额", ("是" if row.amount_is_public else "否") if is_award else ""),
            ("应收回金额", "" if is_award else money_words(row.demanded)),
            ("授予理由" if is_award else "撤销理由", row.ground),
            ("办理单位", row.organisation),
            ("提出人", f"{row.proposed_by.name}，{cn_datetime(row.proposed_at)}"),
            ("办结人", row.decided_by.name if row.decided_by else ""),
            ("办结时间", cn_datetime(row.decided_at)),
            ("办结意见", row.decision_note),
        ]
        return [(label, value) for label, value in rows if value]


class ProposalList(ProposalMixin, ListPage):
    """What waits for a lead, and what was decided."""

    title = "激励办理意见"
    subtitle = "直接授予和撤销由经办人提出、负责人确认"
    table_class = GrantProposalTable
    filterset_class = GrantProposalFilter
    empty = "没有符合条件的办理意见。"

    def allow(self) -> Verdict:
        return can_read_proposals(self.request.user)

    def crumbs(self) -> Sequence[Crumb]:
        return [(PROPOSALS[0], None)]


class ProposalDetail(ProposalMixin, DetailPage):
    """One proposal with what a lead should know."""

    template_name = "incentives/grant_proposal.html"

    def get_actions(self) -> Sequence[Action]:
        user, row, shown = self.request.user, self.object, []
        if can_drop(user, row):
            own = row.proposed_by_id == user.pk
            url = reverse("incentives:grant-proposal-drop", args=[row.pk])
            shown.append(Action("收回" if own else "不予采纳", url, icon="x"))
        if can_decide(user, row):
            url = reverse("incentives:grant-proposal-confirm", args=[row.pk])
            shown.append(Action("确认", url, tone="primary", icon="check"))
        return shown

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = self.object
        is_open_award = row.act == ProposalAct.AWARD and row.state == "proposed"
        warnings = level_warnings(row, row.organisation.tier) if is_open_award else []
        verdict = can_decide(self.request.user, row)
        return super().get_context_data(**kwargs, warnings=warnings, verdict=verdict)


class ProposalConfirm(ProposalMixin, ActionPage):
    """The lead confirms what the handler proposed."""

    title = "确认办理意见"
    form_class = ConfirmForm
    submit_label = "确认"
    success_message = "已确认，激励对象已收到通知。"

    def allow(self) -> Verdict:
        return can_decide(self.request.user, self.object)

    def get_question(self) -> str:
        if self.object.act == ProposalAct.AWARD:
            return "确认后授予激励并记入台账，授予内容不能修改。确定吗？"
        return "确认后撤销激励，不能恢复，应收回的资金进入追缴。确定吗？"

    def perform(self, form: Any) -> GrantProposal:
        return confirm_proposal(self.object, by=self.request.user, **form.cleaned_data)


class ProposalDrop(ProposalMixin, ActionPage):
    """The lead does not follow, or the handler takes back."""

    title = "不予采纳"
    form_class = DropForm
    submit_label = "不予采纳"
    question = "确定不采纳该意见吗？意见和说明留存备查。"
    success_message = "已办结。"

    def allow(self) -> Verdict:
        return can_drop(self.request.user, self.object)

    def perform(self, form: Any) -> GrantProposal:
        return drop_proposal(self.object, by=self.request.user, **form.cleaned_data)
