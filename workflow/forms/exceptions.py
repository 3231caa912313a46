"""What is typed of late exceptions: for whom, until when, and why."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from ui.forms import DateField, Form
from ui.text import half_width


class OrganisationField(forms.CharField):
    """An organisation by its full name or its credit code, found exactly once."""

    default_error_messages = {
        "unknown": _("没有找到“%(text)s”，请填写单位全称或统一社会信用代码。"),
        "several": _("“%(text)s”对应多个单位，请填写统一社会信用代码。"),
    }

    def clean(self, value: Any) -> Any:
        """The organisation."""
        text = super().clean(value)
        active = Organisation.objects.active()
        found = list(active.filter(credit_code=half_width(text).upper()))
        found = found or list(active.filter(name=text)[:2])
        if len(found) == 1:
            return found[0]
        code = "several" if found else "unknown"
        raise ValidationError(
            self.error_messages[code], code=code, params={"text": text[:40]}
        )


class ExceptionForm(Form):
    """One applicant may still submit."""

    applicant = OrganisationField(
        label=_("申报单位"),
        max_length=100,
        help_text=_("填写单位全称或 18 位统一社会信用代码。"),
    )
    until = DateField(
        label=_("最迟提交日"), help_text=_("当日24:00前可以填报、撤回修改和提交。")
    )
    reason = forms.CharField(
        label=_("理由"),
        max_length=500,
        widget=forms.Textarea,
        help_text=_("告知申报单位，并记入该单位在本批次的办理记录。"),
    )


class RevokeForm(Form):
    """Why an exception is taken back."""

    reason = forms.CharField(label=_("撤销理由"), max_length=500, widget=forms.Textarea)
