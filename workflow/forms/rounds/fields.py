"""A number of the rules, or a setting of a kind, as a field."""

from __future__ import annotations

from typing import Any

from django import forms

from workflow.rules import (
    ChoicesSetting,
    CountSetting,
    Limit,
    Setting,
    SwitchSetting,
)


class CountField(forms.IntegerField):
    """A whole number with its unit beside it."""

    def __init__(self, *, unit: str, **kwargs: Any) -> None:
        self.unit = unit
        super().__init__(**kwargs)


def count_field(limit: Limit) -> CountField:
    """A number within its limit."""
    return CountField(
        label=limit.label,
        unit=limit.unit,
        min_value=limit.low,
        max_value=limit.high,
        help_text=limit.help,
    )


def setting_name(setting: Setting) -> str:
    """The form's name for a setting of a kind."""
    return f"extra_{setting.key}"


def setting_field(setting: Setting) -> forms.Field:
    """The field in which a setting is typed."""
    common: dict[str, Any] = {"label": setting.label, "help_text": setting.help}
    if isinstance(setting, CountSetting):
        bounds = setting.wrong(setting.fewest - 1)
        return CountField(
            unit=setting.unit,
            min_value=setting.fewest,
            max_value=setting.most,
            error_messages={
                "invalid": setting.wrong(None),
                "min_value": bounds,
                "max_value": bounds,
            },
            **common,
        )
    if isinstance(setting, ChoicesSetting):
        return forms.MultipleChoiceField(
            choices=setting.choices,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            **common,
        )
    assert isinstance(setting, SwitchSetting)
    return forms.BooleanField(required=False, **common)
