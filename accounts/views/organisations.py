"""Organisations of an area; what the system administrator does to them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.choices import OrganisationStatus
from accounts.facts import facts_of
from accounts.filters import OrganisationFilter
from accounts.forms import AdministratorForm, ContactForm, DepartmentForm, ReasonForm
from accounts.models import Organisation
from accounts.permissions import (
    can_administer_accounts,
    can_edit_organisation,
    can_list_organisations,
    can_see_members,
)
from accounts.services import (
    create_organisation,
    edit_contact,
    reinvite_administrator,
    set_organisation_status,
)
from accounts.tables import OrganisationTable
from accounts.views.facts import organisation_facts
from ui.refusals import Verdict
from ui.views import Action, ActionPage, Crumb, DetailPage, FormPage, ListPage
from ui.views import EditPage as ObjectFormPage


def organisation_trail(user: Any) -> list[Crumb]:
    """The list above an organisation, for those who may open it."""
    if not can_list_organisations(user):
        return []
    return [(_("单位名录"), reverse("accounts:organisations"))]


class Seen:
    """Organisations this person may see."""

    request: Any
    object: Organisation

    def get_queryset(self) -> QuerySet[Any]:
        seen = Organisation.objects.visible_to(self.request.user)
        return seen.select_related("managing_unit", "division")

    def own_url(self, name: str = "organisation") -> str:
        """A page about this organisation."""
        return reverse(f"accounts:{name}", kwargs={"pk": self.object.pk})

    def crumbs(self) -> list[Crumb]:
        trail = organisation_trail(self.request.user)
        here = self.get_title()  # type: ignore[attr-defined]
        return [*trail, (self.object.name, self.own_url()), (here, None)]

    def get_success_url(self) -> str:
        return self.own_url()

    def get_cancel_url(self) -> str:
        return self.own_url()


class OrganisationList(ListPage):
    """The organisations of the area; all of them for the system administrator."""

    title = gettext_lazy("单位名录")
    table_class = OrganisationTable
    filterset_class = OrganisationFilter

    def allow(self) -> Verdict:
        return can_list_organisations(self.request.user)

    def get_queryset(self) -> QuerySet[Any]:
        seen = Organisation.objects.visible_to(self.request.user)
        return seen.select_related("managing_unit", "division").order_by("pinyin", "pk")

    def get_actions(self) -> list[Action]:
        if not can_administer_accounts(self.request.user):
            return []
        url = reverse("accounts:organisation-create")
        return [Action(_("新建单位"), url, "primary", "plus")]


class OrganisationDetail(Seen, DetailPage):
    """One organisation."""

    def facts(self) -> Sequence[tuple[str, Any]]:
        return organisation_facts(self.object)

    def crumbs(self) -> list[Crumb]:
        return [*organisation_trail(self.request.user), (self.object.name, None)]

    def get_actions(self) -> list[Action]:
        user, actions = self.request.user, []
        if can_see_members(user, self.object):
            actions.append(Action(_("成员"), self.own_url("members"), icon="users"))
        if can_edit_organisation(user, self.object):
            url = self.own_url("organisation-edit")
            actions.append(Action(_("修改联系信息"), url, icon="edit"))
        return actions + (self._admin_actions() if is_admin(user) else [])

    def _admin_actions(self) -> list[Action]:
        status = self.object.status
        admin = Action(_("邀请单位管理员"), self.own_url("organisation-administrator"))
        if status == OrganisationStatus.ACTIVE:
            off = self.own_url("organisation-disable")
            return [admin, Action(_("停用"), off, "danger")]
        if status == OrganisationStatus.DISABLED:
            return [Action(_("启用"), self.own_url("organisation-enable"), "primary")]
        return []


def is_admin(user: Any) -> bool:
    """Whether the system administrator's buttons are drawn."""
    return bool(can_administer_accounts(user))


class OrganisationEdit(Seen, ObjectFormPage):
    """Its own administrator keeps the contact data."""

    title = gettext_lazy("修改联系信息")
    form_class = ContactForm
    success_message = gettext_lazy("联系信息已保存。")

    def allow(self) -> Verdict:
        return can_edit_organisation(self.request.user, self.object)

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.object, name) for name in ContactForm.base_fields}

    def perform(self, form: ContactForm) -> Organisation:
        return edit_contact(
            organisation=self.object,
            by=self.request.user,
            request_facts=facts_of(self.request),
            **form.cleaned_data,
        )


class OrganisationCreate(FormPage):
    """The system administrator enters a department or office."""

    title = gettext_lazy("新建单位")
    subtitle = gettext_lazy("企业、学校和行业组织由其自行登记，无需在此新建。")
    form_class = DepartmentForm
    submit_label = gettext_lazy("新建并发出邀请")
    success_message = gettext_lazy("单位已建立，已向首任单位管理员发出邀请。")

    def allow(self) -> Verdict:
        return can_administer_accounts(self.request.user)

    def perform(self, form: DepartmentForm) -> Organisation:
        data = dict(form.cleaned_data)
        division = data.pop("division_code")
        return create_organisation(
            by=self.request.user,
            division=division,
            request_facts=facts_of(self.request),
            **data,
        )

    def get_success_url(self) -> str:
        return reverse("accounts:organisation", kwargs={"pk": self.result.pk})

    def get_cancel_url(self) -> str:
        return reverse("accounts:organisations")

    def crumbs(self) -> list[Crumb]:
        list_url = reverse("accounts:organisations")
        return [(_("单位名录"), list_url), (self.get_title(), None)]


class OrganisationAdministrator(Seen, ObjectFormPage):
    """Where nobody keeps the members any more, the system administrator invites one."""

    title = gettext_lazy("邀请单位管理员")
    form_class = AdministratorForm
    submit_label = gettext_lazy("发出邀请")
    success_message = gettext_lazy("邀请已发出，七天内有效。")

    def allow(self) -> Verdict:
        return can_administer_accounts(self.request.user)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "organisation": self.object}

    def perform(self, form: AdministratorForm) -> Organisation:
        return reinvite_administrator(
            organisation=self.object,
            by=self.request.user,
            request_facts=facts_of(self.request),
            **form.cleaned_data,
        )


class Switch(Seen, ActionPage):
    """Disable or enable, with the reason."""

    form_class = ReasonForm
    active = False

    def allow(self) -> Verdict:
        return can_administer_accounts(self.request.user)

    def facts(self) -> Sequence[tuple[str, Any]]:
        return organisation_facts(self.object)[:5]

    def perform(self, form: ReasonForm) -> Organisation:
        return set_organisation_status(
            organisation=self.object,
            by=self.request.user,
            active=self.active,
            reason=form.cleaned_data["reason"],
            request_facts=facts_of(self.request),
        )


class OrganisationDisable(Switch):
    """Close it: its members can do nothing any more."""

    title = gettext_lazy("停用单位")
    question = gettext_lazy("停用后，该单位所有成员立即不能办理业务。确定停用吗？")
    submit_label = gettext_lazy("停用")
    success_message = gettext_lazy("单位已停用。")
    tone = "danger"


class OrganisationEnable(Switch):
    """Open it again."""

    title = gettext_lazy("启用单位")
    question = gettext_lazy("启用后，该单位成员可以继续办理业务。确定启用吗？")
    submit_label = gettext_lazy("启用")
    success_message = gettext_lazy("单位已启用。")
    active = True
