"""Members of an organisation: who, invite, change, deputise, end; and accepting."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.facts import facts_of
from accounts.forms import (
    DeputyForm,
    InviteForm,
    NewAccountForm,
    PostForm,
    end_of,
    start_of,
)
from accounts.links import invitation_of
from accounts.models import Invitation, Organisation, Post
from accounts.permissions import can_end_post, can_manage_members, can_see_members
from accounts.services import (
    accept_as,
    accept_as_new_user,
    appoint_deputy,
    change_post,
    end_post,
    invite,
    withdraw_invitation,
)
from accounts.views.organisations import Seen
from accounts.views.sign_in import begin_session, home_of
from ui.refusals import NotFound, Verdict
from ui.views import Action, ActionPage, Crumb, DetailPage, EditPage, FormPage


class MemberList(Seen, DetailPage):
    """Posts held and invitations open."""

    title = gettext_lazy("成员")
    template_name = "accounts/members.html"

    def allow(self) -> Verdict:
        return can_see_members(self.request.user, self.object)

    def get_subtitle(self) -> str:
        return self.object.name

    def get_actions(self) -> list[Action]:
        reason = can_manage_members(self.request.user, self.object).reason
        url = self.own_url("member-invite")
        return [Action(_("邀请成员"), url, "primary", "user-plus", reason)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        posts = self.object.posts.running().select_related("user", "deputy_for__user")
        return super().get_context_data(
            posts=posts.order_by("-is_organisation_admin", "role", "pk"),
            invitations=self.object.invitation_set.open().order_by("-pk"),
            manages=bool(can_manage_members(self.request.user, self.object)),
            now=timezone.now(),
            **kwargs,
        )


class MemberCrumbs:
    """The trail through the organisation and its members."""

    request: Any

    @property
    def organisation(self) -> Organisation:
        """Whose members."""
        return self.object.organisation  # type: ignore[attr-defined,no-any-return]

    def members_url(self) -> str:
        """Back to the members."""
        return reverse("accounts:members", kwargs={"pk": self.organisation.pk})

    def crumbs(self) -> list[Crumb]:
        return [
            (self.organisation.name, self.organisation.get_absolute_url()),
            (_("成员"), self.members_url()),
            (self.get_title(), None),  # type: ignore[attr-defined]
        ]

    def get_success_url(self) -> str:
        return self.members_url()

    def get_cancel_url(self) -> str:
        return self.members_url()


class MemberInvite(MemberCrumbs, Seen, EditPage):
    """Ask a person to join."""

    title = gettext_lazy("邀请成员")
    form_class = InviteForm
    submit_label = gettext_lazy("发出邀请")
    success_message = gettext_lazy("邀请已发出，七天内有效。")

    @property
    def organisation(self) -> Organisation:
        return self.object

    def allow(self) -> Verdict:
        return can_manage_members(self.request.user, self.object)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "organisation": self.object}

    def perform(self, form: InviteForm) -> Invitation:
        return invite(
            organisation=self.object,
            by=self.request.user,
            request_facts=facts_of(self.request),
            **form.cleaned_data,
        )


class OfOrganisation(MemberCrumbs):
    """One post or invitation of an organisation this person may see."""

    model: type[Any] = Post

    def get_queryset(self) -> QuerySet[Any]:
        seen = Organisation.objects.visible_to(self.request.user)
        rows = self.model.objects.filter(organisation__in=seen)
        return rows.select_related("organisation", *self.related())

    def related(self) -> tuple[str, ...]:
        """What else the page shows."""
        return ("user",)

    def allow(self) -> Verdict:
        return can_manage_members(self.request.user, self.organisation)


class PostEdit(OfOrganisation, EditPage):
    """Another role, title or right."""

    title = gettext_lazy("调整岗位")
    form_class = PostForm
    success_message = gettext_lazy("岗位已调整。")

    def get_subtitle(self) -> str:
        return str(self.object.user)

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.object, name) for name in PostForm.base_fields}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "organisation": self.organisation}

    def perform(self, form: PostForm) -> Post:
        return change_post(
            post=self.object,
            by=self.request.user,
            request_facts=facts_of(self.request),
            **form.cleaned_data,
        )


class PostDeputy(OfOrganisation, EditPage):
    """A colleague stands in for a while."""

    title = gettext_lazy("指定代理人")
    form_class = DeputyForm
    submit_label = gettext_lazy("指定")
    success_message = gettext_lazy("代理人已指定，到期自动失效。")

    def get_subtitle(self) -> str:
        what = {"name": self.object.user, "role": self.object.get_role_display()}
        return _("代理%(name)s的%(role)s岗位") % what

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "post": self.object}

    def perform(self, form: DeputyForm) -> Post:
        return appoint_deputy(
            post=self.object,
            user=form.cleaned_data["user"],
            by=self.request.user,
            starts=start_of(form.cleaned_data["starts"]),
            ends=end_of(form.cleaned_data["ends"]),
            request_facts=facts_of(self.request),
        )


class PostEnd(OfOrganisation, ActionPage):
    """End a post: a colleague's, or one's own."""

    title = gettext_lazy("结束岗位")
    question = gettext_lazy("结束后立即生效，已办理的记录保留。确定结束该岗位吗？")
    submit_label = gettext_lazy("结束岗位")
    success_message = gettext_lazy("岗位已结束。")
    tone = "danger"

    def allow(self) -> Verdict:
        return can_end_post(self.request.user, self.object)

    def facts(self) -> list[tuple[str, Any]]:
        return [
            (_("姓名"), self.object.user),
            (_("角色"), self.object.get_role_display()),
            (_("单位"), self.organisation),
        ]

    def perform(self, form: Any) -> Post:
        return end_post(
            post=self.object,
            by=self.request.user,
            request_facts=facts_of(self.request),
        )

    def get_success_url(self) -> str:
        own = self.object.user_id == self.request.user.pk
        return reverse("accounts:profile") if own else self.members_url()


class InvitationWithdraw(OfOrganisation, ActionPage):
    """Take an offer back."""

    model = Invitation
    title = gettext_lazy("撤回邀请")
    question = gettext_lazy("撤回后，邮件中的链接失效。确定撤回吗？")
    submit_label = gettext_lazy("撤回邀请")
    success_message = gettext_lazy("邀请已撤回。")

    def related(self) -> tuple[str, ...]:
        return ()

    def facts(self) -> list[tuple[str, Any]]:
        return [(_("姓名"), self.object.name), (_("邮箱"), self.object.email)]

    def perform(self, form: Any) -> Invitation:
        return withdraw_invitation(
            invitation=self.object,
            by=self.request.user,
            request_facts=facts_of(self.request),
        )


class InvitationAccept(FormPage):
    """The invited person accepts: with the account he has, or with a new one."""

    public = True
    title = gettext_lazy("接受邀请")
    form_class = NewAccountForm
    submit_label = gettext_lazy("建立账户并接受")
    template_name = "accounts/invitation.html"

    @cached_property
    def invitation(self) -> Invitation:
        """The offer behind the link."""
        found = invitation_of(self.kwargs["token"])
        if found is None:
            raise NotFound(_("邀请链接不完整或已失效，请从邮件中重新打开。"))
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            invitation=self.invitation, now=timezone.now(), **kwargs
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return super().post(request, *args, **kwargs)
        accept_as(
            invitation=self.invitation,
            user=request.user,
            request_facts=facts_of(request),
        )
        return HttpResponseRedirect(reverse("accounts:profile"))

    def perform(self, form: NewAccountForm) -> Any:
        user = accept_as_new_user(
            invitation=self.invitation,
            username=form.cleaned_data["username"],
            password=form.cleaned_data["password"],
            request_facts=facts_of(self.request),
        )
        begin_session(self.request, user)
        return user

    def get_success_url(self) -> str:
        return home_of(self.result)
