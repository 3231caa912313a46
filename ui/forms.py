"""Form bases and fields: clean input, Chinese sentences, limits on every text.

    class NoteForm(ui.forms.Form):
        note = forms.CharField(label="意见", max_length=500, widget=Textarea)
        amount = MoneyField(label="投资额", unit="万元")
        due = DateField(label="完成时限")

        fieldsets = [("办理意见", ["note"]), ("安排", ["amount", "due"])]

`Meta`-free `fieldsets` is optional; `{% render_form form %}` draws either.
"""

import datetime
import re
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from ui.text import clean_text, half_width, symbols_in
from ui.words import number

DEFAULT_MAX_LENGTH = 200
DEFAULT_TEXTAREA_LENGTH = 5000
Fieldsets = list[tuple[Any, list[str]]]


class CleanMixin:
    """Cleans text, bounds its length, and speaks Chinese at every field."""

    fieldsets: ClassVar[Fieldsets] = []
    required_css_class = "required"
    template_name = "components/form_body.html"
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            prepare_field(name, field)


class Form(CleanMixin, forms.Form):
    """A plain form."""


class ModelForm(CleanMixin, forms.ModelForm):  # type: ignore[type-arg]
    """A form of a model; services write, so call `save(commit=False)` at most."""


class NoFields(Form):
    """A confirmation without questions."""


def prepare_field(name: str, field: forms.Field) -> None:
    """Limit, cleaning and messages for one field."""
    if isinstance(field, forms.CharField):
        _bound(field)
        _clean_before(field)
    _speak(field)


def _bound(field: forms.CharField) -> None:
    if field.max_length is None and not isinstance(field, forms.UUIDField):
        area = isinstance(field.widget, forms.Textarea)
        field.max_length = DEFAULT_TEXTAREA_LENGTH if area else DEFAULT_MAX_LENGTH
        field.validators.append(MaxLengthValidator(field.max_length))
    # The browser's own maxlength cuts a pasted text without a word, so the limit is
    # shown and checked instead.
    field.widget.attrs.pop("maxlength", None)
    if field.widget.attrs.get("rows") == "10":
        field.widget.attrs["rows"] = "4"
    if field.max_length:
        field.widget.attrs["data-max-length"] = str(field.max_length)


def _clean_before(field: forms.CharField) -> None:
    plain = field.to_python
    secret = isinstance(field.widget, forms.PasswordInput)
    multiline = isinstance(field.widget, forms.Textarea)

    def to_python(value: Any) -> Any:
        if isinstance(value, str) and not secret:
            value = clean_text(value, multiline=multiline)
        return plain(value)

    # Django refuses NUL with a sentence of its own; ours takes it out beforehand.
    field.to_python = to_python  # type: ignore[method-assign]


REQUIRED = {
    forms.ChoiceField: _("请选择%(label)s。"),
    forms.ModelChoiceField: _("请选择%(label)s。"),
    forms.FileField: _("请上传%(label)s。"),
    forms.BooleanField: _("请勾选“%(label)s”。"),
}

# What Django's validators say, in the words of an office.
LIMITS = {
    "max_length": _("不能超过 %(limit_value)d 个字，现有 %(show_value)d 个字。"),
    "min_length": _("不能少于 %(limit_value)d 个字，现有 %(show_value)d 个字。"),
    "max_value": _("不能大于 %(limit_value)s。"),
    "min_value": _("不能小于 %(limit_value)s。"),
    "max_digits": _("最多填写 %(max)s 位数字。"),
    "max_whole_digits": _("整数部分不能超过 %(max)s 位。"),
    "max_decimal_places": _("小数位数不能超过 %(max)s 位。"),
}


def _speak(field: forms.Field) -> None:
    for code, words in LIMITS.items():
        field.error_messages.setdefault(code, words)
    label = str(field.label or "")
    if (
        label
        and field.error_messages.get("required")
        == forms.Field.default_error_messages["required"]
    ):
        kind = next((k for k in REQUIRED if isinstance(field, k)), None)
        sentence = REQUIRED[kind] if kind else _("请填写%(label)s。")
        field.error_messages["required"] = sentence % {"label": label}


class NameField(forms.CharField):
    """A name of a person, organisation or project: rare characters, no emoji."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 100)
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        """Refuse pictures with a sentence that shows them."""
        name = super().clean(value)
        if strange := symbols_in(name or ""):
            shown = "".join(dict.fromkeys(strange))
            raise ValidationError(_("名称中不能使用表情或图形符号：%s") % shown)
        return name


class MoneyField(forms.DecimalField):
    """An amount with its unit beside the field; reads full-width digits, commas."""

    default_error_messages = {
        "invalid": _("请填写数字，例如 1250.00。"),
        "max_decimal_places": _("小数位数不能超过 %(max)s 位。"),
        "min_value": _("金额不能小于 %(limit_value)s。"),
    }

    def __init__(self, *, unit: str = "万元", **kwargs: Any) -> None:
        self.unit = unit
        kwargs.setdefault("max_digits", 16)
        kwargs.setdefault("decimal_places", 2)
        kwargs.setdefault("min_value", Decimal(0))
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Decimal | None:
        """Read 1,250.00, １２５０．００ and a trailing unit alike."""
        if isinstance(value, str):
            value = half_width(clean_text(value)).replace(",", "").replace(" ", "")
            value = value.replace("，", "").removesuffix(self.unit)
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        """What is stored is shown as 1,250 or 1,250.50; what was typed as typed."""
        return number(value) if isinstance(value, Decimal) else value


_CHINESE_DATE = re.compile(r"^(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日?$")
_NUMERIC_DATE = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$")


class DateInput(forms.DateInput):
    """The browser's own date picker; it wants ISO, whatever the language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


