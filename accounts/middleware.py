"""Session limits and forced password changes, with nothing typed lost by either."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts import parking
from accounts.checks import password_due
from accounts.choices import AccessKind
from accounts.facts import facts_of
from accounts.services import record_access
from ui.middleware import is_autosave, is_htmx

Answer = Callable[[HttpRequest], HttpResponseBase]
BEGUN, SEEN, NOTICE = "begun_at", "seen_at", "sign_in_notice"
SEEN_STEP = timedelta(minutes=1)
API = "/api/"


class SessionLimitMiddleware:
    """Ends idle and over-long sessions; keeps the form that came too late.

    A background save then gets 401 with a sentence and leaves the page as it is; a
    whole form is parked in the browser's session and offered again after sign-in.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        now = timezone.now()
        owner = request.session.get(SESSION_KEY)
        if owner is not None:
            self._check(request, now)
        answer = self._change_first(request, now) or self.get_response(request)
        if request.method == "POST" and not request.path.startswith(API):
            return self._after_post(request, answer, owner)
        return answer

    def _check(self, request: HttpRequest, now: datetime) -> None:
        reason = why_over(request, now)
        if not reason:
            remember(request, now)
            return
        record_access(
            kind=AccessKind.TIME_OUT,
            user=request.user if request.user.is_authenticated else None,
            request_facts=facts_of(request),
            detail=reason,
            now=now,
        )
        request.session.flush()
        request.session[NOTICE] = reason
        request.user = AnonymousUser()

    def _change_first(
        self, request: HttpRequest, now: datetime
    ) -> HttpResponseBase | None:
        """The answer that sends a user with an old password to change it."""
        if not request.user.is_authenticated or request.path in always_open():
            return None
        reason = password_due(
            must_change=request.user.must_change_password,
            changed_at=request.user.password_changed_at,
            age=settings.PASSWORD_AGE,
            now=now,
        )
        if not reason:
            return None
        if request.path.startswith(API) or is_autosave(request):
            body = {"status": 403, "code": "password-due", "detail": reason}
            kind = "application/problem+json"
            return JsonResponse(body, status=403, content_type=kind)
        return redirect_whole(request, reverse("accounts:change-password"))

    def _after_post(
        self, request: HttpRequest, answer: HttpResponseBase, owner: Any
    ) -> HttpResponseBase:
        if request.path in always_open() or not turned_away(request, answer):
            if answer.status_code < HTTPStatus.BAD_REQUEST:
                parking.forget_if_sent(request)
            return answer
        if is_htmx(request):
            return signed_out_answer()
        parking.park(request, owner)
        return answer


def always_open() -> set[str]:
    """Pages a user with an old password may use."""
    names = ("sign-in", "sign-out", "change-password")
    return {reverse(f"accounts:{name}") for name in names}


def turned_away(request: HttpRequest, answer: HttpResponseBase) -> bool:
    """Whether the form was sent to sign in (or change the password) first."""
    if answer.status_code == HTTPStatus.UNAUTHORIZED and not is_autosave(request):
        return True
    headers = answer.headers
    target = urlsplit(headers.get("HX-Redirect") or headers.get("Location", ""))
    detours = {resolve_url(settings.LOGIN_URL), reverse("accounts:change-password")}
    if target.path not in detours:
        return False
    back = parse_qs(target.query).get("next", [])
    return is_htmx(request) or back == [request.get_full_path()]


def redirect_whole(request: HttpRequest, url: str) -> HttpResponse:
    """A redirect of the whole page, for htmx too."""
    target = f"{url}?{urlencode({'next': request.get_full_path()})}"
    if is_htmx(request):
        return HttpResponse(status=204, headers={"HX-Redirect": target})
    return HttpResponseRedirect(target)


def signed_out_answer() -> HttpResponse:
    """To a background request: what is on the page stays there."""
    sentence = _("登录已失效，页面上的内容还在。请在新窗口重新登录后再提交。")
    headers = {"HX-Trigger": "signed-out"}
    kind = "text/plain; charset=utf-8"
    return HttpResponse(sentence, kind, status=401, headers=headers)


def why_over(request: HttpRequest, now: datetime) -> str:
    """Why this session is over, or nothing."""
    begun = moment(request.session.get(BEGUN)) or now
    seen = moment(request.session.get(SEEN)) or now
    if now - seen > settings.SESSION_IDLE:
        minutes = int(settings.SESSION_IDLE.total_seconds() // 60)
        return _("超过 %d 分钟未操作，已自动退出，请重新登录。") % minutes
    if now - begun > settings.SESSION_ABSOLUTE:
        hours = int(settings.SESSION_ABSOLUTE.total_seconds() // 3600)
        return _("登录已满 %d 小时，请重新登录。") % hours
    if not request.user.is_authenticated:
        return _("账户已停用或密码已修改，请重新登录。")
    ended = request.user.sessions_ended_at
    if ended is not None and begun <= ended:
        return _("安全管理员已结束此次登录，请重新登录。")
    return ""


def remember(request: HttpRequest, now: datetime) -> None:
    """Note the activity, to the minute: not a write for every request."""
    request.session.setdefault(BEGUN, now.timestamp())
    seen = moment(request.session.get(SEEN))
    if seen is None or now - seen >= SEEN_STEP or seen > now:
        request.session[SEEN] = now.timestamp()


def moment(stamp: float | None) -> datetime | None:
    """A session's time stamp as a moment."""
    return None if stamp is None else datetime.fromtimestamp(stamp, UTC)
