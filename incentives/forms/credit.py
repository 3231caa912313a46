"""Forms of the credit ledger: open, begin, correct; the statement has its own."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from incentives.choices import FilingTerm
from incentives.credit import FIRST_DAY
from ui.forms import DateField, Form

OWN = "own"


class OpenForm(Form):
    """For whom a ledger is opened: the enterprise, or one of its member units."""

    member = forms.ChoiceField(label=_("纳税人"), widget=forms.RadioSelect)
    term = forms.ChoiceField(
        label=_("纳税期限"),
        choices=FilingTerm.choices,
        initial=FilingTerm.QUARTER,
        widget=forms.RadioSelect,
        help_text=_("与该纳税人申报增值税的纳税期限一致，以后可以调整。"),
    )

    def __init__(self, *args: Any, taxpayers: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["member"]
        field.choices = list(taxpayers)
        if len(field.choices) == 1:
            field.initial = field.choices[0][0]


class TermForm(Form):
    """By which term the taxpayer files from now on."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    term = forms.ChoiceField(
        label=_("纳税期限"), choices=FilingTerm.choices, widget=forms.RadioSelect
    )


class PeriodForm(Form):
    """From which day to which day the period goes."""

    starts = DateField(label=_("所属期起"), earliest=FIRST_DAY)
    ends = DateField(
        label=_("所属期止"),
        earliest=FIRST_DAY,
        help_text=_("须为纳税期限的一个完整自然月、季度或年度，各期不得重叠。"),
    )


class CorrectForm(Form):
    """Why a filed period is corrected."""

    reason = forms.CharField(
        label=_("更正原因"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("将留存在台账中，主管部门可以查看。"),
    )


class VersionForm(Form):
    """The version of the draft that the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class FileForm(VersionForm):
    """With a tick, where there is something to be confirmed."""

    confirmed = forms.BooleanField(
        label=_("以上提示已逐项核对，确认无误"), required=False
    )

    def __init__(self, *args: Any, has_warnings: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_warnings:
            del self.fields["confirmed"]
