"""The applicant's pages: overview, one section, submission."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.forms.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html

from cities.checks import errors_of
from cities.forms import SectionForm, SubmitForm
from cities.models import CityNomination, SectionState
from cities.models.sections import Section, sections_of
from cities.models.showing import present
from cities.permissions import can_edit
from cities.services import save_section
from cities.views.shared import NominationMixin, findings, section_url, steps_of
from regions.models import Division
from ui.forms import errors_of as form_problems
from ui.refusals import Verdict
from ui.views import Action, DetailPage, EditPage, SectionPage
from workflow.choices import Move, Stage
from workflow.models import Remark
from workflow.permissions import can_move
from workflow.services import advance


def last_remarks(nomination: CityNomination) -> list[Remark]:
    """The reasons of the return that is being mended."""
    if nomination.stage != Stage.RETURNED:
        return []
    last = nomination.steps.filter(move=Move.SEND_BACK, to_stage=Stage.RETURNED).last()
    return list(last.remarks.all()) if last else []


class NominationOverview(NominationMixin, DetailPage):
    """All sections with what is missing, and the reasons of a return."""

    title = "填报情况"
    template_name = "cities/overview.html"

    def allow(self) -> Verdict:
        return can_edit(self.request.user, self.object)

    def get_actions(self) -> Sequence[Action]:
        pk = self.object.pk
        return [
            Action(
                "打印预览",
                reverse("cities:nomination-print", args=[pk]),
                icon="printer",
            ),
            Action(
                "检查并提交",
                reverse("cities:nomination-submit", args=[pk]),
                tone="primary",
                icon="send",
            ),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        remarks = last_remarks(self.object)
        context = {
            "steps": steps_of(self.object, self.issues),
            "findings": findings(self.object, self.issues),
            "remarks": [(r, _remark_url(self.object, r)) for r in remarks],
            "states": {
                state.section: state
                for state in self.object.section_states.select_related("saved_by")
            },
        }
        return super().get_context_data(**kwargs | context)


def _remark_url(nomination: CityNomination, remark: Remark) -> str:
    key = remark.field.split(".", 1)[0]
    known = {section.key.value for section in sections_of(nomination)}
    return section_url(nomination, key) if key in known else ""


class NominationSection(NominationMixin, SectionPage):
    """One section; saves itself, and never over another person's work unasked."""

    template_name = "cities/section.html"
    success_message = "已保存。"

    def allow(self) -> Verdict:
        return can_edit(self.request.user, self.object)

    @cached_property
    def section(self) -> Section:
        for section in sections_of(self.object):
            if section.key == self.kwargs["section"]:
                return section
        raise Http404

    @cached_property
    def state(self) -> SectionState:
        rows = self.object.section_states.select_related("saved_by")
        found: SectionState = rows.filter(
            section=self.section.key
        ).first() or SectionState(nomination=self.object, section=self.section.key)
        return found

    def get_title(self) -> str:
        return self.section.label

    def get_subtitle(self) -> str:
        return self.object.title

    def get_form(self) -> Any:
        post = self.request.method == "POST"
        form = SectionForm(
            section=self.section,
            nomination=self.object,
            state=self.state,
            data=self.request.POST if post else None,
            files=self.request.FILES if post else None,
        )
        return with_remarks(form, self.section_remarks)

    @cached_property
    def section_remarks(self) -> list[Remark]:
        key = self.section.key.value
        return [r for r in last_remarks(self.object) if r.field.split(".", 1)[0] == key]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """One more row only draws the page again, with all that was typed."""
        if "add_row" in request.POST:
            return self.render_to_response(self.get_context_data())
        return super().post(request, *args, **kwargs)

    def perform(self, form: Any) -> SectionState:
        removed = self.request.POST.getlist("remove_file")
        return save_section(
            self.object,
            section=self.section.key,
            given=form.given(),
            by=self.request.user,
            version=form.cleaned_data["version"],
            uploads=form.chosen_files(),
            removed=[int(pk) for pk in removed if pk.isdecimal()],
        )

    def section_items(self) -> Sequence[Any]:
        return steps_of(self.object, self.issues, self.section.key)

    def saved_at(self) -> datetime | None:
        return self.state.saved_at

    def get_next_url(self) -> str:
        keys = [section.key.value for section in sections_of(self.object)]
        place = keys.index(self.section.key) + 1
        return section_url(self.object, keys[place]) if place < len(keys) else ""

    def refused(self, form: Any, status: int) -> HttpResponse:
        """A stale save shows what stands now, read again, beside what was typed."""
        self.is_stale = status == 409
        return super().refused(form, status)

    is_stale = False

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.get("form") or self.get_form()
        part = next(p for p in present(self.content) if p.key == self.section.key)
        needs_places = "partner" in self.section.row_fields
        context = {
            "form": form,
            "section": self.section,
            "section_title": self.section.label,
            "scalars": [("", form.scalars())],
            "problems": form_problems(form),
            "slots": form.slots(self.content),
            "remarks": self.section_remarks,
            "stored": part if self.is_stale else None,
            "state": self.state,
            "places": Division.objects.prefectures().managed() if needs_places else [],
        }
        return super().get_context_data(**kwargs | context)


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


class NominationSubmit(NominationMixin, EditPage):
    """What is still missing with the way to each field; then the hand-in."""

    title = "检查并提交"
    template_name = "cities/submit.html"
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
            by=self.request.user,
            note=form.cleaned_data["note"],
            version=form.cleaned_data["version"],
        )

    def get_success_url(self) -> str:
        return self.object.get_absolute_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        errors = errors_of(self.issues)
        warnings = [issue for issue in self.issues if issue not in errors]
        context = {
            "errors": findings(self.object, errors),
            "warnings": findings(self.object, warnings),
            "verdict": can_move(self.request.user, self.object, Move.SUBMIT),
            "path": [stage.label for stage in self.object.path],
        }
        return super().get_context_data(**kwargs | context)
