"""An account: year by year, period by period; its term; a period begun."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from enterprises.models import GroupMember
from incentives.forms.credit import PeriodForm, TermForm
from incentives.ledger import period_at
from incentives.models import CreditAccount, CreditPeriod, CreditStatement
from incentives.permissions.credit import can_keep_account
from incentives.services.credit import change_term, start_period
from incentives.showing.ledger import YearRows, chart_of_years
from incentives.views.credit.shared import LedgerPage
from ui.refusals import Verdict
from ui.views import Action, ActionPage, DetailPage, FormPage
from ui.words import cn_date, percent


class AccountDetail(LedgerPage, DetailPage):
    """The whole ledger of a taxpayer."""

    template_name = "incentives/credit/account.html"

    @property
    def object(self) -> CreditAccount:  # type: ignore[override]
        return self.account

    def get_title(self) -> str:
        return f"抵免台账：{self.account.name}"

    def get_subtitle(self) -> str:
        kind = "集团成员单位" if self.account.is_member else "建设培育企业本身"
        return f"{kind}，{self.account.get_term_display()}填报"

    def trail(self) -> Sequence[Any]:
        return []

    def get_actions(self) -> Sequence[Action]:
        if not self.is_own:
            return []
        args = [self.account.public_id]
        start = reverse("incentives:credit-start", args=args)
        term = reverse("incentives:credit-term", args=args)
        return [
            Action("填报新的所属期", start, tone="primary", icon="plus"),
            Action("调整纳税期限", term),
        ]

    def facts(self) -> Sequence[tuple[str, Any]]:
        account = self.account
        firm = account.enterprise
        pool = f"{cn_date(firm.pooled_on)}入库"
        if firm.left_pool_on:
            pool += f"，{cn_date(firm.left_pool_on)}退出"
        return [
            ("纳税人识别号", account.credit_code),
            ("所依据的建设培育企业", firm.name),
            ("入库编号", firm.pool_number),
            ("在库时间", pool if firm.pooled_on else ""),
            *([("控制比例", self._control())] if account.is_member else []),
        ]

    def _control(self) -> str:
        rows = GroupMember.objects.filter(
            parent=self.account.enterprise_id, credit_code=self.account.credit_code
        ).order_by("since")
        return "；".join(
            f"{percent(r.control_ratio, 2)}（{cn_date(r.since)}起"
            f"{'，' + cn_date(r.until) + '止' if r.until else ''}）"
            for r in rows
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = CreditPeriod.objects.visible_to(self.request.user)
        own = rows.filter(account=self.account).with_draft()
        periods = list(own.order_by("-starts"))
        years = [
            YearRows(year, list(of_year))
            for year, of_year in groupby(periods, key=lambda p: p.starts.year)
        ]
        shown = [year for year in years if year.results]
        context = {"years": years, "chart": chart_of_years(shown) if shown else None}
        return super().get_context_data(**context | kwargs)


class TermEdit(LedgerPage, ActionPage):
    """By which term the taxpayer files from the next period on."""

    title = "调整纳税期限"
    template_name = "incentives/credit/confirm.html"
    form_class = TermForm
    question = "调整后，新的所属期按新的纳税期限填报；已有的所属期不变。"
    submit_label = "调整"
    success_message = "纳税期限已调整。"

    @property
    def object(self) -> CreditAccount:  # type: ignore[override]
        return self.account

    def allow(self) -> Verdict:
        return can_keep_account(self.request.user, self.account)

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.account.version, "term": self.account.term}

    def perform(self, form: Any) -> CreditAccount:
        by: Any = self.request.user
        return change_term(self.account, **form.cleaned_data, by=by)


class PeriodStart(LedgerPage, FormPage):
    """Begin a period; the next one is proposed."""

    title = "填报新的所属期"
    form_class = PeriodForm
    template_name = "incentives/credit/form.html"
    submit_label = "开始填报"

    def allow(self) -> Verdict:
        return can_keep_account(self.request.user, self.account)

    @cached_property
    def last(self) -> CreditPeriod | None:
        return self.account.periods.order_by("-starts").first()

    def get_initial(self) -> dict[str, Any]:
        """After the last period; without one, the present one."""
        day = timezone.localdate()
        if self.last is not None:
            day = self.last.ends + timedelta(days=1)
        starts, ends = period_at(self.account.term, day)
        return {"starts": max(starts, day) if self.last else starts, "ends": ends}

    def perform(self, form: Any) -> CreditStatement:
        by: Any = self.request.user
        return start_period(self.account, **form.cleaned_data, by=by)

    def get_success_url(self) -> str:
        return reverse("incentives:credit-edit", args=[self.result.pk])
