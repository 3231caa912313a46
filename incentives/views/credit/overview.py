"""The firm's own ledgers: itself and its member units, and the sum of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property

from enterprises.models import Enterprise, GroupMember
from enterprises.permissions import enterprises_of
from incentives.forms.credit import OWN, OpenForm
from incentives.models import CreditAccount, CreditPeriod
from incentives.permissions.credit import can_open_account
from incentives.services.credit import ACCOUNT, Totals, open_account, totals_by
from incentives.showing.group import Taxpayer, taxpayers_of
from incentives.views.credit.shared import LEDGERS
from incentives.words import DISCLAIMER
from ui.refusals import NotFound, Verdict
from ui.views import Action, Crumb, FormPage, Page

NO_FIRM = "此页面供企业填报本企业的抵免台账，您所在单位不是企业。"
NONE_LEFT = "本企业及登记的成员单位均已建立抵免台账。"


class OwnLedgers(Page):
    """All ledgers that a firm keeps, with the totals of the group."""

    title = LEDGERS
    subtitle = "投资职业教育抵免教育费附加和地方教育附加的逐期记录和估算"
    template_name = "incentives/credit/overview.html"

    def allow(self) -> Verdict:
        own = enterprises_of(self.request.user)
        return Verdict.yes() if own else Verdict.no(NO_FIRM)

    @cached_property
    def group(self) -> list[Taxpayer]:
        """Itself and its members, with or without a ledger."""
        return taxpayers_of(self.request.user)

    def get_actions(self) -> Sequence[Action]:
        if not can_open_one(self.request.user, self.group):
            return []
        url = reverse("incentives:credit-open")
        return [Action("建立台账", url, tone="primary", icon="plus")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        accounts = [one.account for one in self.group if one.account]
        periods = CreditPeriod.objects.filter(account__in=accounts)
        found = totals_by(ACCOUNT, periods) if accounts else {}
        rows = [
            (one, found.get(one.account.pk, Totals()) if one.account else None)
            for one in self.group
        ]
        context = {
            "rows": rows,
            "total": sum((t for _one, t in rows if t), Totals()),
            "has_several": len(accounts) > 1,
            "why_closed": can_open_one(self.request.user, self.group).reason,
            "disclaimer": DISCLAIMER,
        }
        return super().get_context_data(**context | kwargs)


class LedgerOpen(FormPage):
    """Choose the taxpayer and the term."""

    title = "建立抵免台账"
    form_class = OpenForm
    template_name = "incentives/credit/form.html"
    submit_label = "建立"
    success_message = "抵免台账已建立，可以开始填报所属期。"

    @cached_property
    def missing(self) -> list[Taxpayer]:
        """Those without a ledger."""
        return [one for one in taxpayers_of(self.request.user) if not one.account]

    def allow(self) -> Verdict:
        if not enterprises_of(self.request.user):
            return Verdict.no(NO_FIRM)
        return can_open_one(self.request.user, self.missing)

    def crumbs(self) -> Sequence[Crumb]:
        return [(LEDGERS, self.get_cancel_url()), (self.get_title(), None)]

    def get_cancel_url(self) -> str:
        return reverse("incentives:credit-accounts")

    def get_form_kwargs(self) -> dict[str, Any]:
        choices = [(_key(one), one.label) for one in self.missing]
        return super().get_form_kwargs() | {"taxpayers": choices}

    def perform(self, form: Any) -> CreditAccount:
        asked = form.cleaned_data["member"]
        one = next((one for one in self.missing if _key(one) == asked), None)
        if one is None:
            raise NotFound("没有找到该纳税人。")
        firm: Enterprise = one.enterprise
        member: GroupMember | None = one.member
        by: Any = self.request.user
        return open_account(firm, member=member, term=form.cleaned_data["term"], by=by)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"disclaimer": DISCLAIMER} | kwargs)


def can_open_one(user: Any, group: Sequence[Taxpayer]) -> Verdict:
    """Whether a ledger may be opened for the first of those that have none."""
    first = next((one for one in group if not one.account), None)
    if first is None:
        return Verdict.no(NONE_LEFT)
    code = first.member.credit_code if first.member else ""
    return can_open_account(user, first.enterprise, code)


def _key(one: Taxpayer) -> str:
    return str(one.member.pk) if one.member else f"{OWN}-{one.enterprise.pk}"
