"""抵免参数: the rates in force, and a new row by the nation's lead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from incentives.forms.rates import RatesForm
from incentives.models import CreditRates
from incentives.permissions.credit import can_recompute_all
from incentives.permissions.rates import can_add_rates
from incentives.services.rates import add_rates
from incentives.tables.rates import RatesTable
from incentives.words import DISCLAIMER
from ui.refusals import Verdict
from ui.views import Action, Crumb, FormPage, ListPage

TITLE = gettext_lazy("抵免参数")


class RatesList(ListPage):
    """All rates, from–to, with their basis; everybody may read them."""

    public = True
    title = TITLE
    subtitle = "投资抵免教育费附加和地方教育附加的比例、征收率及其适用时间"
    table_class = RatesTable
    template_name = "incentives/credit_rates.html"
    empty = "尚无抵免参数。"

    def get_queryset(self) -> QuerySet[CreditRates]:
        return CreditRates.objects.visible_to(self.request.user).with_next()

    def get_actions(self) -> Sequence[Action]:
        user, found = self.request.user, []
        if can_recompute_all(user):
            url = reverse("incentives:credit-recompute")
            found.append(Action("重新计算全部台账", url))
        if can_add_rates(user):
            url = reverse("incentives:credit-rates-new")
            found.append(Action("增加参数", url, "primary"))
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"disclaimer": DISCLAIMER} | kwargs)


class RatesNew(FormPage):
    """Another row, from a day to come."""

    title = "增加抵免参数"
    subtitle = (
        "只能增加今后适用的参数；已有参数不能修改或删除，已填报的所属期不受影响。"
    )
    form_class = RatesForm
    submit_label = "增加"
    success_message = "抵免参数已增加。"

    def allow(self) -> Verdict:
        return can_add_rates(self.request.user)

    def crumbs(self) -> Sequence[Crumb]:
        return [(str(TITLE), self.get_cancel_url()), (self.get_title(), None)]

    def get_cancel_url(self) -> str:
        return reverse("incentives:credit-rates")

    def get_success_url(self) -> str:
        return self.get_cancel_url()

    def perform(self, form: RatesForm) -> CreditRates:
        return add_rates(**form.given(), by=self.request.user, now=timezone.now())
