"""Pages in the house's four shapes: list, detail, form, action.

A page of an app declares a class and, at most, a few short methods:

    allow()        -> Verdict; a "no" is a 403 page with its reason
    crumbs()       -> [(label, url | None)] after 首页
    get_actions()  -> [Action(...)] buttons beside the heading
    perform(form)  -> calls ONE service; a Refusal becomes a form error with its status

Every page asks for sign-in unless `public = True` (it then wears base_public.html for
visitors).
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model, QuerySet
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic.base import ContextMixin, TemplateResponseMixin, View
from django_filters import FilterSet
from django_tables2 import RequestConfig, Table

from ui.errors import signed_out_page, typed
from ui.form_errors import add_refusal
from ui.forms import NoFields
from ui.middleware import is_autosave, is_htmx, refusal_json
from ui.refusals import NotAllowed, Refusal, Verdict

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

    def get_actions(self) -> Sequence[Action]:
        """Buttons beside the heading."""
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Context of the skeleton; see templates/base.html."""
        visitor = self.public and not self.request.user.is_authenticated
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
    background = is_htmx(request) or is_autosave(request)
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


class ListPage(Page):
    """Rows with filter, sorted heads, count and pages; all of it in the URL.

    Declare `title`, `table_class`, `filterset_class` (or None) and `get_queryset()`.
    """

    template_name = "generic/list.html"
    partial_template_name = "generic/list_rows.html"
    queryset: ClassVar[QuerySet[Any] | None] = None
    filterset_class: ClassVar[type[FilterSet] | None] = None
    table_class: ClassVar[type[Table]]
    paginate_by: ClassVar[int] = 50
    empty: ClassVar[Any] = "没有符合条件的记录。"
    export_url_name: ClassVar[str] = ""

    def get_queryset(self) -> QuerySet[Any]:
        """The rows this user may see."""
        return ObjectMixin.get_queryset(self)  # type: ignore[arg-type]

    @cached_property
    def filterset(self) -> FilterSet | None:
        """The filter bound to the URL."""
        if self.filterset_class is None:
            return None
        return self.filterset_class(
            self.request.GET, queryset=self.get_queryset(), request=self.request
        )

    @cached_property
    def rows(self) -> QuerySet[Any]:
        """Filtered rows; a filter with a mistake in it shows none."""
        if self.filterset is None:
            return self.get_queryset()
        valid = self.filterset.is_valid()
        return self.filterset.qs if valid else self.filterset.queryset.none()

    def get_table(self) -> Table:
        """The table on its page."""
        table = self.table_class(self.rows, request=self.request)
        paging = {"per_page": self.paginate_by, "silent": True}
        RequestConfig(self.request, paginate=paging).configure(table)
        return table

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """See templates/generic/list.html."""
        table = self.get_table()
        context = {
            "table": table,
            "count": table.paginator.count,
            "filterset": self.filterset,
            "empty": self.empty,
            "export_url": self.get_export_url(),
        }
        return super().get_context_data(**{**context, **kwargs})

    def get_export_url(self) -> str:
        """Where the same rows come as a file; "" for no export."""
        return ""

    def get_template_names(self) -> list[str]:
        """htmx gets the rows alone."""
        if is_htmx(self.request) and not self.request.headers.get("HX-Boosted"):
            return [self.partial_template_name]
        return [self.template_name]


class DetailPage(ObjectMixin, Page):
    """One object: facts at the left, stage, actions and files at the side.

    Extend templates/generic/detail.html, or give `facts()` for a plain one.
    """

    template_name = "generic/detail.html"

    def get_title(self) -> str:
        """The object's own name unless the class has a title."""
        return str(self.title or self.object)

    def facts(self) -> Sequence[tuple[str, Any]]:
        """Rows of (label, value) for the facts table."""
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """See templates/generic/detail.html."""
        context = {"object": self.object, "fact_rows": self.facts()}
        return super().get_context_data(**{**context, **kwargs})


