"""Filter base: one FilterSet serves page, API and export.

class CityFilter(FilterSet):
    q = SearchFilter(fields=["title", "pinyin"], label="名称")
    unit = django_filters.ModelChoiceFilter(label="管理单位", queryset=…)

    class Meta:
        model = City
        fields = ["stage"]
        primary = ["q", "stage"]      # stand open; the others fold away
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.datastructures import MultiValueDict
from django.utils.functional import cached_property

from ui.forms import DateField, Form
from ui.text import clean_text
from ui.words import cn_date

EMPTY_CHOICE_LABEL = "---------"


@dataclass(frozen=True)
class Chip:
    """An active filter: what it is, and the query string without it."""

    label: str
    value: str
    remove: str


class FilterForm(Form):
    """The form of a filter: nothing is required."""


class DateFilter(django_filters.DateFilter):
    """A day, in either way of writing it."""

    field_class = DateField


class KnownIterator(django_filters.fields.ModelChoiceIterator):
    """The choices out of the rows that the field has read."""

    def __iter__(self) -> Any:
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        yield from map(self.choice, self.queryset)


class KnownField(django_filters.fields.ModelChoiceField):
    """Checks a choice among the rows it shows, which it reads once."""

    iterator = KnownIterator

    def to_python(self, value: Any) -> Any:
        """The row chosen."""
        if value in self.empty_values:
            return None
        for row in self.queryset:
            if str(row.pk) == str(value):
                return row
        raise self.unknown(value)

    def unknown(self, value: Any) -> forms.ValidationError:
        """The refusal of what is none of the choices."""
        words = self.error_messages["invalid_choice"]
        return forms.ValidationError(words, "invalid_choice", {"value": value})


class KnownChoiceFilter(django_filters.ModelChoiceFilter):
    """One of a few rows, in one query instead of two."""

    field_class = KnownField


class SearchFilter(django_filters.CharFilter):
    """Words in any of `fields` (icontains); all words must be found."""

    def __init__(self, *args: Any, fields: Sequence[str], **kwargs: Any) -> None:
        self.searched = list(fields)
        placeholder = kwargs.pop("placeholder", "")
        widget = forms.TextInput(attrs={"type": "search", "placeholder": placeholder})
        super().__init__(*args, widget=widget, max_length=100, **kwargs)

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        """Narrow word by word."""
        for word in clean_text(value or "", multiline=False).split():
            tests = [Q(**{f"{name}__icontains": word}) for name in self.searched]
            qs = qs.filter(reduce(or_, tests))
        return qs


class FilterSet(django_filters.FilterSet):
    """Base of all filters: cleaned input, chips, folded rarely used fields."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for item in self.filters.values():
            # The schema reads fields of the class, which are kept there and copied
            # into every set: choices that a set makes would be lost.
            item.__dict__.pop("_field", None)

    def get_form_class(self) -> type[forms.Form]:
        """The house's form instead of a bare one."""
        for item in self.filters.values():
            _name_the_empty_choice(item)
        fields = {name: item.field for name, item in self.filters.items()}
        return type(f"{type(self).__name__}Form", (FilterForm,), fields)

    @cached_property
    def form(self) -> forms.Form:
        """The bound form; fields are named, so that ids do not clash."""
        form_class = self.get_form_class()
        data = self.data if self.is_bound else None
        return form_class(data, prefix=self.form_prefix, auto_id="filter_%s")

    @property
    def primary_fields(self) -> list[Any]:
        """Fields that always show: Meta.primary, else the first three."""
        return [self.form[name] for name in self._primary()]

    @property
    def more_fields(self) -> list[Any]:
        """Fields that fold away."""
        primary = self._primary()
        return [field for field in self.form if field.name not in primary]

    @property
    def more_open(self) -> bool:
        """Whether a folded field is in use or wrong, so that it must be seen."""
        return any(field.value() or field.errors for field in self.more_fields)

    def _primary(self) -> list[str]:
        own = getattr(getattr(self, "Meta", None), "primary", None)
        return list(own or list(self.form.fields)[:3])

    def active_filters(self) -> list[Chip]:
        """One chip for each value in use."""
        if not self.is_bound or not self.form.is_valid():
            return []
        return [
            Chip(str(bound.label), shown, self._without(bound.html_name, raw))
            for bound in self.form
            for raw, shown in self._values(bound)
        ]

    def _values(self, bound: Any) -> list[tuple[str, str]]:
        data = self.form.cleaned_data.get(bound.name)
        if data is None or data == "" or data == [] or isinstance(data, slice):
            return []
        if isinstance(data, QuerySet):
            return [(str(row.pk), str(row)) for row in data]
        raws = MultiValueDict(self.data).getlist(bound.html_name)
        if hasattr(data, "pk"):
            return [(raws[0], str(data))]
        choices = {str(key): str(label) for key, label in _flat_choices(bound.field)}
        if choices:
            return [(raw, choices.get(raw, raw)) for raw in raws if raw]
        shown = cn_date(data) if hasattr(data, "year") else str(data)
        return [(raw, shown) for raw in raws[:1]]

    def _without(self, name: str, raw: str) -> str:
        query = self.data.copy()
        query.setlist(name, [value for value in query.getlist(name) if value != raw])
        query.pop("page", None)
        return f"?{_encoded(query)}"


def _encoded(query: Any) -> str:
    for name in [key for key in query if not any(query.getlist(key))]:
        query.pop(name)
    return str(query.urlencode())


def _flat_choices(field: Any) -> list[tuple[Any, Any]]:
    flat: list[tuple[Any, Any]] = []
    for key, label in getattr(field, "choices", []):
        flat.extend(label if isinstance(label, list | tuple) else [(key, label)])
    return flat


def _name_the_empty_choice(item: Any) -> None:
    single = (django_filters.ChoiceFilter, django_filters.ModelChoiceFilter)
    label = item.extra.get("empty_label", EMPTY_CHOICE_LABEL)
    if isinstance(item, single) and label == EMPTY_CHOICE_LABEL:
        item.extra["empty_label"] = "全部"
    if isinstance(item, django_filters.BooleanFilter):
        choices = [("", "全部"), ("true", "是"), ("false", "否")]
        item.extra["widget"] = BooleanWidget(choices)


class BooleanWidget(django_filters.widgets.BooleanWidget):
    """All, yes, no."""

    def __init__(self, choices: list[tuple[str, str]]) -> None:
        super().__init__()
        self.choices = choices
