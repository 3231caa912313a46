"""The scoring sheet as rows of a form; empty rows are simply left out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from ui.forms import Form
from workflow.rules.checks import HINT_LENGTH, LABEL_LENGTH, MOST_LINES, rubric_issues

SPARE_ROWS = 2
PREFIX = "rubric"
BOTH = {"label": _("请填写评分项。"), "points": _("请填写分值。")}


class LineForm(Form):
    """One line of the sheet; both name and points, or nothing at all."""

    key = forms.CharField(required=False, max_length=30, widget=forms.HiddenInput)
    label = forms.CharField(label=_("评分项"), required=False, max_length=LABEL_LENGTH)
    points = forms.IntegerField(
        label=_("分值"), required=False, min_value=1, max_value=100
    )
    hint = forms.CharField(label=_("说明"), required=False, max_length=HINT_LENGTH)

    def is_blank(self) -> bool:
        """Whether nothing was typed."""
        names = ("label", "points", "hint")
        return all(self.cleaned_data.get(name) in (None, "") for name in names)

    def clean(self) -> dict[str, Any]:
        """A line begun is a line finished."""
        data = super().clean() or {}
        if self.is_blank():
            return data
        for name, sentence in BOTH.items():
            if name not in self.errors and data.get(name) in (None, ""):
                self.add_error(name, sentence)
        return data


class RubricRows(BaseFormSet):  # type: ignore[type-arg]
    """The lines in the order of the page."""

    def clean(self) -> None:
        """What the sheet as a whole has wrong."""
        if any(self.errors):
            return
        for issue in rubric_issues(self.lines()):
            raise ValidationError(issue.sentence)

    def lines(self) -> list[dict[str, Any]]:
        """The lines as rules keep them; a new one gets a key of its own."""
        rows = [form.cleaned_data for form in self.forms if not form.is_blank()]
        taken = {row["key"] for row in rows}
        fresh = (f"line{n}" for n in count(1) if f"line{n}" not in taken)
        names = ("label", "points", "hint")
        return [
            {"key": row["key"] or next(fresh), **{name: row[name] for name in names}}
            for row in rows
        ]


def rubric_rows(data: Any, rubric: Sequence[dict[str, Any]]) -> RubricRows:
    """The rows as typed, or as they stand with a few empty ones after."""
    made = formset_factory(
        LineForm,
        formset=RubricRows,
        extra=SPARE_ROWS,
        max_num=MOST_LINES + SPARE_ROWS,
        absolute_max=MOST_LINES + SPARE_ROWS,
    )
    return made(data, initial=list(rubric), prefix=PREFIX)
