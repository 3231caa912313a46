"""An organisation registers; its authority confirms or refuses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.facts import facts_of
from accounts.forms import OrganisationForm, ReasonForm, RegistrationForm
from accounts.models import Organisation, Post
from accounts.permissions import (
    can_decide_registration,
    can_list_registrations,
    can_resubmit_registration,
)
from accounts.services import (
    FirstUser,
    OrganisationFacts,
    confirm_registration,
    refuse_registration,
    register_organisation,
    resubmit_registration,
)
from accounts.tables import RegistrationTable
from accounts.views.facts import organisation_facts
from accounts.views.sign_in import begin_session
from regions.models import Division
from ui.refusals import Verdict
from ui.text import clean_text
from ui.views import Action, ActionPage, Crumb, DetailPage, FormPage, ListPage, Page

MOST_FOUND = 50


def facts_in(form: OrganisationForm, division: Division) -> OrganisationFacts:
    """The organisation as a form tells it."""
    data = form.cleaned_data
    return OrganisationFacts(
        name=data["name"],
        kind=data["kind"],
        division=division,
        credit_code=data["credit_code"],
        is_central_group=data["is_central_group"],
        short_name=data["short_name"],
        contact_name=data["contact_name"],
        contact_phone=data["contact_phone"],
        address=data["address"],
    )


class ChoosePlace(Page):
    """First step: province, city, county by links, or by a search; no script."""

    public = True
    title = gettext_lazy("单位登记：选择所在地")
    subtitle = gettext_lazy("第 1 步，共 2 步。请按注册地选择到县（市、区）。")
    template_name = "accounts/choose_place.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words, inside = (
            clean_text(self.request.GET.get(name, ""), multiline=False)
            for name in ("q", "in")
        )
        words, inside = words[:60], inside[:6]
        here = Division.objects.managed().filter(pk=inside).first()
        return super().get_context_data(
            q=words,
            here=here,
            trail=trail_of(here),
            places=places(words, here),
            **kwargs,
        )


def places(words: str, here: Division | None) -> list[dict[str, Any]]:
    """What can be chosen next, each with whether there is more below it."""
    managed = Division.objects.managed()
    if words:
        rows = managed.search(words)[:MOST_FOUND]
    elif here is not None:
        rows = managed.children_of(here.pk).order_by("code")
    else:
        rows = managed.provinces().order_by("code")
    found = list(rows)
    keys = [row.pk for row in found]
    above = set(managed.filter(parent__in=keys).values_list("parent_id", flat=True))
    return [{"division": row, "more": row.pk in above} for row in found]


def trail_of(division: Division | None) -> list[Division]:
    """From the province down to here."""
    trail: list[Division] = []
    while division is not None:
        trail.insert(0, division)
        division = division.parent
    return trail


class Register(FormPage):
    """Second step: the organisation and its first user."""

    public = True
    title = gettext_lazy("单位登记")
    form_class = RegistrationForm
    submit_label = gettext_lazy("提交登记")

    @cached_property
    def division(self) -> Division:
        """The place chosen; one with parts of its own is not precise enough."""
        lowest = Division.objects.managed().filter(children=None)
        return get_object_or_404(lowest, pk=self.kwargs["division"])

    def get_subtitle(self) -> str:
        unit = self.division.managing_unit
        what = {"place": self.division.full_name, "unit": unit}
        return _("第 2 步，共 2 步。所在地：%(place)s；由%(unit)s确认。") % what

    def get_cancel_url(self) -> str:
        return reverse("accounts:register")

    def crumbs(self) -> list[Crumb]:
        return [(_("选择所在地"), reverse("accounts:register")), (_("单位登记"), None)]

    def perform(self, form: RegistrationForm) -> Organisation:
        data = form.cleaned_data
        return register_organisation(
            facts=facts_in(form, self.division),
            first_user=FirstUser(
                name=data["person"],
                username=data["username"],
                email=data["email"],
                password=data["password"],
            ),
            request_facts=facts_of(self.request),
        )

    def done(self) -> HttpResponse:
        if not self.request.user.is_authenticated:
            begin_session(self.request, self.result.posts.get().user)
        messages.success(self.request, _("登记已提交，确认后会发邮件通知您。"))
        return super().done()

    def get_success_url(self) -> str:
        return reverse("accounts:profile")


class Resubmit(FormPage):
    """A refused registration, corrected."""

    title = gettext_lazy("修改重报")
    form_class = OrganisationForm
    submit_label = gettext_lazy("重新提交")
    success_message = gettext_lazy("登记已重新提交。")

    @cached_property
    def organisation(self) -> Any:
        """The person's own organisation, whatever its state."""
        own = Organisation.objects.filter(
            posts__in=Post.objects.running().filter(user=self.request.user)
        )
        return get_object_or_404(own.distinct(), pk=self.kwargs["pk"])

    def allow(self) -> Verdict:
        return can_resubmit_registration(self.request.user, self.organisation)

    def get_subtitle(self) -> str:
        return _("上次未通过的原因：%s") % self.organisation.decision_note

    def get_initial(self) -> dict[str, Any]:
        names = OrganisationForm.base_fields
        return {name: getattr(self.organisation, name) for name in names}

    def perform(self, form: OrganisationForm) -> Organisation:
        return resubmit_registration(
            organisation=self.organisation,
            facts=facts_in(form, self.organisation.division),
            by=self.request.user,
            request_facts=facts_of(self.request),
        )

    def get_success_url(self) -> str:
        return reverse("accounts:profile")


