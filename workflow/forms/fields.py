"""Form fields made from the model's own fields, and a place found by its name."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.models import fields_for_model
from django.utils.translation import gettext_lazy as _

from regions.models import Division
from ui.forms import DateField, MoneyField
from ui.text import half_width

AREA = forms.Textarea(attrs={"rows": 4})
CELL_AREA = forms.Textarea(attrs={"rows": 2})


class NumberField(MoneyField):
    """A decimal without a unit beside it (the label names it)."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(unit="", **kwargs)


class WholeField(forms.IntegerField):
    """A whole number; reads full-width digits and commas."""

    def to_python(self, value: Any) -> int | None:
        """Read 1,250 and １２５０ alike."""
        if isinstance(value, str):
            value = half_width(value).replace(",", "").replace("，", "").strip()
        return super().to_python(value)


class DivisionField(forms.CharField):
    """A division by its code or its name; it must be found exactly once."""

    default_error_messages = {
        "unknown": _("没有找到“%(text)s”，请填写行政区划的全称或 6 位代码。"),
        "several": _("“%(text)s”对应多个行政区划，请填写全称或 6 位代码。"),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 60)
        # The page's list of names; without it the field is an ordinary one.
        kwargs.setdefault("widget", forms.TextInput(attrs={"list": "places"}))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """A stored division is shown by its full name."""
        return value.full_name if isinstance(value, Division) else value

    def clean(self, value: Any) -> Any:
        """The division, or None when nothing was typed."""
        text = super().clean(value)
        if not text:
            return None
        managed = Division.objects.managed()
        code = half_width(text)
        wanted = {"code": code} if code.isdecimal() else {"full_name": text}
        found = list(managed.filter(**wanted)) or list(managed.filter(name=text)[:2])
        if len(found) == 1:
            return found[0]
        kind = "several" if found else "unknown"
        raise ValidationError(
            self.error_messages[kind], code=kind, params={"text": text[:40]}
        )


class AnswerField(forms.TypedChoiceField):
    """Yes, no, or not answered yet."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs["choices"] = [("", _("请选择")), ("true", _("是")), ("false", _("否"))]
        kwargs["coerce"] = lambda value: value == "true"
        kwargs["empty_value"] = None
        kwargs.pop("widget", None)
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """A stored answer is the value of its option."""
        return str(value).lower() if isinstance(value, bool) else value


def field_of(db_field: models.Field[Any, Any], **kwargs: Any) -> Any:
    """The house's form field for a model's field."""
    kwargs["required"] = False
    if db_field.related_model is Division:
        return DivisionField(
            label=kwargs.get("label") or db_field.verbose_name,
            required=False,
            help_text=db_field.help_text,
        )
    if isinstance(db_field, models.DecimalField):
        return db_field.formfield(form_class=_decimal, **kwargs)
    if isinstance(db_field, models.DateField):
        return db_field.formfield(form_class=DateField, **kwargs)
    if isinstance(db_field, models.IntegerField):
        widget = forms.TextInput(attrs={"inputmode": "numeric"})
        kwargs.pop("widget", None)
        return db_field.formfield(form_class=WholeField, widget=widget, **kwargs)
    if isinstance(db_field, models.BooleanField) and db_field.null:
        return db_field.formfield(form_class=AnswerField, **kwargs)
    if isinstance(db_field, models.URLField):
        kwargs["assume_scheme"] = "https"
    made = db_field.formfield(**kwargs)
    if isinstance(made, forms.ChoiceField) and db_field.flatchoices:
        made.choices = [("", _("请选择")), *db_field.flatchoices]
    return made


def _decimal(**kwargs: Any) -> NumberField:
    kwargs.pop("widget", None)
    return NumberField(**kwargs)


def fields_of(model: type[models.Model], names: tuple[str, ...]) -> dict[str, Any]:
    """Form fields for some of a model's fields; none of them is required."""
    return fields_for_model(model, fields=names, formfield_callback=field_of)
