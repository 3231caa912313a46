"""Four eyes: a direct award is proposed, what was proposed is confirmed or dropped."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone

from accounts.choices import Role
from enterprises.models import Enterprise
from incentives.choices.grants import ProposalAct
from incentives.filters.grants import GrantProposalFilter
from incentives.forms.grants import AwardForm, firm_named
from incentives.models import GrantProposal
from incentives.permissions.grants import (
    can_propose_awards,
    can_read_proposals,
    granting_offices,
)
from incentives.services.grants import (
    Receiver,
    bases_for,
    bases_of_office,
    level_warnings,
    propose_award,
)
from incentives.showing.grants import money_words, terms_rows
from incentives.tables.grants import GrantProposalTable
from incentives.views.grants.lists import GRANTS
from regions.models import Division
from ui.refusals import Issue, Refusal, Verdict
from ui.views import Crumb, FormPage, ListPage
from ui.words import cn_date
from workflow.views.four_eyes import (
    ConfirmPage,
    DropPage,
    FourEyesDetail,
    FourEyesMixin,
)

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

    def get_form_kwargs(self) -> dict[str, Any]:
        today = timezone.localdate()
        firm = firm_named(self.request.GET.get("firm", ""))
        if firm is not None and self.request.method == "GET":
            rows = bases_for(Receiver(firm), today)
        else:
            office = granting_offices(self.request.user, Role.HANDLER)[0].organisation
            rows = bases_of_office(office, today)
        return super().get_form_kwargs() | {"policies": rows}

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


class ProposalMixin(FourEyesMixin):
    """Proposals that this user may read."""

    model, page, register = GrantProposal, "incentives:grant-proposal", PROPOSALS
    object: GrantProposal

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
            *self.who_and_when(),
        ]
        return [(label, value) for label, value in rows if value]


class ProposalList(ProposalMixin, ListPage):
    """What waits for a lead, and what was decided."""

    title = "激励办理意见"
    subtitle = "直接授予和撤销由经办人提出、负责人确认"
    table_class = GrantProposalTable
    filterset_class = GrantProposalFilter
    empty = "没有符合条件的办理意见。"
    empty_yet = "还没有办理意见。经办人提出授予或者撤销后，在这里显示。"

    def allow(self) -> Verdict:
        return can_read_proposals(self.request.user)

    def crumbs(self) -> Sequence[Crumb]:
        return [(PROPOSALS[0], None)]


class ProposalDetail(ProposalMixin, FourEyesDetail):
    """One proposal with what a lead should know."""

    template_name = "incentives/grant_proposal.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = self.object
        asks = row.is_open and row.act == ProposalAct.AWARD
        warnings = level_warnings(row, row.organisation.tier) if asks else []
        return super().get_context_data(**kwargs, warnings=warnings)


class ProposalConfirm(ProposalMixin, ConfirmPage):
    """The lead confirms what the handler proposed."""

    title = "确认办理意见"
    success_message = "已确认，激励对象已收到通知。"

    def get_question(self) -> str:
        if self.object.act == ProposalAct.AWARD:
            return "确认后授予激励并记入台账，授予内容不能修改。确定吗？"
        return "确认后撤销激励，不能恢复，应收回的资金进入追缴。确定吗？"


class ProposalDrop(ProposalMixin, DropPage):
    """The lead does not follow, or the handler takes back."""
