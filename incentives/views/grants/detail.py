"""One award: its sums, its timeline, and the acts on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from incentives.forms.grants import (
    ConditionForm,
    PaymentForm,
    PlainReasonForm,
    ReasonForm,
    RecoveryForm,
    RevocationForm,
    VersionForm,
)
from incentives.models import Grant, GrantEvent, GrantProposal
from incentives.permissions.grants import (
    can_judge,
    can_keep_grant,
    can_pay,
    can_propose_revocation,
    can_recover,
    can_reverse,
    can_show_amount,
    reads_inside,
)
from incentives.services.grants import (
    Given,
    keep_after_review,
    propose_revocation,
    record_condition,
    record_payment,
    record_recovery,
    reverse_event,
    show_amount,
)
from incentives.showing.grants import (
    entry_of,
    events_seen,
    grant_rows,
    money_words,
    ruling_rows,
)
from incentives.views.grants.lists import GRANTS
from ui.refusals import Verdict
from ui.views import Action, ActionPage, Crumb, DetailPage, EditPage
from ui.words import cn_date

ACTS = (
    (can_pay, "登记兑付", "incentives:grant-pay", "cash", "primary"),
    (can_judge, "认定条件", "incentives:grant-condition", "checklist", "plain"),
    (can_recover, "登记收回", "incentives:grant-recover", "arrow-back-up", "primary"),
    (can_keep_grant, "继续执行", "incentives:grant-keep", "check", "plain"),
    (can_show_amount, "公开金额", "incentives:grant-show", "eye", "plain"),
    (
        can_propose_revocation,
        "提出撤销意见",
        "incentives:grant-revoke",
        "ban",
        "danger",
    ),
)


class GrantMixin:
    """An award that this user may see."""

    slug_field = "public_id"
    request: HttpRequest
    object: Grant

    def get_queryset(self) -> QuerySet[Grant]:
        rows = Grant.objects.visible_to(self.request.user).for_list()
        found: QuerySet[Grant] = rows.select_related("managing_unit", "application")
        return found

    def crumbs(self) -> Sequence[Crumb]:
        return [
            (GRANTS[0], reverse(GRANTS[1])),
            (self.object.number, self.object.get_absolute_url()),
            (str(self.get_title()), None),  # type: ignore[attr-defined]
        ]

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.object.version, "on": timezone.localdate()}

    def get_success_url(self) -> str:
        return self.object.get_absolute_url()

    def get_cancel_url(self) -> str:
        return self.object.get_absolute_url()


class GrantDetail(GrantMixin, DetailPage):
    """The award, its sums and everything that happened to it."""

    template_name = "incentives/grant.html"

    def crumbs(self) -> Sequence[Crumb]:
        return [(GRANTS[0], reverse(GRANTS[1])), (self.object.number, None)]

    def get_subtitle(self) -> str:
        return self.object.number

    def get_actions(self) -> Sequence[Action]:
        user, grant = self.request.user, self.object
        return [
            Action(
                "不再公开金额" if may is can_show_amount and grant.amount_is_public
                else label,
                reverse(name, args=[grant.public_id]),
                tone=tone,
                icon=icon,
            )
            for may, label, name, icon, tone in ACTS
            if may(user, grant)
        ]  # fmt: skip

    def facts(self) -> Sequence[tuple[str, Any]]:
        case = self.object.application
        applied = ruling_rows(self.request.user, case) if case else []
        return [*grant_rows(self.object), *applied]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, grant = self.request.user, self.object
        inside = reads_inside(user, grant)
        events = events_seen(grant, inside=inside)
        for event in events:
            event.grant = grant
        proposals = GrantProposal.objects.visible_to(user).open().filter(grant=grant)
        context = {
            "inside": inside,
            "entries": [entry_of(e, inside=inside) for e in reversed(events)],
            "money": [
                (e, bool(can_reverse(user, e)))
                for e in events
                if e.kind in ("payment", "recovery")
            ],
            "proposals": list(proposals),
        }
        return super().get_context_data(**kwargs | context)


class EntryPage(GrantMixin, EditPage):
    """An entry of the ledger is made."""

    submit_label = "登记"
    success_message = "已登记。"

    def get_subtitle(self) -> str:
        grant = self.object
        left = (
            f"，未兑付{money_words(grant.still_to_pay)}" if grant.still_to_pay else ""
        )
        return f"{grant}（{grant.number}）{left}"

    def given(self, form: Any) -> dict[str, Any]:
        """What the services take of a form."""
        data = form.cleaned_data
        given = Given(
            on=data["on"],
            amount=data.get("amount") or 0,
            voucher_number=data.get("voucher_number", ""),
            upload=data.get("file"),
            note=data.get("note", ""),
        )
        return {"given": given, "by": self.request.user, "version": data["version"]}


class GrantPay(EntryPage):
    """Money was paid out."""

    title = "登记兑付"
    form_class = PaymentForm

    def allow(self) -> Verdict:
        return can_pay(self.request.user, self.object)

    def perform(self, form: Any) -> GrantEvent:
        return record_payment(self.object, **self.given(form))


class GrantRecover(EntryPage):
    """Money came back."""

    title = "登记收回资金"
    form_class = RecoveryForm

    def get_subtitle(self) -> str:
        return f"{self.object}，待收回{money_words(self.object.to_recover)}"

    def allow(self) -> Verdict:
        return can_recover(self.request.user, self.object)

    def perform(self, form: Any) -> GrantEvent:
        return record_recovery(self.object, **self.given(form))


class GrantCondition(EntryPage):
    """Whether the conditions are met."""

    title = "认定条件"
    form_class = ConditionForm

    def allow(self) -> Verdict:
        return can_judge(self.request.user, self.object)

    def perform(self, form: Any) -> GrantEvent:
        met = form.cleaned_data["met"]
        return record_condition(self.object, met=met, **self.given(form))


class GrantKeep(GrantMixin, ActionPage):
    """The award goes on after its review."""

    title = "复核后继续执行"
    form_class = ReasonForm
    submit_label = "继续执行"
    success_message = "已登记复核结果。"

    def allow(self) -> Verdict:
        return can_keep_grant(self.request.user, self.object)

    def get_question(self) -> str:
        return f"确定继续执行{self.object}吗？理由记入台账，激励对象不可见。"

    def perform(self, form: Any) -> GrantEvent:
        return keep_after_review(self.object, by=self.request.user, **form.cleaned_data)


class GrantShow(GrantMixin, ActionPage):
    """Let everybody know the amount, or no longer."""

    title = "公开金额"
    form_class = VersionForm
    success_message = "已更新金额的公开范围。"

    def allow(self) -> Verdict:
        return can_show_amount(self.request.user, self.object)

    def get_question(self) -> str:
        if self.object.amount_is_public:
            return "确定不再向社会公开该激励的金额吗？"
        return f"确定向社会公开金额{money_words(self.object.amount)}吗？"

    def perform(self, form: Any) -> GrantEvent:
        shown = not self.object.amount_is_public
        return show_amount(
            self.object, shown=shown, by=self.request.user, **form.cleaned_data
        )


class GrantRevoke(GrantMixin, EditPage):
    """A handler proposes to revoke the award."""

    title = "提出撤销意见"
    form_class = RevocationForm
    submit_label = "提出撤销意见"
    success_message = "已提出撤销意见，待本部门负责人确认。"

    def allow(self) -> Verdict:
        return can_propose_revocation(self.request.user, self.object)

    def get_subtitle(self) -> str:
        return f"{self.object}，已兑付{money_words(self.object.paid)}"

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"demanded": self.object.paid}

    def perform(self, form: Any) -> GrantProposal:
        data = dict(form.cleaned_data)
        upload = data.pop("file")
        return propose_revocation(
            self.object, upload=upload, by=self.request.user, **data
        )


class EventReverse(GrantMixin, ActionPage):
    """A lead undoes a wrong entry; both stay."""

    title = "冲销记录"
    form_class = PlainReasonForm
    tone = "danger"
    submit_label = "冲销"
    success_message = "已冲销。"

    @cached_property
    def event(self) -> GrantEvent:
        rows = self.object.events.select_related("grant", "reversed_by")
        found: GrantEvent = get_object_or_404(rows, sequence=self.kwargs["sequence"])  # type: ignore[attr-defined]
        return found

    def allow(self) -> Verdict:
        return can_reverse(self.request.user, self.event)

    def get_question(self) -> str:
        event = self.event
        what = f"{event.get_kind_display()}{money_words(event.amount)}"
        return f"确定冲销{cn_date(event.on)}的{what}吗？原记录和冲销记录都保留。"

    def get_initial(self) -> dict[str, Any]:
        return {}

    def perform(self, form: Any) -> GrantEvent:
        return reverse_event(self.event, by=self.request.user, **form.cleaned_data)
