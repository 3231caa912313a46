"""Late exceptions of a round: who may still submit, granted and taken back."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ui.refusals import Verdict
from ui.views import Action, ActionPage, Crumb, EditPage, ListPage
from ui.words import cn_date
from workflow.forms import ExceptionForm, RevokeForm
from workflow.models import LateException, Round
from workflow.permissions import can_manage_rounds
from workflow.services import grant_late_exception, revoke_late_exception
from workflow.tables import LateExceptionTable
from workflow.views.rounds import RoundMixin, to_rounds

EXCEPTIONS = gettext_lazy("准予逾期申报")


class ExceptionList(ListPage):
    """Everybody who may still submit, or might, after the round has closed."""

    title = EXCEPTIONS
    table_class = LateExceptionTable
    empty = gettext_lazy("本批次还没有准予逾期申报的单位。")

    @cached_property
    def round(self) -> Round:
        """The round, if this user may see it."""
        rows = Round.objects.visible_to(self.request.user)
        found: Round = get_object_or_404(rows, pk=self.kwargs["pk"])
        return found

    def allow(self) -> Verdict:
        """The lead of the round's scope."""
        return can_manage_rounds(self.request.user, self.round.managing_unit_id)

    def get_subtitle(self) -> str:
        """Of which round, and when it closed."""
        return f"{self.round}　{self.round.closing_words}截止"

    def crumbs(self) -> list[Crumb]:
        """Rounds, round, here."""
        url = self.round.get_absolute_url()
        return [to_rounds(), (str(self.round), url), (self.get_title(), None)]

    def get_actions(self) -> list[Action]:
        """One more, once the round has closed."""
        if timezone.now() < self.round.closes_at or not self.round.published_at:
            return []
        url = reverse("workflow:exception-grant", args=[self.round.pk])
        label = _("准予一个单位逾期申报")
        return [Action(label, url, tone="primary", icon="plus")]

    def get_queryset(self) -> QuerySet[LateException]:
        """The newest first."""
        rows: QuerySet[LateException] = self.round.exceptions.select_related(
            "round", "applicant", "granted_by", "revoked_by"
        )
        return rows


class ExceptionGrant(RoundMixin, EditPage):
    """Let one applicant be late."""

    title = gettext_lazy("准予一个单位逾期申报")
    form_class = ExceptionForm
    submit_label = gettext_lazy("准予")
    success_message = gettext_lazy("已准予逾期申报，并已告知该单位。")

    def allow(self) -> Verdict:
        """The lead of the round's scope."""
        return self.manages()

    def get_subtitle(self) -> str:
        """In which round, and when it closed."""
        return f"{self.object}　{self.object.closing_words}截止"

    def perform(self, form: ExceptionForm) -> LateException:
        """Call the service."""
        return grant_late_exception(
            self.object, by=self.request.user, **form.cleaned_data
        )

    def get_success_url(self) -> str:
        """Back to the list."""
        return reverse("workflow:exceptions", args=[self.object.pk])

    def get_cancel_url(self) -> str:
        """Back to the list."""
        return self.get_success_url()


class ExceptionRevoke(ActionPage):
    """Take it back."""

    title = gettext_lazy("撤销逾期申报许可")
    form_class = RevokeForm
    question = gettext_lazy(
        "撤销后该单位不能再提交；已经提交的申报继续办理。确定撤销吗？"
    )
    submit_label = gettext_lazy("撤销")
    tone = "danger"
    success_message = gettext_lazy("已撤销，并已告知该单位。")

    def get_queryset(self) -> QuerySet[LateException]:
        """Within what this user may see."""
        rows = LateException.objects.visible_to(self.request.user)
        return rows.select_related("round", "applicant")  # type: ignore[no-any-return]

    def allow(self) -> Verdict:
        """The lead of the round's scope."""
        return can_manage_rounds(self.request.user, self.object.round.managing_unit_id)

    def crumbs(self) -> list[Crumb]:
        """Rounds, round, exceptions, here."""
        a_round = self.object.round
        return [
            to_rounds(),
            (str(a_round), a_round.get_absolute_url()),
            (str(EXCEPTIONS), self.get_cancel_url()),
            (self.get_title(), None),
        ]

    def facts(self) -> list[tuple[str, Any]]:
        """Whose it is."""
        row = self.object
        return [
            (_("申报批次"), row.round),
            (_("申报单位"), row.applicant),
            (_("最迟提交"), f"{cn_date(row.until)}24:00"),
            (_("理由"), row.reason),
        ]

    def perform(self, form: RevokeForm) -> LateException:
        """Call the service."""
        reason = form.cleaned_data["reason"]
        return revoke_late_exception(self.object, reason=reason, by=self.request.user)

    def get_success_url(self) -> str:
        """Back to the list."""
        return self.get_cancel_url()

    def get_cancel_url(self) -> str:
        """Back to the list."""
        return reverse("workflow:exceptions", args=[self.object.round_id])
