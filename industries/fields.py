"""The column of an enterprise's priority tags."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from industries.choices import PriorityTag, tag_choices
from industries.forms import IndustryField


class IndustryKey(models.ForeignKey):  # type: ignore[type-arg]
    """A division of GB/T 4754; chosen from a list grouped by section."""

    def __init__(self, verbose_name: Any = None, **kwargs: Any) -> None:
        fixed = {"to": "industries.Industry", "on_delete": models.PROTECT}
        fixed |= {"null": True, "blank": True, "related_name": "+"}
        super().__init__(
            **(fixed | {"limit_choices_to": {"section__isnull": False}} | kwargs),
            verbose_name=verbose_name,
        )

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """In the database it is a foreign key like any other."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.ForeignKey", args, kwargs

    def formfield(self, **kwargs: Any) -> Any:
        """The divisions under their sections."""
        return IndustryField(
            label=kwargs.get("label") or self.verbose_name,
            help_text=self.help_text,
            required=kwargs.get("required", not self.blank),
            empty_label=_("请选择"),
        )


class TagsField(ArrayField):  # type: ignore[type-arg]
    """Priority tags in the order of the list; empty where there is none."""

    def __init__(self, verbose_name: Any = None, **kwargs: Any) -> None:
        kwargs["verbose_name"] = verbose_name
        kwargs["base_field"] = models.CharField(
            max_length=32, choices=PriorityTag.choices
        )
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(**kwargs)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """The base field is the column's own."""
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("base_field", None)
        return name, path, args, kwargs

    def formfield(self, **kwargs: Any) -> Any:
        """A set of boxes, group by group."""
        kwargs.pop("widget", None)
        return forms.MultipleChoiceField(
            label=kwargs.get("label") or self.verbose_name,
            help_text=self.help_text,
            required=kwargs.get("required", not self.blank),
            choices=tag_choices,
            widget=forms.CheckboxSelectMultiple,
        )