class FormPage(Page):
    """A form that calls a service.

    `perform(form)` calls the service and returns its object (kept as `self.result`).
    Background saves (X-Autosave) get JSON; EditPage is the one about an object.
    """

    template_name = "generic/form.html"
    form_class: ClassVar[type[BaseForm]]
    submit_label: ClassVar[Any] = "保存"
    cancel_url: ClassVar[Any] = ""
    success_message: ClassVar[Any] = ""
    success_url: ClassVar[Any] = ""
    result: Any = None

    def get_initial(self) -> dict[str, Any]:
        """What stands in the fields at first."""
        return {}

    def get_form_kwargs(self) -> dict[str, Any]:
        """Arguments of the form; add `user=`, `instance=` … here."""
        kwargs: dict[str, Any] = {"initial": self.get_initial()}
        if self.request.method == "POST":
            kwargs |= {"data": self.request.POST, "files": self.request.FILES}
        return kwargs

    def get_form(self) -> Any:
        """The form, bound on POST."""
        return self.form_class(**self.get_form_kwargs())

    def perform(self, form: Any) -> Any:
        """Call the service."""
        raise NotImplementedError

    def get_success_url(self) -> str:
        """Where to go afterwards: `success_url`, else the result's own page."""
        return str(self.success_url or self.result.get_absolute_url())

    def get_success_message(self) -> str:
        """What is said afterwards."""
        return str(self.success_message)

    def get_cancel_url(self) -> str:
        """Where 取消 leads; "" leaves it out."""
        return str(self.cancel_url)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Bind, perform, answer."""
        form = self.get_form()
        if not form.is_valid():
            return self.refused(form, HTTPStatus.UNPROCESSABLE_ENTITY)
        try:
            self.result = self.perform(form)
        except Refusal as refusal:
            if is_autosave(request):
                return refusal_json(refusal)
            add_refusal(form, refusal)
            return self.refused(form, refusal.status)
        return self.done()

    def done(self) -> HttpResponse:
        """After the service: message and redirect, or JSON for a background save."""
        if is_autosave(self.request):
            return JsonResponse(self.autosave_answer())
        if message := self.get_success_message():
            messages.success(self.request, message)
        return HttpResponseRedirect(self.get_success_url())

    def autosave_answer(self) -> dict[str, Any]:
        """What autosave.js needs: the time and fields to write back (`version`)."""
        fields = {"version": str(getattr(self.result, "version", ""))}
        return {
            "saved_at": timezone.localtime().strftime("%H:%M:%S"),
            "fields": {key: value for key, value in fields.items() if value},
        }

    def refused(self, form: Any, status: int) -> HttpResponse:
        """The form again with what is wrong, nothing typed lost."""
        if is_autosave(self.request):
            errors = [
                {"field": name, "sentence": sentence}
                for name, sentences in form.errors.items()
                for sentence in sentences
            ]
            return JsonResponse({"code": "invalid", "errors": errors}, status=status)
        return self.render_to_response(self.get_context_data(form=form), status=status)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """See templates/generic/form.html."""
        kwargs.setdefault("form", None)
        if kwargs["form"] is None:
            kwargs["form"] = self.get_form()
        context = {
            "submit_label": self.submit_label,
            "cancel_url": self.get_cancel_url(),
        }
        return super().get_context_data(**{**context, **kwargs})


class EditPage(ObjectMixin, FormPage):
    """A form about `self.object`; a ModelForm gets it as its instance."""

    def get_form_kwargs(self) -> dict[str, Any]:
        """Adds `instance` for model forms."""
        kwargs = super().get_form_kwargs()
        if hasattr(self.form_class, "_meta"):
            kwargs["instance"] = self.object
        return kwargs


class SectionPage(EditPage):
    """One section of a long form that saves itself (templates/generic/section.html).

    Declare like EditPage, plus `section_items()`, `section_title`, `saved_at`. The form
    holds a hidden `version`; the service raises Stale when it is not the present one.
    """

    template_name = "generic/section.html"
    section_title: ClassVar[Any] = ""

    def section_items(self) -> Sequence[Any]:
        """All sections: label, url, percent, current, missing."""
        return []

    def saved_at(self) -> datetime.datetime | None:
        """When the section was last saved."""
        return getattr(self.object, "updated_at", None)

    def get_next_url(self) -> str:
        """The section after this one; "" at the last."""
        return ""

    def get_success_url(self) -> str:
        """On to the next section where the user asked for it, else the same page."""
        onward = "next" in self.request.POST and self.get_next_url()
        return str(onward or self.request.path)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """See templates/generic/section.html."""
        context = {
            "section_items": self.section_items(),
            "section_title": self.section_title,
            "saved_at": self.saved_at(),
            "next_url": self.get_next_url(),
            "autosave_key": self.request.path,
        }
        return super().get_context_data(**{**context, **kwargs})


class JobPage(DetailPage):
    """A piece of background work, polled by htmx, or by a link without it.

    `get_job()` gives state_label, percent, done, failed, note of `self.object`.
    """

    template_name = "generic/job.html"

    def get_job(self) -> Any:
        """What components/job.html draws."""
        return self.object

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page, or the fragment; at the end the page is loaded afresh."""
        response = super().get(request, *args, **kwargs)
        job = self.get_job()
        if is_htmx(request) and (job.done or job.failed):
            response["HX-Refresh"] = "true"
        return response

    def get_template_names(self) -> list[str]:
        """htmx gets the fragment alone."""
        partial = is_htmx(self.request)
        return ["components/job.html" if partial else self.template_name]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """See templates/generic/job.html."""
        url = self.request.path
        context = {"job": self.get_job(), "job_url": url, "url": url}
        return super().get_context_data(**{**context, **kwargs})


class ActionPage(ObjectMixin, FormPage):
    """Are you sure? A confirmation that POSTs; a form (a reason …) is optional.

    `perform(form)` gets the form or None. `question` is the sentence asked.
    """

    template_name = "generic/confirm.html"
    form_class: ClassVar[type[BaseForm] | None] = None  # type: ignore[assignment]
    question: ClassVar[Any] = ""
    submit_label: ClassVar[Any] = "确定"
    tone: ClassVar[str] = "primary"  # danger for what cannot be undone

    def get_question(self) -> str:
        """The sentence asked."""
        return str(self.question)

    def get_form(self) -> Any:
        """The form, or an empty one that only carries errors."""
        from_class = self.form_class or NoFields
        return from_class(**self.get_form_kwargs())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """See templates/generic/confirm.html."""
        context = {
            "object": self.object,
            "question": self.get_question(),
            "tone": self.tone,
            "facts": self.facts(),
        }
        return super().get_context_data(**{**context, **kwargs})

    def facts(self) -> Sequence[tuple[str, Any]]:
        """What the person should have before his eyes when he decides."""
        return []

    def get_success_url(self) -> str:
        """Back to the object."""
        shown = self.result if isinstance(self.result, Model) else self.object
        return str(self.success_url or shown.get_absolute_url())
