"""Pages of what two people do outside a life cycle: shown, confirmed, dropped.

A kind declares `model`, `page` (the url name of one; its acts are `…-confirm` and
`…-drop`) and `register` (heading and url name of the list), and says its facts.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from ui.refusals import Verdict
from ui.views import Action, ActionPage, Crumb, DetailPage
from ui.words import cn_datetime
from workflow.forms.four_eyes import ConfirmForm, DropForm
from workflow.permissions import can_confirm_proposed, can_drop_proposed
from workflow.services import confirm_proposed, drop_proposed


class FourEyesMixin:
    """Proposals that this user may read."""

    model: ClassVar[Any]
    page: ClassVar[str]
    register: ClassVar[tuple[str, str]]
    confirm_label: ClassVar[str] = "确认"
    drop_label: ClassVar[str] = "不予采纳"
    confirm_tone: ClassVar[str] = "primary"
    request: HttpRequest
    object: Any

    def get_queryset(self) -> QuerySet[Any]:
        rows = self.model.objects.visible_to(self.request.user)
        found: QuerySet[Any] = rows.for_list()
        return found

    def crumbs(self) -> Sequence[Crumb]:
        own = (str(self.get_title()), None)  # type: ignore[attr-defined]
        return [(self.register[0], reverse(self.register[1])), own]

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.object.version}

    def get_cancel_url(self) -> str:
        return str(self.object.get_absolute_url())

    def who_and_when(self) -> list[tuple[str, Any]]:
        """By whom it was proposed and decided, and what was said then."""
        row = self.object
        return [
            ("办理单位", row.organisation),
            ("提出人", f"{row.proposed_by.name}，{cn_datetime(row.proposed_at)}"),
            ("办结人", row.decided_by.name if row.decided_by else ""),
            ("办结时间", cn_datetime(row.decided_at)),
            ("办结意见", row.decision_note),
        ]


class FourEyesDetail(FourEyesMixin, DetailPage):
    """One proposal; templates/workflow/includes/four_eyes.html shows its state."""

    def get_actions(self) -> Sequence[Action]:
        user, row, shown = self.request.user, self.object, []
        if can_drop_proposed(user, row):
            own = row.proposed_by_id == user.pk
            url = reverse(f"{self.page}-drop", args=[row.pk])
            shown.append(Action("收回" if own else self.drop_label, url, icon="x"))
        if can_confirm_proposed(user, row):
            url = reverse(f"{self.page}-confirm", args=[row.pk])
            tone = self.confirm_tone
            shown.append(Action(self.confirm_label, url, tone=tone, icon="check"))
        return shown

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        verdict = can_confirm_proposed(self.request.user, self.object)
        return super().get_context_data(**{"verdict": verdict, **kwargs})


class ConfirmPage(FourEyesMixin, ActionPage):
    """The lead confirms what the handler proposed; a kind asks its question."""

    form_class = ConfirmForm

    @property
    def submit_label(self) -> str:
        """As the button that led here."""
        return self.confirm_label

    @property
    def tone(self) -> str:
        """As the button that led here."""
        return self.confirm_tone

    def allow(self) -> Verdict:
        return can_confirm_proposed(self.request.user, self.object)

    def perform(self, form: Any) -> Any:
        return confirm_proposed(self.object, by=self.request.user, **form.cleaned_data)


class DropPage(FourEyesMixin, ActionPage):
    """The lead does not follow, or who proposed takes it back."""

    form_class = DropForm
    success_message = "已办结。"

    @property
    def is_own(self) -> bool:
        """Whether the reader proposed it himself."""
        return bool(self.object.proposed_by_id == self.request.user.pk)

    def get_title(self) -> str:
        if self.is_own:
            return f"收回{self.object.proposal_name}"
        return self.drop_label

    @property
    def submit_label(self) -> str:
        """As the button that led here."""
        return "收回" if self.is_own else self.drop_label

    def get_question(self) -> str:
        return f"确定{self.get_title()}吗？{self.object.proposal_name}和说明留存备查。"

    def allow(self) -> Verdict:
        return can_drop_proposed(self.request.user, self.object)

    def perform(self, form: Any) -> Any:
        return drop_proposed(self.object, by=self.request.user, **form.cleaned_data)
