"""Sign-in, sign-out, lock-out, and the form that came too late."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import parking
from accounts.backends import find_user, typed_name
from accounts.choices import AccessKind, Role
from accounts.facts import facts_of
from accounts.forms import SignInForm
from accounts.middleware import BEGUN, NOTICE, SEEN
from accounts.models import User
from accounts.services import record_access
from ui.errors import error_page
from ui.refusals import Invalid, NotFound
from ui.views import ActionPage, Crumb, FormPage, Page

# Each administrator works on one page; everybody else has the portal's home.
HOMES = {
    Role.SYSADMIN: "accounts:organisations",
    Role.SECADMIN: "accounts:security",
    Role.AUDITOR: "accounts:access-log",
}


def home_of(user: User) -> str:
    """Where a person begins; without a post he sees what he waits for."""
    for role, name in HOMES.items():
        if user.has_role(role):
            return reverse(name)
    if not user.posts_now:
        return reverse("accounts:profile")
    return resolve_url(settings.LOGIN_REDIRECT_URL)


class SignIn(FormPage):
    """User name or e-mail, and password."""

    public = True
    title = gettext_lazy("登录")
    submit_label = gettext_lazy("登录")
    form_class = SignInForm
    template_name = "accounts/sign_in.html"
    result: User

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return HttpResponseRedirect(home_of(request.user))
        return super().get(request, *args, **kwargs)

    def perform(self, form: SignInForm) -> User:
        user = authenticate(self.request, **form.cleaned_data)
        if isinstance(user, User):
            begin_session(self.request, user)
            return user
        name = form.cleaned_data["username"]
        if not getattr(self.request, "axes_locked_out", False):
            record_access(
                kind=AccessKind.FAILURE,
                user=find_user(name),
                username=typed_name(name),
                request_facts=facts_of(self.request),
                succeeded=False,
            )
        raise Invalid(_("用户名或密码不正确，请核对后重新输入。"))

    def get_success_url(self) -> str:
        if parking.parked_for(self.request):
            return reverse("accounts:parked")
        wanted = self.request.POST.get("next") or self.request.GET.get("next", "")
        hosts = {self.request.get_host()}
        secure = self.request.is_secure()
        if url_has_allowed_host_and_scheme(wanted, hosts, require_https=secure):
            return wanted
        return home_of(self.result)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        session = self.request.session
        return super().get_context_data(
            notice=session.get(NOTICE, ""),
            parked=session.get(parking.KEY),
            next=self.request.POST.get("next") or self.request.GET.get("next", ""),
            **kwargs,
        )


def begin_session(request: HttpRequest, user: User) -> None:
    """Sign a person in and write it down."""
    now = timezone.now()
    login(request, user, "accounts.backends.NameOrEmailBackend")
    request.session.pop(NOTICE, None)
    request.session[BEGUN] = request.session[SEEN] = now.timestamp()
    record_access(
        kind=AccessKind.SIGN_IN, user=user, request_facts=facts_of(request), now=now
    )


def locked_out(
    request: HttpRequest, response: HttpResponseBase, credentials: dict[str, Any] | None
) -> HttpResponse:
    """After too many failures: how long it lasts and who can help."""
    typed = (credentials or {}).get("username") or request.POST.get("username", "")
    record_access(
        kind=AccessKind.LOCK_OUT,
        user=find_user(typed),
        username=typed_name(typed),
        request_facts=facts_of(request),
        succeeded=False,
    )
    sentence = _(
        "连续 %(times)d 次登录失败，该账户已锁定 %(minutes)d 分钟。"
        "请稍后再试，或联系安全管理员解除锁定。"
    ) % {
        "times": settings.AXES_FAILURE_LIMIT,
        "minutes": settings.AXES_COOLOFF_TIME.total_seconds() // 60,
    }
    return error_page(request, 429, sentence=sentence)


class SignOut(ActionPage):
    """Leave; asked first only where somebody opens the address itself."""

    title = gettext_lazy("退出登录")
    question = gettext_lazy("确定退出登录吗？未保存的内容不会保留。")
    submit_label = gettext_lazy("退出登录")

    @property
    def object(self) -> Any:  # type: ignore[override]
        return self.request.user

    def perform(self, form: Any) -> None:
        record_access(
            kind=AccessKind.SIGN_OUT,
            user=self.object,
            request_facts=facts_of(self.request),
        )
        logout(self.request)

    def get_success_url(self) -> str:
        return resolve_url(settings.LOGOUT_REDIRECT_URL)


class ParkedForm(Page):
    """What was sent after the session's end, to be sent again or thrown away."""

    title = gettext_lazy("尚未提交的内容")
    template_name = "accounts/parked.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        parked = parking.parked_for(self.request)
        if parked is None:
            raise NotFound(_("没有等待提交的内容，可能已经提交过。"))
        shown = [value for _name, value in parked["fields"] if len(value) > 1]
        return super().get_context_data(parked=parked, shown=shown, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Throw it away."""
        parking.forget(request)
        return HttpResponseRedirect(home_of(request.user))  # type: ignore[arg-type]

    def crumbs(self) -> list[Crumb]:
        return [(self.get_title(), None)]
