"""The acts on a standing."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from enterprises.choices import ExclusionKind, RemovalGround
from ui.forms import DateField, Form

AREA = forms.Textarea(attrs={"rows": 4})


class ReasonForm(Form):
    """Why a standing is suspended or resumed; bound to what the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(label=_("原因"), max_length=500, widget=AREA)


class RemovalForm(Form):
    """On which ground, and on what facts, an enterprise is removed."""

    ground = forms.ChoiceField(
        label=_("移出情形"), choices=RemovalGround.choices, widget=forms.RadioSelect
    )
    facts = forms.CharField(
        label=_("事实和依据"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("写明查明的事实、时间和依据；负责人确认后告知企业。"),
    )
    document = forms.CharField(
        label=_("处理文件及文号"),
        max_length=200,
        required=False,
        help_text=_("有处理文件的填写，年份用〔〕。"),
    )


class ExclusionForm(Form):
    """A fact that keeps an enterprise out."""

    kind = forms.ChoiceField(
        label=_("情形"), choices=ExclusionKind.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("依据"),
        max_length=500,
        widget=AREA,
        help_text=_("写明认定机关、文书名称和文号；告知企业。"),
    )
    since = DateField(label=_("起始日期"))
    until = DateField(
        label=_("截止日期"),
        required=False,
        help_text=_("该日仍不予受理；不填表示解除前一直有效。"),
    )
