"""Pages that write: a form, an edit, a self-saving section, a confirmation."""

import datetime
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, ClassVar

from django.contrib import messages
from django.db.models import Model
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils import timezone

from ui.form_errors import add_refusal
from ui.forms import NoFields
from ui.middleware import is_autosave, refusal_json
from ui.refusals import Refusal
from ui.views.base import ObjectMixin, Page


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

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds `object`."""
        return super().get_context_data(**{"object": self.object, **kwargs})


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
        form_class = self.form_class or NoFields
        return form_class(**self.get_form_kwargs())

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
