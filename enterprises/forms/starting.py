"""How a cultivation application begins."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from enterprises.choices import ChangeKind, GroupKind
from ui.forms import Form
from workflow.forms.fields import DivisionField
from workflow.forms.starting import StartForm


class CultivationStartForm(StartForm):
    """Which round, where the firm is registered, and whether a whole group applies."""

    place = DivisionField(
        label=_("注册地"),
        help_text=_("填写营业执照所载注册地的县（市、区）全称或6位行政区划代码。"),
    )
    group_kind = forms.ChoiceField(
        label=_("申报主体"),
        choices=GroupKind.choices,
        initial=GroupKind.NONE,
        widget=forms.RadioSelect,
    )

    def clean_place(self) -> Any:
        """A place that a managing unit answers for."""
        place = self.cleaned_data["place"]
        if place is not None and place.managing_unit_id is None:
            raise ValidationError(_("该地区不在试点管理单位范围内，请核对。"))
        return place


class ChangeStartForm(Form):
    """What changed."""

    change = forms.ChoiceField(
        label=_("变更事项"),
        choices=ChangeKind.choices,
        widget=forms.RadioSelect,
        help_text=_("同时有几项变更的，选择主要的一项，其他变化在表中一并填写。"),
    )
