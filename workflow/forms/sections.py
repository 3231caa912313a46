"""The form of one section: single fields, rows, files, and the version it knew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils.datastructures import MultiValueDict
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from documents.forms import UploadField
from ui.forms import Form
from ui.text import number_in
from workflow.forms.fields import CELL_AREA, DivisionField, fields_of
from workflow.models import SectionState
from workflow.outline import ROW_FILES, Outline, Section, Slot
from workflow.services import SectionInput

ROWS = "rows"
SPARE_ROWS = 1
# What a row says of itself besides its cells.
MARKS = ("DELETE", "key")


class SubmitForm(Form):
    """The version that the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("提交说明"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("可不填。补正后再次提交的，请简要说明修改情况。"),
    )


class RowForm(Form):
    """One row; an empty one is simply left out."""

    # The files it holds already; set by the section's form.
    held: Sequence[Mapping[str, Any]] = ()

    def is_blank(self) -> bool:
        """Whether nothing stands in it, nor hangs on it."""
        return not self.held and all(
            self.cleaned_data.get(name) in (None, "")
            or self.cleaned_data.get(name) is False
            for name in self.fields
            if name not in MARKS
        )

    def is_dropped(self, *, background: bool) -> bool:
        """Whether it is to go; a save in the background takes no files away."""
        if background and self.held:
            return False
        return self.is_blank() or bool(self.cleaned_data.get("DELETE"))

    def values(self) -> dict[str, Any]:
        """What the service takes of it."""
        given = {k: v for k, v in self.cleaned_data.items() if k != "DELETE"}
        if ROW_FILES in given:
            given[ROW_FILES] = [given[ROW_FILES]] if given[ROW_FILES] else []
        return given


class RowSet(BaseFormSet):  # type: ignore[type-arg]
    """The rows of a section in the order of the page."""

    deletion_widget = forms.CheckboxInput

    def add_fields(self, form: Any, index: int | None) -> None:
        """Name the box for what it does."""
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = "删除"

    def kept(self, *, background: bool = False) -> list[RowForm]:
        """The rows that are neither empty nor ticked for removal."""
        return [f for f in self.forms if not f.is_dropped(background=background)]


def row_form_class(section: Section) -> type[RowForm]:
    """The form of a row: its fields, its key and a file where it has some."""
    fields = fields_of(section.rows, section.row_fields)
    for field in fields.values():
        if isinstance(field.widget, forms.Textarea):
            field.widget = CELL_AREA
        # A table's head says what the cell is for; the label serves the ear.
        field.help_text = ""
    if section.row_files:
        fields["key"] = forms.UUIDField(required=False, widget=forms.HiddenInput)
        fields[ROW_FILES] = _file_field(section.row_files_label)
    return type("SectionRowForm", (RowForm,), fields)