# Days that no record of the portal can mean; reckoning with them would leave the
# calendar of the computer.
FIRST_DAY, LAST_DAY = datetime.date(1800, 1, 1), datetime.date(2199, 12, 31)


class DateField(forms.DateField):
    """A day, as 2026-06-30, 2026/6/30, 2026.6.30 or 2026年6月30日."""

    widget = DateInput
    default_error_messages = {
        "invalid": _("请按“2026-06-30”或“2026年6月30日”填写日期。"),
        "too_early": _("日期不能早于%s。"),
        "too_late": _("日期不能晚于%s。"),
    }

    def __init__(
        self,
        *,
        earliest: datetime.date | None = None,
        latest: datetime.date | None = None,
        **kwargs: Any,
    ) -> None:
        self.earliest = earliest or FIRST_DAY
        self.latest = latest or LAST_DAY
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> datetime.date | None:
        """Read either way of writing a date."""
        if not isinstance(value, str):
            return super().to_python(value)
        text = half_width(clean_text(value))
        if not text:
            return None
        match = _CHINESE_DATE.match(text) or _NUMERIC_DATE.match(text)
        try:
            return datetime.date(*map(int, match.groups())) if match else self._bad()
        except ValueError:
            return self._bad()

    def _bad(self) -> datetime.date:
        raise ValidationError(self.error_messages["invalid"], code="invalid")

    def validate(self, value: Any) -> None:
        """Keep within the days allowed."""
        super().validate(value)
        if value and value < self.earliest:
            raise ValidationError(
                self.error_messages["too_early"] % _day(self.earliest)
            )
        if value and value > self.latest:
            raise ValidationError(self.error_messages["too_late"] % _day(self.latest))


def _day(day: datetime.date) -> str:
    return date_format(day, "Y年n月j日")


def groups_of(form: Any) -> list[tuple[str, list[Any]]]:
    """(legend, bound fields) by `fieldsets`; fields not named come last."""
    named = {name for _, names in form.fieldsets for name in names}
    groups = [
        (str(legend), [form[name] for name in names if name in form.fields])
        for legend, names in form.fieldsets
    ]
    rest = [field for field in form.visible_fields() if field.name not in named]
    return [group for group in [*groups, ("", rest)] if group[1]]


def errors_of(form: Any) -> list[dict[str, str]]:
    """All errors with the id of the field each belongs to, in the form's order."""
    found = [
        {"label": "", "target": "", "sentence": s} for s in form.non_field_errors()
    ]
    found += [
        {"label": str(bound.label), "target": target_id(bound), "sentence": sentence}
        for bound in form
        for sentence in bound.errors
    ]
    return found


def target_id(bound: Any) -> str:
    """Where a link in the error summary leads: the field's first input."""
    return str(bound.id_for_label or bound.auto_id or "")


def describe_field(bound: Any) -> dict[str, Any]:
    """What components/field.html draws; the input is told what describes it."""
    base = bound.auto_id or bound.html_name
    widget = bound.field.widget
    limit = widget.attrs.get("data-max-length", "")
    # Short fields (names, numbers) need no counter.
    counted = limit if isinstance(widget, forms.Textarea) else ""
    described = [
        name
        for name, there in (
            (f"{base}-help", bound.help_text),
            (f"{base}-count", counted),
            (f"{base}-error", bound.errors),
        )
        if there
    ]
    attrs: dict[str, Any] = {}
    if described:
        attrs["aria-describedby"] = " ".join(described)
    if bound.errors:
        attrs["aria-invalid"] = "true"
    if counted:
        attrs["data-count"] = f"{base}-count"
    return {
        "field": bound,
        "base": base,
        "widget": bound.as_widget(attrs=attrs),
        "kind": _kind(widget),
        "unit": getattr(bound.field, "unit", ""),
        "limit": counted,
        "length": len(str(bound.value() or "")),
        "required": bound.field.required,
        "grouped": bound.field.widget.use_fieldset,
    }


def _kind(widget: forms.Widget) -> str:
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices"
    if isinstance(widget, forms.Textarea):
        return "area"
    if isinstance(widget, forms.DateInput | forms.NumberInput):
        return "short"
    return "file" if isinstance(widget, forms.ClearableFileInput) else "line"
