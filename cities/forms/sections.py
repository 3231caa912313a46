"""The form of one section: single fields, rows, files, and the version it knew."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils.datastructures import MultiValueDict
from django.utils.text import format_lazy

from cities.forms.fields import CELL_AREA, fields_of
from cities.models import CityNomination, Row, SectionState
from cities.models.sections import Section, Slot
from cities.services import SectionInput
from documents.rules import EVIDENCE
from ui.forms import Form

ROWS = "rows"
SPARE_ROWS = 1


class RowForm(Form):
    """One row; an empty one is simply left out."""

    def is_blank(self) -> bool:
        return all(
            self.cleaned_data.get(name) in (None, "")
            for name in self.fields
            if name != "DELETE"
        )


class RowSet(BaseFormSet):  # type: ignore[type-arg]
    """The rows of a section in the order of the page."""

    deletion_widget = forms.CheckboxInput

    def add_fields(self, form: Any, index: int | None) -> None:
        """Name the box for what it does."""
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = "删除"

    def kept(self) -> list[dict[str, Any]]:
        """Values of the rows that are neither empty nor ticked for removal."""
        return [
            {k: v for k, v in form.cleaned_data.items() if k != "DELETE"}
            for form in self.forms
            if not form.is_blank() and not form.cleaned_data.get("DELETE")
        ]


def row_form_class(section: Section) -> type[RowForm]:
    fields = fields_of(cast(type[Row], section.rows), section.row_fields)
    for field in fields.values():
        if isinstance(field.widget, forms.Textarea):
            field.widget = CELL_AREA
        # A table's head says what the cell is for; the label serves the ear.
        field.help_text = ""
    return type("SectionRowForm", (RowForm,), fields)


class SectionForm(Form):
    """Everything of a section on one page; half-filled content is welcome."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self,
        *,
        section: Section,
        nomination: CityNomination,
        state: SectionState,
        data: Any = None,
        files: Any = None,
        **kwargs: Any,
    ) -> None:
        self.section = section
        if data is not None:
            data = _with_wishes(data)
        else:
            kwargs["initial"] = {"version": state.version}
            kwargs["initial"] |= {n: getattr(nomination, n) for n in section.fields}
        self.base_fields = {
            **type(self).base_fields,
            **fields_of(CityNomination, section.fields),
            **{f"file_{slot.key}": _file_field(slot) for slot in section.slots},
        }
        super().__init__(data=data, files=files, **kwargs)
        self.rows = self._rows(nomination, data)

    def _rows(self, nomination: CityNomination, data: Any) -> RowSet | None:
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
            return made(data, prefix=ROWS)
        initial = _stored_rows(self.section, nomination)
        initial += [{} for _ in range(SPARE_ROWS)]
        return made(initial=initial, prefix=ROWS)

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

    def given(self) -> SectionInput:
        """What the service takes."""
        values = {name: self.cleaned_data[name] for name in self.section.fields}
        for name, value in values.items():
            if value is None and isinstance(self.fields[name], forms.CharField):
                values[name] = ""
        return SectionInput(
            values=values, rows=self.rows.kept() if self.rows is not None else None
        )

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

    def slots(self, content: Mapping[str, Any]) -> list[tuple[Slot, Any, list[Any]]]:
        """Each place for files: the slot, its field, and what is there already."""
        held = content["sections"].get(self.section.key.value, {}).get("files", {})
        return [
            (slot, self[f"file_{slot.key}"], held.get(slot.key, []))
            for slot in self.section.slots
        ]


def _stored_rows(section: Section, nomination: CityNomination) -> list[dict[str, Any]]:
    relations = [n for n in section.row_fields if n == "partner"]
    rows = cast(type[Row], section.rows)._default_manager.filter(nomination=nomination)
    return [
        {name: getattr(row, name) for name in section.row_fields}
        for row in rows.select_related(*relations)
    ]


def _with_wishes(data: Any) -> Any:
    """Read the buttons: one more row, or saving over what another person saved."""
    asked: MultiValueDict[str, str] = data.copy()
    if asked.get("overwrite", "").isdecimal():
        asked["version"] = asked["overwrite"]
    total = asked.get(f"{ROWS}-TOTAL_FORMS", "")
    if "add_row" in asked and total.isdecimal() and int(total) < 1000:
        asked[f"{ROWS}-TOTAL_FORMS"] = str(int(total) + 1)
    return asked


def _file_field(slot: Slot) -> forms.FileField:
    return forms.FileField(
        label=format_lazy("上传{}", slot.label),
        required=False,
        help_text=EVIDENCE.words,
        widget=forms.FileInput(attrs={"accept": EVIDENCE.accept}),
    )
