"""Passwords: changed, forgotten, set anew."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import parking
from accounts.checks import password_due
from accounts.facts import facts_of
from accounts.forms import AskResetForm, ChangePasswordForm, SetPasswordForm
from accounts.links import user_of_reset
from accounts.models import User
from accounts.services import ask_reset, change_password, set_new_password
from ui.refusals import Closed
from ui.views import FormPage, Page


class ChangePassword(FormPage):
    """The person changes his own password; his other sessions end with it."""

    title = gettext_lazy("修改密码")
    form_class = ChangePasswordForm
    template_name = "accounts/narrow_form.html"
    submit_label = gettext_lazy("修改密码")
    success_message = gettext_lazy("密码已修改。")

    def get_subtitle(self) -> str:
        user = self.request.user
        return password_due(
            must_change=user.must_change_password,
            changed_at=user.password_changed_at,
            age=settings.PASSWORD_AGE,
            now=timezone.now(),
        )

    def perform(self, form: ChangePasswordForm) -> User:
        user = change_password(
            user=self.request.user,
            old=form.cleaned_data["old"],
            new=form.cleaned_data["new"],
            request_facts=facts_of(self.request),
        )
        update_session_auth_hash(self.request, user)
        return user

    def get_success_url(self) -> str:
        if parking.parked_for(self.request):
            return reverse("accounts:parked")
        return reverse("accounts:profile")


class AskReset(FormPage):
    """Ask for a link; the answer is the same whether the address is known or not."""

    public = True
    title = gettext_lazy("忘记密码")
    form_class = AskResetForm
    template_name = "accounts/narrow_form.html"
    submit_label = gettext_lazy("发送重设链接")
    success_url = property(lambda self: reverse("accounts:reset-password-sent"))

    def perform(self, form: AskResetForm) -> None:
        ask_reset(
            email=form.cleaned_data["email"], request_facts=facts_of(self.request)
        )

    def get_cancel_url(self) -> str:
        return reverse("accounts:sign-in")


class ResetSent(Page):
    """What to do next."""

    public = True
    title = gettext_lazy("请查收邮件")
    template_name = "accounts/reset_sent.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        minutes = settings.PASSWORD_RESET_TIMEOUT // 60
        return super().get_context_data(minutes=minutes, **kwargs)


class SetPassword(FormPage):
    """A new password by a mailed link that is good once."""

    public = True
    title = gettext_lazy("设置新密码")
    form_class = SetPasswordForm
    template_name = "accounts/narrow_form.html"
    submit_label = gettext_lazy("设置新密码")
    success_message = gettext_lazy("新密码已设置，请用新密码登录。")

    @cached_property
    def owner(self) -> User:
        """Whose link it is."""
        found = user_of_reset(self.kwargs["uid"], self.kwargs["token"])
        if found is None:
            raise Closed(_("该链接已失效或已使用过，请重新申请重设密码。"))
        return found

    def get_subtitle(self) -> str:
        return _("账户：%s") % self.owner.username

    def perform(self, form: SetPasswordForm) -> User:
        return set_new_password(
            user=self.owner,
            new=form.cleaned_data["new"],
            request_facts=facts_of(self.request),
        )

    def get_success_url(self) -> str:
        return reverse("accounts:sign-in")