class RegistrationList(ListPage):
    """What waits for this person's authority, the longest first."""

    title = gettext_lazy("待确认单位")
    table_class = RegistrationTable
    empty = gettext_lazy("目前没有等待确认的单位。")

    def allow(self) -> Verdict:
        return can_list_registrations(self.request.user)

    def get_queryset(self) -> QuerySet[Any]:
        waiting = Organisation.objects.awaiting(self.request.user)
        return waiting.select_related("division").order_by("registered_at")


class Registered:
    """One registration of the area, decided or not."""

    request: Any
    object: Organisation

    def get_queryset(self) -> QuerySet[Any]:
        seen = Organisation.objects.visible_to(self.request.user)
        return seen.select_related("division", "managing_unit")

    def allow(self) -> Verdict:
        return can_list_registrations(self.request.user)


class RegistrationDetail(Registered, DetailPage):
    """One registration, with everything it said."""

    def facts(self) -> Sequence[tuple[str, Any]]:
        first = self.object.posts.running().select_related("user").first()
        if first is None:
            return organisation_facts(self.object)
        person = [(_("填报人"), first.user.name), (_("邮箱"), first.user.email)]
        return [*organisation_facts(self.object), *person]

    def crumbs(self) -> list[Crumb]:
        list_url = reverse("accounts:registrations")
        return [(_("待确认单位"), list_url), (self.get_title(), None)]

    def get_actions(self) -> list[Action]:
        reason = can_decide_registration(self.request.user, self.object).reason
        key = {"pk": self.object.pk}
        confirm = reverse("accounts:registration-confirm", kwargs=key)
        refuse = reverse("accounts:registration-refuse", kwargs=key)
        return [
            Action(_("确认"), confirm, "primary", reason=reason),
            Action(_("不予确认"), refuse, "danger", reason=reason),
        ]


class Decision(Registered, ActionPage):
    """Either decision: what is decided on stands before the eyes."""

    def allow(self) -> Verdict:
        general = super().allow()
        return general and can_decide_registration(self.request.user, self.object)

    def facts(self) -> Sequence[tuple[str, Any]]:
        return organisation_facts(self.object)

    def get_success_url(self) -> str:
        return reverse("accounts:registrations")

    def get_cancel_url(self) -> str:
        return reverse("accounts:registration", kwargs={"pk": self.object.pk})


class RegistrationConfirm(Decision):
    """Confirm."""

    title = gettext_lazy("确认单位登记")
    question = gettext_lazy("确认后，该单位即可办理业务。请核对名称与信用代码。")
    submit_label = gettext_lazy("确认登记")
    success_message = gettext_lazy("已确认，并已通知填报人。")

    def perform(self, form: Any) -> Organisation:
        return confirm_registration(
            organisation=self.object,
            by=self.request.user,
            request_facts=facts_of(self.request),
        )


class RegistrationRefuse(Decision):
    """Refuse, with the reason."""

    title = gettext_lazy("不予确认")
    question = gettext_lazy("请写明原因，填报人可据此修改后重新提交。")
    submit_label = gettext_lazy("不予确认")
    success_message = gettext_lazy("已退回，并已通知填报人。")
    form_class = ReasonForm
    tone = "danger"

    def perform(self, form: ReasonForm) -> Organisation:
        return refuse_registration(
            organisation=self.object,
            by=self.request.user,
            reason=form.cleaned_data["reason"],
            request_facts=facts_of(self.request),
        )
