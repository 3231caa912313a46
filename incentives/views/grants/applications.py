"""The pages of an application for a grant."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from incentives.filters.grants import GrantApplicationFilter
from incentives.filters.saved import GRANT_APPLICATIONS
from incentives.forms.grants import AmountForm, GrantStartForm
from incentives.models import Grant, GrantRuling, IncentiveGrant
from incentives.permissions.grants import can_apply, can_set_amount
from incentives.services.grants import ruling_of, set_amount, start_grant
from incentives.showing.grants import amount_words, ruling_rows
from incentives.tables.grants import GrantApplicationTable
from ui.refusals import Verdict
from ui.views import Action, EditPage, ListPage
from workflow.views.drafting import (
    DraftingMixin,
    DraftingOverview,
    DraftingSection,
    DraftingSubmit,
    DraftingUrls,
)
from workflow.views.saved import SavedViewsMixin
from workflow.views.showing import DraftingDetail
from workflow.views.starting import DraftingStart

LIST = ("激励申请", "incentives:grant-applications")


class GrantApplicationList(SavedViewsMixin, ListPage):
    """Applications that this user may see."""

    title = "激励申请"
    subtitle = "企业和城市申请激励的办理情况"
    view_list = GRANT_APPLICATIONS
    table_class = GrantApplicationTable
    filterset_class = GrantApplicationFilter
    empty = "没有符合条件的申请。"
    empty_yet = "还没有激励申请。企业和城市在“我的激励”中申请。"

    def get_queryset(self) -> QuerySet[IncentiveGrant]:
        rows = IncentiveGrant.objects.visible_to(self.request.user)
        found: QuerySet[IncentiveGrant] = rows.select_related("managing_unit")
        return found.defer("reason", "conditions")

    def get_actions(self) -> Sequence[Action]:
        if not can_apply(self.request.user):
            return []
        url = reverse("incentives:grant-application-start")
        return [Action("申请激励", url, tone="primary", icon="pencil")]


class GrantApplicationStart(DraftingStart):
    """Which kind; then the form."""

    title = "申请激励"
    form_class = GrantStartForm
    list_crumb = LIST
    edit_url = "incentives:grant-application-edit"

    def allow(self) -> Verdict:
        return can_apply(self.request.user)

    def perform(self, form: Any) -> IncentiveGrant:
        return start_grant(**form.cleaned_data, by=self.request.user)


class GrantApplicationMixin(DraftingMixin):
    """One application that this user may see, and the content he may read."""

    model = IncentiveGrant
    related = ("enterprise", "city")
    list_crumb = LIST
    urls = DraftingUrls(
        edit="incentives:grant-application-edit",
        section="incentives:grant-application-section",
        submit="incentives:grant-application-submit",
    )
    object: IncentiveGrant


class GrantApplicationOverview(GrantApplicationMixin, DraftingOverview):
    """Both sections with what is missing, the reasons of a return."""


class GrantApplicationSection(GrantApplicationMixin, DraftingSection):
    """One section; saves itself."""


class GrantApplicationSubmit(GrantApplicationMixin, DraftingSubmit):
    """What is still missing; then the hand-in."""


class GrantApplicationDetail(GrantApplicationMixin, DraftingDetail):
    """An application for those who review it, and for its applicant."""

    def more_actions(self) -> Sequence[Action]:
        if can_set_amount(self.request.user, self.object):
            url = self.url_of("incentives:grant-application-amount")
            return [Action("核定金额", url, tone="primary", icon="cash")]
        grant = Grant.objects.filter(application=self.object).first()
        if grant is None:
            return []
        return [Action("授予记录", grant.get_absolute_url(), icon="award")]

    def facts(self) -> Sequence[tuple[str, Any]]:
        return [
            ("激励对象", self.content["receiver"]),
            ("申请单位", self.content["applicant"]),
            ("管理单位", self.object.managing_unit or "国家"),
            *ruling_rows(self.request.user, self.object),
        ]


class GrantApplicationAmount(GrantApplicationMixin, EditPage):
    """Whose turn it is says how much is granted."""

    title = "核定金额"
    form_class = AmountForm
    success_message = "已核定金额。"

    def allow(self) -> Verdict:
        return can_set_amount(self.request.user, self.object)

    def get_subtitle(self) -> str:
        return f"{self.object.title}，申请金额{amount_words(self.object.amount)}"

    def get_initial(self) -> dict[str, Any]:
        held = ruling_of(self.object)
        amount = held.amount if held else self.object.amount
        reason = held.reason if held else ""
        return {"version": self.object.version, "amount": amount, "reason": reason}

    def get_cancel_url(self) -> str:
        return str(self.object.get_absolute_url())

    def get_success_url(self) -> str:
        return str(self.object.get_absolute_url())

    def perform(self, form: Any) -> GrantRuling:
        return set_amount(self.object, **form.cleaned_data, by=self.request.user)