class SectionForm(Form):
    """Everything of a section on one page; half-filled content is welcome.

    `content` is the part of the snapshot that the section holds now.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self,
        *,
        outline: Outline,
        section: Section,
        application: Any,
        state: SectionState,
        content: Mapping[str, Any],
        data: Any = None,
        files: Any = None,
        **kwargs: Any,
    ) -> None:
        self.section, self.content = section, content
        if data is not None:
            data = _with_wishes(data)
        else:
            kwargs["initial"] = {"version": state.version}
            kwargs["initial"] |= {n: getattr(application, n) for n in section.fields}
        self.base_fields = {
            **type(self).base_fields,
            **fields_of(outline.model, section.fields),
            **{f"file_{slot.key}": _file_field(slot.label) for slot in section.slots},
        }
        super().__init__(data=data, files=files, **kwargs)
        for name in set(section.fields) & set(outline.offered):
            rows = outline.offered[name](application)
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
        self.rows = self._rows(application, data, files)

    def _rows(self, application: Any, data: Any, files: Any) -> RowSet | None:
        if self.section.rows is None:
            return None
        made = formset_factory(
            row_form_class(self.section),
            formset=RowSet,
            extra=0,
            can_delete=True,
            absolute_max=self.section.most_rows + 10,
            max_num=self.section.most_rows,
        )
        if data is not None:
            rows = made(data, files, prefix=ROWS)
        else:
            initial = _stored_rows(self.section, application)
            initial += [{} for _ in range(SPARE_ROWS)]
            rows = made(initial=initial, prefix=ROWS)
        self._hang_files(rows)
        return rows

    def _hang_files(self, rows: RowSet) -> None:
        """Each row knows the files that it holds."""
        if not self.section.row_files:
            return
        held = {row["key"]: row[ROW_FILES] for row in self.content.get("rows", ())}
        for form in rows.forms:
            form.held = held.get(str(form["key"].value() or ""), ())

    def is_multipart(self) -> bool:
        """Files may stand in the section or in its rows."""
        return super().is_multipart() or self.section.row_files

    def clean(self) -> dict[str, Any]:
        """What is wrong in a row is also said at the top, with its number."""
        if self.rows is not None and not self.rows.is_valid():
            for sentence in self.rows.non_form_errors():
                self.add_error(None, sentence)
            for number, row in enumerate(self.rows.forms, start=1):
                for name, sentences in row.errors.items():
                    label = row.fields[name].label if name in row.fields else ""
                    place = f"第 {number} 行{label}：" if label else f"第 {number} 行："
                    for sentence in sentences:
                        self.add_error(None, place + str(sentence))
        return self.cleaned_data

    def given(self, *, background: bool = False) -> SectionInput:
        """What the service takes; a save in the background takes no files away."""
        values = {name: self.cleaned_data[name] for name in self.section.fields}
        for name, value in values.items():
            if value is None and isinstance(self.fields[name], forms.CharField):
                values[name] = ""
        if self.rows is None:
            return SectionInput(values)
        kept = self.rows.kept(background=background)
        return SectionInput(values, [row.values() for row in kept])

    def chosen_files(self) -> Mapping[str, Any]:
        """New files by their place."""
        chosen = {slot.key: f"file_{slot.key}" for slot in self.section.slots}
        return {
            key: self.cleaned_data[name]
            for key, name in chosen.items()
            if self.cleaned_data.get(name)
        }

    def scalars(self) -> list[Any]:
        """The single fields, bound, in the section's order."""
        return [self[name] for name in self.section.fields]

    def slots(self) -> list[tuple[Slot, Any, list[Any]]]:
        """Each place for files: the slot, its field, and what is there already."""
        held = self.content.get("files", {})
        return [
            (slot, self[f"file_{slot.key}"], held.get(slot.key, []))
            for slot in self.section.slots
        ]

    def names_places(self) -> bool:
        """Whether a division is asked for, so that a list of them helps."""
        asked = [*self.fields.values()]
        if self.rows is not None:
            asked += self.rows.form.base_fields.values()
        return any(isinstance(field, DivisionField) for field in asked)


def _stored_rows(section: Section, application: Any) -> list[dict[str, Any]]:
    names = ("key", *section.row_fields) if section.row_files else section.row_fields
    rows = section.rows.rows_of(application).select_related(*section.relations)
    return [{name: getattr(row, name) for name in names} for row in rows]


def _with_wishes(data: Any) -> Any:
    """Read the buttons: one more row, or saving over what another person saved."""
    asked: MultiValueDict[str, str] = data.copy()
    if number_in(asked.get("overwrite", "")) is not None:
        asked["version"] = asked["overwrite"]
    total = number_in(asked.get(f"{ROWS}-TOTAL_FORMS", ""))
    if "add_row" in asked and total is not None and total < 1000:
        asked[f"{ROWS}-TOTAL_FORMS"] = str(total + 1)
    return asked


def _file_field(label: Any) -> UploadField:
    return UploadField(label=format_lazy("上传{}", label), required=False)
