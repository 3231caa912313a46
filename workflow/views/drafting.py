"""The applicant's pages of a sectioned form: overview, one section, submission.

An app writes one mixin with its names and four short classes:

    class NominationMixin(DraftingMixin):
        model = CityNomination
        related = ("division__managing_unit",)
        list_crumb = ("城市申报", "cities:nominations")
        urls = DraftingUrls(
            edit="cities:nomination-edit",
            section="cities:nomination-section",
            submit="cities:nomination-submit",
            preview="cities:nomination-print",
        )

    class NominationSection(NominationMixin, DraftingSection): ...
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.forms.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html

from regions.models import Division
from ui.forms import errors_of as form_problems
from ui.middleware import is_autosave
from ui.refusals import Issue, Verdict
from ui.text import numbers_in
from ui.views import Action, Crumb, DetailPage, EditPage, SectionPage
from workflow.checks import errors_of, section_of_issue
from workflow.choices import Move
from workflow.forms import SectionForm, SubmitForm
from workflow.models import Remark, SectionState, Submission
from workflow.outline import Outline, Section
from workflow.permissions import can_edit, can_move
from workflow.services import (
    Reading,
    advance,
    last_remarks,
    save_section,
    section_content,
)
from workflow.showing import present, present_one
from workflow.views.progress import findings, steps_of


@dataclass(frozen=True)
class DraftingUrls:
    """Names of an app's addresses; `section` takes pk and section, the others pk."""

    edit: str
    section: str
    submit: str
    # The print preview and the PDF file, where there are any.
    preview: str = ""
    pdf: str = ""


class DraftingMixin:
    """One application that this user may see, and the content he may read."""

    model: ClassVar[Any]
    related: ClassVar[tuple[str, ...]] = ()
    # Label and url name of the list in which the application stands.
    list_crumb: ClassVar[tuple[Any, str]]
    urls: ClassVar[DraftingUrls]

    request: HttpRequest
    kwargs: dict[str, Any]
    object: Any

    def get_queryset(self) -> QuerySet[Any]:
        rows = self.model.objects.visible_to(self.request.user)
        found: QuerySet[Any] = rows.for_detail().select_related(*self.related)
        return found

    def crumbs(self) -> Sequence[Crumb]:
        label, url_name = self.list_crumb
        return [
            (str(label), reverse(url_name)),
            (self.object.title, self.object.get_absolute_url()),
            (str(self.get_title()), None),  # type: ignore[attr-defined]
        ]

    @cached_property
    def outline(self) -> Outline:
        outline: Outline = self.object.kind_of.outline
        return outline

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        return self.outline.of(self.object)

    @cached_property
    def reading(self) -> Reading:
        return Reading(self.object, self.request.user)

    @property
    def is_editable(self) -> bool:
        return self.reading.is_editable

    @property
    def submission(self) -> Submission | None:
        return self.reading.submission

    @property
    def content(self) -> dict[str, Any]:
        return self.reading.content

    @property
    def issues(self) -> list[Issue]:
        return self.reading.issues

    def parts(self) -> list[Any]:
        """The content in words: the sections of `Kind.describe`."""
        return present(self.outline, self.content)

    def url_of(self, name: str) -> str:
        """One of the app's addresses about this application."""
        return reverse(name, args=[self.object.pk])

    def section_url(self, key: str) -> str:
        return reverse(self.urls.section, args=[self.object.pk, key])


class DraftingOverview(DraftingMixin, DetailPage):
    """All sections with what is missing, and the reasons of a return."""

    title = "填报情况"
    template_name = "workflow/drafting/overview.html"

    def allow(self) -> Verdict:
        return can_edit(self.request.user, self.object)

    def get_actions(self) -> Sequence[Action]:
        url = self.url_of(self.urls.submit)
        submit = Action("检查并提交", url, tone="primary", icon="send")
        if not self.urls.preview:
            return [submit]
        url = self.url_of(self.urls.preview)
        return [Action("打印预览", url, icon="printer"), submit]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = {
            "steps": steps_of(self.sections, self.issues, self.section_url),
            "findings": findings(self.issues, self.section_url),
            "remarks": [(r, self._remark_url(r)) for r in last_remarks(self.object)],
        }
        return super().get_context_data(**kwargs | context)

    def _remark_url(self, remark: Remark) -> str:
        key = remark.field.split(".", 1)[0]
        known = {section.key for section in self.sections}
        return self.section_url(key) if key in known else ""


