"""Why all ledgers are computed anew."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from ui.forms import Form


class RecomputingForm(Form):
    """The reason, which stands in the history of every result that changes."""

    cause = forms.CharField(
        label=_("原因"),
        max_length=200,
        help_text=_("例如“抵免参数调整”；将写入每一期有变化的计算结果，企业可以看到。"),
    )
