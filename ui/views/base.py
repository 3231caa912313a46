"""What every page has: title, trail, actions, sign-in and permission."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.views.generic.base import ContextMixin, TemplateResponseMixin, View

from ui.errors import signed_out_page, typed
from ui.middleware import is_autosave, is_htmx, is_live
from ui.refusals import NotAllowed, Verdict

Crumb = tuple[str, str | None]


@dataclass(frozen=True)
class Action:
    """A button beside the heading; with `reason` it is closed and says why."""

    label: str
    url: str = ""
    tone: str = "plain"  # primary | plain | danger
    icon: str = ""
    reason: str = ""


class Page(ContextMixin, TemplateResponseMixin, View):
    """A page with title, trail and actions, behind sign-in and permission."""

    title: ClassVar[Any] = ""
    subtitle: ClassVar[Any] = ""
    public: ClassVar[bool] = False

    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        """Sign-in, then permission, then the page."""
        if not self.public and not request.user.is_authenticated:
            return signed_out(request)
        verdict = self.allow()
        if not verdict:
            raise NotAllowed(verdict.reason or "您没有权限查看此页面。")
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Draw the page."""
        return self.render_to_response(self.get_context_data())

    def allow(self) -> Verdict:
        """May this user be here at all?"""
        return Verdict.yes()

    def get_title(self) -> str:
        """The heading."""
        return str(self.title)

    def get_subtitle(self) -> str:
        """The small line under the heading."""
        return str(self.subtitle)

    def crumbs(self) -> Sequence[Crumb]:
        """The trail after 首页; the last one is this page."""
        return [(self.get_title(), None)]

    def standing_at(self) -> str:
        """The address to which the navigation points for this page."""
        return self.request.path

    def get_actions(self) -> Sequence[Action]:
        """Buttons beside the heading."""
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Context of the skeleton; see templates/base.html."""
        visitor = self.public and not self.request.user.is_authenticated
        # Read by the context processor, which draws the navigation.
        self.request.standing_at = self.standing_at()  # type: ignore[attr-defined]
        context = {
            "title": self.get_title(),
            "subtitle": self.get_subtitle(),
            "crumb_items": self.crumbs(),
            "actions": self.get_actions(),
            "base_template": "base_public.html" if visitor else "base.html",
        }
        return super().get_context_data(**{**context, **kwargs})


def signed_out(request: HttpRequest) -> HttpResponseBase:
    """To the sign-in; but what was typed into a form is shown, not thrown away."""
    background = is_htmx(request) or is_autosave(request) or is_live(request)
    if typed(request) and not background:
        return signed_out_page(request)
    return redirect_to_login(request.get_full_path())


class ObjectMixin:
    """`self.object` out of `get_queryset()` by the url's pk (or `slug_field`)."""

    queryset: ClassVar[QuerySet[Any] | None] = None
    slug_field: ClassVar[str] = "pk"
    kwargs: dict[str, Any]
    request: HttpRequest

    def get_queryset(self) -> QuerySet[Any]:
        """What this user may see; outside it the answer is 404."""
        if self.queryset is None:
            raise ImproperlyConfigured(f"{type(self).__name__} needs get_queryset().")
        rows: QuerySet[Any] = self.queryset.all()
        visible = getattr(rows, "visible_to", None)
        return visible(self.request.user) if visible else rows  # type: ignore[no-any-return]

    @cached_property
    def object(self) -> Any:
        """The one the page is about."""
        return get_object_or_404(
            self.get_queryset(), **{self.slug_field: self.kwargs[self.slug_field]}
        )
