"""The form by which a ledger comes in."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from documents.forms import UploadField
from enterprises.ledger.book import LEDGER
from ui.forms import DateField, Form


class LedgerForm(Form):
    """The file, and the document that lists its enterprises."""

    file = UploadField(rule=LEDGER, label=_("台账文件"))
    document_number = forms.CharField(
        label=_("发文文号"),
        max_length=60,
        required=False,
        help_text=_("列入名单的正式文件，按原件填写；各行不同的在台账中逐行填写。"),
    )
    document_name = forms.CharField(label=_("发文名称"), max_length=200, required=False)
    document_date = DateField(label=_("发文日期"), required=False)