class DraftingSection(DraftingMixin, SectionPage):
    """One section; saves itself, and never over another person's work unasked."""

    template_name = "workflow/drafting/section.html"
    success_message = "已保存。"
    is_stale = False

    def allow(self) -> Verdict:
        return can_edit(self.request.user, self.object)

    @cached_property
    def section(self) -> Section:
        for section in self.sections:
            if section.key == self.kwargs["section"]:
                return section
        raise Http404

    @cached_property
    def state(self) -> SectionState:
        own = {"application_id": self.object.pk, "section": str(self.section.key)}
        rows = SectionState.objects.filter(**own).select_related("saved_by")
        found: SectionState = rows.first() or SectionState(**own)
        return found

    def get_title(self) -> str:
        return str(self.section.label)

    def get_subtitle(self) -> str:
        return str(self.object.title)

    def get_form(self) -> Any:
        post = self.request.method == "POST"
        form = SectionForm(
            outline=self.outline,
            section=self.section,
            application=self.object,
            state=self.state,
            content=section_content(self.object, self.section),
            data=self.request.POST if post else None,
            files=self.request.FILES if post else None,
        )
        return with_remarks(form, self.section_remarks)

    @cached_property
    def section_remarks(self) -> list[Remark]:
        key = self.section.key
        remarks = last_remarks(self.object)
        return [r for r in remarks if r.field.split(".", 1)[0] == key]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """One more row only draws the page again, with all that was typed."""
        if "add_row" in request.POST:
            return self.render_to_response(self.get_context_data())
        return super().post(request, *args, **kwargs)

    def perform(self, form: Any) -> SectionState:
        # What is ticked for removal goes when the person saves, not behind his back.
        background = is_autosave(self.request)
        ticked = [] if background else self.request.POST.getlist("remove_file")
        return save_section(
            self.object,
            section=self.section.key,
            given=form.given(background=background),
            by=self.request.user,  # type: ignore[arg-type]
            version=form.cleaned_data["version"],
            uploads=form.chosen_files(),
            removed=numbers_in(ticked),
        )

    def section_items(self) -> Sequence[Any]:
        key = self.section.key
        return steps_of(self.sections, self.issues, self.section_url, key)

    def saved_at(self) -> datetime | None:
        return self.state.saved_at

    def get_next_url(self) -> str:
        keys = [section.key for section in self.sections]
        place = keys.index(self.section.key) + 1
        return self.section_url(keys[place]) if place < len(keys) else ""

    def refused(self, form: Any, status: int) -> HttpResponse:
        """A stale save shows what stands now, read again, beside what was typed."""
        self.is_stale = status == 409
        if self.is_stale:
            for known in ("object", "reading", "state"):
                self.__dict__.pop(known, None)
        return super().refused(form, status)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.get("form") or self.get_form()
        places = Division.objects.prefectures().managed()
        context = {
            "form": form,
            "section": self.section,
            "section_title": self.section.label,
            "scalars": [("", form.scalars())],
            "problems": form_problems(form),
            "slots": form.slots(),
            "remarks": self.section_remarks,
            "stored": self.stored() if self.is_stale else None,
            "state": self.state,
            "places": places if form.names_places() else [],
        }
        return super().get_context_data(**kwargs | context)

    def stored(self) -> Any:
        """What the section holds now, in words."""
        return present_one(self.outline, self.section, self.content)


def with_remarks(form: BaseForm, remarks: Sequence[Remark]) -> BaseForm:
    """A returned remark stands at its field, where the section has that field."""
    for remark in remarks:
        name = remark.field.rpartition(".")[2]
        field = form.fields.get(name) or form.fields.get(f"file_{name}")
        if field is not None:
            field.help_text = format_html(
                '{} <strong class="remark">退回意见：{}</strong>',
                field.help_text,
                remark.sentence,
            )
    return form


class DraftingSubmit(DraftingMixin, EditPage):
    """What is still missing with the way to each field; then the hand-in."""

    title = "检查并提交"
    template_name = "workflow/drafting/submit.html"
    form_class = SubmitForm
    submit_label = "确认提交"
    success_message = "已提交，可在申报详情中查看办理进度。"

    def allow(self) -> Verdict:
        return can_edit(self.request.user, self.object)

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.object.version}

    def perform(self, form: Any) -> Any:
        return advance(
            self.object,
            Move.SUBMIT,
            by=self.request.user,  # type: ignore[arg-type]
            note=form.cleaned_data["note"],
            version=form.cleaned_data["version"],
        )

    def get_success_url(self) -> str:
        return str(self.object.get_absolute_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        errors = errors_of(self.issues)
        warnings = [issue for issue in self.issues if issue not in errors]
        context = {
            "errors": findings(errors, self.section_url),
            "warnings": findings(warnings, self.section_url),
            "verdict": can_move(self.request.user, self.object, Move.SUBMIT),
            "path": [stage.label for stage in self.object.path],
            "edit_url": self.url_of(self.urls.edit),
        }
        return super().get_context_data(**kwargs | context)


def by_section(issues: Sequence[Issue]) -> dict[str, list[Issue]]:
    """What was found, by the section where it lies."""
    found: dict[str, list[Issue]] = {}
    for issue in issues:
        found.setdefault(section_of_issue(issue), []).append(issue)
    return found
