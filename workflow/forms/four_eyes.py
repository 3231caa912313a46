"""What is typed when a proposal is decided outside a life cycle."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from ui.forms import Form

AREA = forms.Textarea(attrs={"rows": 4})


class ConfirmForm(Form):
    """A lead's word; bound to what the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    note = forms.CharField(label=_("意见"), max_length=500, required=False, widget=AREA)


class DropForm(ConfirmForm):
    """Why a proposal is not followed, or taken back."""

    note = forms.CharField(label=_("说明"), max_length=500, widget=AREA)
