"""htmx answers and refusals, declared once for every page."""

import json
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.contrib.messages import get_messages
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from ui.errors import refusal_page, too_big_page
from ui.refusals import Refusal

Answer = Callable[[HttpRequest], HttpResponseBase]
NUL = "\x00"
REDIRECTS = {301, 302, 303, 307, 308}


def is_htmx(request: HttpRequest) -> bool:
    """A partial update asked for by htmx (not a boosted whole page)."""
    return bool(request.headers.get("HX-Request"))


def is_autosave(request: HttpRequest) -> bool:
    """A section saving itself in the background (static/js/autosave.js)."""
    return request.headers.get("X-Autosave") == "1"


def is_live(request: HttpRequest) -> bool:
    """A form asking what follows while it is typed (static/js/live.js)."""
    return request.headers.get("X-Live") == "1"


class HtmxAnswerMiddleware:
    """Sign-in redirects and messages in a form that background requests take."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if is_autosave(request):
            return self._autosave(response)
        if not is_htmx(request):
            return response
        if self._to_sign_in(response):
            return self._redirect(self._sign_in_url(request))
        if response.status_code in REDIRECTS:
            return self._redirect(response["Location"])
        return self._with_messages(request, response)

    @staticmethod
    def _autosave(response: HttpResponseBase) -> HttpResponseBase:
        if HtmxAnswerMiddleware._to_sign_in(response):
            return JsonResponse({"code": "signed-out"}, status=401)
        return response

    @staticmethod
    def _to_sign_in(response: HttpResponseBase) -> bool:
        if response.status_code not in REDIRECTS:
            return False
        path = response.headers.get("Location", "").partition("?")[0]
        return path == resolve_url(settings.LOGIN_URL)

    @staticmethod
    def _sign_in_url(request: HttpRequest) -> str:
        # After signing in the user wants the page he was on, not the fragment.
        page = request.headers.get("HX-Current-URL", "")
        safe = url_has_allowed_host_and_scheme(page, {request.get_host()})
        sign_in = resolve_url(settings.LOGIN_URL)
        return f"{sign_in}?{urlencode({'next': page})}" if safe else sign_in

    @staticmethod
    def _redirect(url: str) -> HttpResponse:
        return HttpResponse(status=HTTPStatus.NO_CONTENT, headers={"HX-Redirect": url})

    @staticmethod
    def _with_messages(
        request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        html = response.headers.get("Content-Type", "").startswith("text/html")
        if not html or not isinstance(response, HttpResponse):
            return response
        waiting = get_messages(request)
        if len(waiting):
            context = {"messages": waiting, "oob": True}
            response.write(render_to_string("components/messages.html", context))
        return response


class RefusalMiddleware:
    """A Refusal out of a page becomes a page with its sentence and its status."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if NUL in request.path_info:
            # Nothing is called so, and the database cannot even be asked for it.
            raise Http404
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponse | None:
        """Refusals and over-long requests; everything else is not ours."""
        if isinstance(exception, RequestDataTooBig):
            return too_big_page(request)
        if not isinstance(exception, Refusal):
            return None
        if is_autosave(request):
            return refusal_json(exception)
        return refusal_page(request, exception)


def refusal_json(refusal: Refusal) -> HttpResponse:
    """A refusal for our own scripts (the API has its problem_handler)."""
    errors = [{"field": i.field, "sentence": i.sentence} for i in refusal.issues]
    body = {"code": refusal.code, "sentence": refusal.sentence, "errors": errors}
    return HttpResponse(
        json.dumps(body, ensure_ascii=False),
        status=refusal.status,
        content_type="application/json",
    )
