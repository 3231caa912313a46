"""Choosing an industry in forms and filters: a <select> with a group a section."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext as _

from industries.models import Industry

Group = tuple[str, list[tuple[Any, str]]]


class _BySection(ModelChoiceIterator):  # type: ignore[type-arg]
    """The divisions under the names of their sections."""

    def __iter__(self) -> Iterator[Any]:
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        for section, rows in groupby(self.queryset, lambda row: row.section):
            yield (section.label, [self.choice(row) for row in rows])


class IndustryField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A division of GB/T 4754, chosen by its section."""

    iterator = _BySection

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("queryset", Industry.objects.for_choices())
        super().__init__(**kwargs)

    def label_from_instance(self, obj: Industry) -> str:
        """Code and name."""
        return obj.label


def division_choices() -> list[Group]:
    """For `choices=` of a plain field: divisions grouped by section."""
    return [(name, rows) for name, _code, rows in _sections()]


def industry_choices() -> list[Group]:
    """For a filter: as `division_choices`, each section itself heading its group."""
    whole = _("%s（全部）")
    return [(name, [(code, whole % name), *rows]) for name, code, rows in _sections()]


def _sections() -> Iterator[tuple[str, str, list[tuple[Any, str]]]]:
    divisions = Industry.objects.for_choices()
    for section, rows in groupby(divisions, lambda row: row.section):
        yield section.label, section.code, [(row.code, row.label) for row in rows]
