"""Error pages: one sentence saying what happened, one saying what to do.

pilot_portal/urls.py names the handlers: handler400 = "ui.errors.bad_request",
handler403 = "ui.errors.forbidden", handler404 = "ui.errors.not_found",
handler500 = "ui.errors.server_error"; CSRF_FAILURE_VIEW = "ui.errors.csrf_failure".
"""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from ui.refusals import Refusal

PAGES = {400, 403, 404, 409, 413, 422, 429}


def error_page(request: HttpRequest, status: int, **context: Any) -> HttpResponse:
    """The page for `status`; context may hold `sentence` and `issues`."""
    template = f"{status if status in PAGES else 422}.html"
    return render(request, template, {"status": status, **context}, status=status)


def refusal_page(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The page of a refusal, with its sentence and issues."""
    return error_page(
        request, refusal.status, sentence=refusal.sentence, issues=refusal.issues
    )


def too_big_page(request: HttpRequest) -> HttpResponse:
    """The request was longer than the server takes."""
    return error_page(request, 413)


SECRET_NAMES = ("csrf", "password", "version", "token")


def typed(request: HttpRequest) -> list[str]:
    """The texts of a form that came too late, to be copied from the error page."""
    return [
        value
        for name in request.POST
        for value in request.POST.getlist(name)
        if value.strip() and not any(secret in name for secret in SECRET_NAMES)
    ]


def signed_out_page(request: HttpRequest) -> HttpResponse:
    """Signed out in mid-form: what was typed, and the way back."""
    context = {"status": 401, "typed": typed(request), "here": request.path}
    return render(request, "401.html", context, status=401)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler400."""
    if isinstance(exception, RequestDataTooBig):
        return too_big_page(request)
    return error_page(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler403: PermissionDenied("sentence") shows its sentence."""
    return error_page(request, 403, sentence=str(exception))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler404: only a sentence of our own is shown, never a resolver's path."""
    text = str(exception) if type(exception) is Http404 else ""
    ours = any("\u4e00" <= char <= "\u9fff" for char in text)
    return error_page(request, 404, sentence=text if ours else "")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open too long or cookies are off."""
    context = {"status": 403, "typed": typed(request)}
    return render(request, "403_csrf.html", context, status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """handler500: drawn without context, for anything may be broken."""
    return HttpResponse(render_to_string("500.html"), status=500)
